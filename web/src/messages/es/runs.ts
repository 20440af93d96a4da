import type { RunsMessages } from '../en/runs';
import { given, modelName, points, whole } from './format';

export const runs: RunsMessages = {
  name: (id, model) => `Ejecución ${id}: ${modelName(model)}`,
  recorded: (model, pictures, seed) =>
    `Grabada: ${modelName(model)}, ${whole(pictures)} imágenes, semilla ${seed}`,
  shortRecorded: (model, seed) => `${modelName(model)}, grabada, semilla ${seed}`,
  short: (id) => `ejecución ${id}`,
  none: 'Tus ejecuciones aparecerán aquí en cuanto una llegue al final de una época.',
  columns: ['Ver', 'Ejecución', 'Entrenamiento', 'Prueba', 'Brecha', 'Pérdida en prueba'],
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
};
