import type { RunsMessages } from '../en/runs';
import {
  countedEpochs,
  decimal,
  given,
  modelName,
  percent,
  points,
  whole,
  yourModel,
} from './format';

export const runs: RunsMessages = {
  name: (number, model) => `Ejecución ${number}: ${modelName(model)}`,
  trained: (epochs, pictures, seed) =>
    `${epochs} ${epochs === 1 ? 'época' : 'épocas'}, ${whole(pictures)} imágenes, semilla ${seed}`,
  onData: (data) => `, con «${data}»`,
  recorded: (model, pictures, seed) =>
    `Grabada: ${modelName(model)}, ${whole(pictures)} imágenes, semilla ${seed}`,
  shortRecorded: (model, seed) => `${modelName(model)}, grabada, semilla ${seed}`,
  short: (number) => `ejecución ${number}`,
  none: 'Tus ejecuciones aparecerán aquí en cuanto una llegue al final de una época.',
  columns: ['Ver', 'Ejecución', 'Entrenamiento', 'Prueba', 'Brecha', 'Pérdida en prueba', 'Red'],
  open: 'Abrir',
  openOf: (name: string) => `Abrir la red de ${name}`,
  tenPictures: 'Las diez imágenes: arriba la primera ejecución, abajo la segunda',
  show: (name) => `Mostrar en las gráficas: ${name}`,
  behindHelp:
    'Las ejecuciones marcadas se dibujan detrás de la más reciente. Las grabadas se hicieron con el motor de este laboratorio, con las 50.000 imágenes de entrenamiento y las 10.000 de prueba; con tiempo, tu equipo también puede hacerlas.',
  compare: 'Compara dos ejecuciones',
  first: 'Primera',
  second: 'Segunda',
  same: 'La misma red con los mismos ajustes.',
  settings: 'Ajustes',
  on: 'sí',
  off: 'no',
  layers: 'Capas',
  onlyFirst: 'solo en la primera',
  onlySecond: 'solo en la segunda',
  results: 'Resultados tras la última época',
  difference: 'Diferencia',
  chance: (half) =>
    `Con tantas imágenes de prueba, una diferencia de hasta ${points(half)} de exactitud puede deberse al azar.`,
  rates: (rate, pictures) =>
    `tasa de aprendizaje ${given(rate)} desde la imagen ${whole(pictures)}`,

  yours: {
    result: (model, epochs, pictures, training, test) =>
      `${yourModel(model)}, tras ${countedEpochs(epochs)} con ${whole(pictures)} imágenes: entrenamiento ${percent(training)}, prueba ${percent(test)}.`,
    named: (right) => `Tú nombraste ${right} de 10 en la parada 1.`,
    toBeat: (test) => `${percent(test)} es la marca a batir.`,
    against: (model, difference) =>
      difference >= 0
        ? `Son ${points(difference)} más que tu ${modelName(model)}.`
        : `Son ${points(-difference)} menos que tu ${modelName(model)}.`,
    gap: (value, opened) =>
      value < 1
        ? 'Todavía no hay una brecha apreciable.'
        : opened === null
          ? `La brecha es de ${points(value)}.`
          : `La brecha es de ${points(value)}; se abrió en la época ${opened}.`,
    testLossTurned: (epoch) => `La pérdida en prueba fue mínima tras la época ${epoch}.`,
    testLossFalling: 'La pérdida en prueba seguía bajando al final.',
    gaps: (without, withDropout) =>
      `Sin dropout tu brecha era de ${points(without)}; con dropout es de ${points(withDropout)}.`,
    losses: (without, withDropout) =>
      `Pérdida en prueba: ${decimal(without, 2)} sin dropout, ${decimal(withDropout, 2)} con él.`,
    trainSame: (model) =>
      `Para comparar, entrena el ${modelName(model)} con los mismos ajustes: imágenes, épocas, semilla y todo lo demás.`,
    trainFirst: (model) => `Entrena el ${modelName(model)} para leer aquí tus propios números.`,
  },
};
