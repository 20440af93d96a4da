import { numbersOf } from '../format';

export { duration, layerName } from '../format';
export const { whole, decimal, given, percent } = numbersOf('es');

/** Puntos porcentuales. */
export const points = (value: number) =>
  `${decimal(value, 1)} ${Math.abs(value) === 1 ? 'punto' : 'puntos'}`;

/** The networks that come with the page have English names in their files. */
export const modelName = (name: string) => name.replace(/^Model (\d)$/, 'Modelo $1');
