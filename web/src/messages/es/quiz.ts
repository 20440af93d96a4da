import type { QuizMessages } from '../en/quiz';
import { percent, points, modelName, whole } from './format';

const epochsOf = (count: number) => (count === 1 ? '1 época' : `${count} épocas`);
const settings = (epochs: number | null, pictures: number | null) =>
  (epochs === null ? '' : ` durante ${epochsOf(epochs)}`) +
  (pictures === null ? '' : ` con ${whole(pictures)} imágenes`);

export const quiz: QuizMessages = {
  commit: 'Me quedo con esta',
  committed: (model, isAny, epochs, pictures) => {
    const what = model ? `el ${modelName(model)}` : isAny ? 'una red' : 'la red de tu ejercicio';
    return `Apostado. Ahora entrena ${what}${settings(epochs, pictures)}: decide la primera ejecución así que empiece a partir de ahora.`;
  },
  lacking: (run, other) =>
    `Apostado. La ejecución ${run.number} ya está. Para compararla, entrena el ${modelName(other)} con los mismos ajustes.`,
  by: ({ number, model, epochs, pictures, seed }, against) =>
    `(ejecución ${number}: ${modelName(model)}, ${epochsOf(epochs)}, ${whole(pictures)} imágenes, semilla ${seed}` +
    (against ? `; comparada con la ejecución ${against.number})` : ')'),
  youNamed: (right) => `Tú nombraste ${right} de 10 imágenes de prueba en la parada 1.`,
  again: 'Predecir otra vez',
  chooseFirst: 'Elige primero una de ellas.',
  right: 'Correcto.',
  wrong: 'Esta no es. Lee por qué y elige otra.',
  isNot: (answer) => `No: es «${answer}».`,
  came: (what) => `Lo viste venir: ${what}.`,
  didNotCome: (what) => `Salió de otra manera: ${what}.`,
  measures: {
    training: (value) => `la exactitud en entrenamiento fue del ${percent(value / 100)}`,
    test: (value) => `la exactitud en prueba fue del ${percent(value / 100)}`,
    gap: (value) => `la brecha fue de ${points(value)}`,
    gain: (value, other) =>
      value >= 0
        ? `la exactitud en prueba quedó ${points(value)} por encima de la del ${modelName(other)}`
        : `la exactitud en prueba quedó ${points(-value)} por debajo de la del ${modelName(other)}`,
    narrower: (value, other) =>
      value >= 0
        ? `la brecha fue ${points(value)} más estrecha que la del ${modelName(other)}`
        : `la brecha fue ${points(-value)} más ancha que la del ${modelName(other)}`,
  },
};
