/** A data set of the learner's own as one block of bytes: its description, then its arrays. */
import * as v from 'valibot';
import { badFile } from '../base/fault';
import { sha256 } from '../base/sha256';
import {
  dataLimits,
  pictureBytes,
  type DataDescription,
  type DataSet,
  type Pictures,
} from '../model/data_description';
import { isBlock, openBlock, packBlock } from './block';
import { count, hash, list, text } from './shapes';

const magic = 'CNNLABD1';

const side = v.pipe(count, v.minValue(dataLimits.leastSide), v.maxValue(dataLimits.mostSide));
/** Of data that are not the page's own. */
export const ownDescription = v.object({
  name: text,
  shape: v.tuple([side, side, v.picklist(dataLimits.channels)]),
  classes: v.pipe(list(text, dataLimits.mostClasses), v.minLength(dataLimits.leastClasses)),
  sha256: hash,
});
const header = v.object({ description: ownDescription, training: count, test: count });

/** Whether bytes begin as those of a data set do. */
export const isDataSet = (bytes: Uint8Array) => isBlock(magic, bytes);

/** How many bytes `arraysOf` makes. */
export const bytesOfData = ({ training, test }: Pick<DataSet, 'training' | 'test'>): number =>
  [training, test].reduce((sum, { pixels, labels }) => sum + pixels.length + labels.length, 0);

/** What a refusal says of pictures that are wanted. */
export const wantedData = ({ name, shape, classes }: DataDescription) => ({
  name,
  shape: [...shape],
  classes: [...classes],
});

/** What the hash in a description is of: x_train, y_train, x_test and y_test, one after the other. */
export function arraysOf({
  training,
  test,
}: Pick<DataSet, 'training' | 'test'>): Uint8Array<ArrayBuffer> {
  const parts = [training.pixels, training.labels, test.pixels, test.labels];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The same with its hash. */
export async function described(
  description: Omit<DataDescription, 'sha256'>,
  training: Pictures,
  test: Pictures,
): Promise<DataSet> {
  const digest = await sha256(arraysOf({ training, test }));
  return { description: { ...description, sha256: digest }, training, test };
}

export const packDataSet = ({ description, training, test }: DataSet) =>
  packBlock(
    magic,
    { description, training: training.labels.length, test: test.labels.length },
    arraysOf({ training, test }),
  );

/** Throws Refused for what `packDataSet` has not made. */
export async function unpackDataSet(bytes: Uint8Array<ArrayBuffer>): Promise<DataSet> {
  const block = await openBlock(magic, bytes);
  if ('why' in block) {
    if (block.why === 'other_version') throw badFile('data_other_version', {});
    throw badFile('data_damaged', {});
  }
  const checked = v.safeParse(header, block.header);
  if (!checked.success) throw badFile('data_damaged', {});
  const { description, training, test } = checked.output;
  return dataSetOf(description, { training, test }, block.rest);
}

/** The same from its arrays, one after the other; throws Refused where they are not those described. */
export async function dataSetOf(
  description: DataDescription,
  { training, test }: { training: number; test: number },
  arrays: Uint8Array<ArrayBuffer>,
): Promise<DataSet> {
  const each = pictureBytes(description);
  const isWhole =
    arrays.length === (training + test) * (each + 1) &&
    (await sha256(arrays)) === description.sha256;
  if (!isWhole) throw badFile('data_damaged', {});
  let at = 0;
  const next = (length: number) => arrays.slice(at, (at += length));
  const part = (pictures: number): Pictures => ({
    pixels: next(pictures * each),
    labels: next(pictures),
  });
  const set = { description, training: part(training), test: part(test) };
  const isLabel = (label: number) => label < description.classes.length;
  if (!set.training.labels.every(isLabel) || !set.test.labels.every(isLabel))
    throw badFile('data_damaged', {});
  return set;
}
