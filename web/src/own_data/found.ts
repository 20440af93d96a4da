import { faultOf, type Fault } from '../base/fault';
import { dataLimits } from '../model/data_description';
import { leastOfClass, limits } from './limits';

/** A picture that was read, as the network will see it. */
export interface OwnPicture {
  file: string;
  pixels: Uint8Array;
  hash: string;
}

export interface OwnClass {
  id: number;
  name: string;
  pictures: OwnPicture[];
}

/** A picture that two classes have: what it shows is not known, so neither gets it. */
export interface Contradiction {
  file: string;
  hash: string;
  classes: [string, string];
}

export function contradictions(classes: readonly OwnClass[]): Contradiction[] {
  const first = new Map<string, string>();
  const found = new Map<string, Contradiction>();
  for (const { name, pictures } of classes)
    for (const { hash, file } of pictures) {
      const other = first.get(hash);
      if (other === undefined) first.set(hash, name);
      else if (!found.has(hash)) found.set(hash, { file, hash, classes: [other, name] });
    }
  return [...found.values()];
}

const wrong = (...args: Parameters<typeof faultOf>) => faultOf(...args);

/** Why no data set can be made of this yet. */
export function problemsOf(classes: readonly { name: string; count: number }[]): Fault[] {
  const { leastClasses, mostClasses } = dataLimits;
  const count = classes.length;
  const pictures = classes.reduce((sum, { count }) => sum + count, 0);
  const names = classes.map(({ name }) => name.trim());
  const twice = names.find((name, i) => name && names.indexOf(name) !== i);
  const least = leastOfClass(Math.max(count, leastClasses));
  const problems: Fault[] = [];
  if (count < leastClasses)
    problems.push(wrong('bad_data', 'data_too_few_classes', { count, least: leastClasses }));
  if (count > mostClasses)
    problems.push(wrong('bad_data', 'data_too_many_classes', { count, most: mostClasses }));
  if (names.includes('')) problems.push(wrong('bad_data', 'data_class_unnamed', {}));
  if (twice !== undefined) problems.push(wrong('bad_data', 'data_class_twice', { name: twice }));
  for (const { name, count } of classes)
    if (count < least && name.trim())
      problems.push(wrong('bad_data', 'data_class_too_small', { name, count, least }));
  if (pictures > limits.pictures)
    problems.push(wrong('bad_data', 'data_too_many_pictures', { count: pictures, most: limits.pictures })); // prettier-ignore
  return problems;
}
