import { numbersOf } from '../format';

export { duration, layerName } from '../format';
export const { whole, decimal, given, percent } = numbersOf('en');

/** Percentage points. */
export const points = (value: number) =>
  `${decimal(value, 1)} ${Math.abs(value) === 1 ? 'point' : 'points'}`;
