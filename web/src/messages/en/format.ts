import { isOwnModel, numbersOf, ownModel as ownModels } from '../format';

export { duration, exactDuration, layerName } from '../format';
export const { whole, decimal, given, percent, closeDuration } = numbersOf('en');

/** Percentage points. */
export const points = (value: number) =>
  `${decimal(value, 1)} ${Math.abs(value) === 1 ? 'point' : 'points'}`;

export const ownModel = ownModels.en;

export const modelName = (name: string) => (isOwnModel(name) ? ownModel : name);

/** “Your Model 1”, but not “Your Your own model”. */
export const yourModel = (name: string) => (isOwnModel(name) ? 'Your network' : `Your ${name}`);
