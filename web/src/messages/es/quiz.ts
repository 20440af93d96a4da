import type { QuizMessages } from '../en/quiz';
import { percent, points, modelName } from './format';

export const quiz: QuizMessages = {
  commit: 'Me quedo con esta',
  committed: (model) =>
    model
      ? `Apostado. Ahora entrena el ${modelName(model)} y compruébalo.`
      : 'Apostado. Ahora compruébalo.',
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
