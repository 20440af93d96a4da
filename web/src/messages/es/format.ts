import { isOwnModel, numbersOf, ownModel as ownModels } from '../format';

export { duration, exactDuration, layerName } from '../format';
export const { whole, decimal, given, percent, closeDuration } = numbersOf('es');

/** Puntos porcentuales. */
export const points = (value: number) =>
  `${decimal(value, 1)} ${Math.abs(value) === 1 ? 'punto' : 'puntos'}`;

export const ownModel = ownModels.es;

/** The networks that come with the page have English names in their files. */
export const modelName = (name: string) =>
  isOwnModel(name) ? ownModel : name.replace(/^Model (\d)$/, 'Modelo $1');

/** «Tu Modelo 1», pero no «Tu Tu propio modelo». */
export const yourModel = (name: string) => (isOwnModel(name) ? 'Tu red' : `Tu ${modelName(name)}`);

export const countedEpochs = (epochs: number) => `${epochs} ${epochs === 1 ? 'época' : 'épocas'}`;
