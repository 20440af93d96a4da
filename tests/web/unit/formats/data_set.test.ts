import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Refused } from '../../../../web/src/base/fault';
import { writeDataNpz } from '../../../../web/src/formats/data_npz';
import {
  dataSetOf,
  described,
  packDataSet,
  unpackDataSet,
} from '../../../../web/src/formats/data_set';
import {
  mostDataBytes,
  projectData,
  readProject,
  writeProject,
} from '../../../../web/src/formats/project';
import type { DataSet } from '../../../../web/src/model/data_description';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';
import { readArrays } from '../../../../web/src/own_data/read_arrays';

const bytes = (count: number, from: number) => Uint8Array.from({ length: count }, (_, i) => (from + 7 * i) % 256); // prettier-ignore
const parts = [
  { pixels: bytes(12 * 8 * 9 * 3, 1), labels: Uint8Array.from({ length: 12 }, (_, i) => i % 2) },
  { pixels: bytes(10 * 8 * 9 * 3, 100), labels: Uint8Array.of(1, 0, 1, 1, 0, 0, 1, 1, 0, 1) },
] as const;
const made = () => described({ name: 'Mi mesa ☕', shape: [8, 9, 3], classes: ['taza', '笔 ☕🖊️'] }, ...parts); // prettier-ignore

async function problemOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Refused) return error.fault.problem;
    throw error;
  }
  return 'taken';
}

test('its hash is that of x_train, y_train, x_test and y_test, as anybody can make it', async () => {
  const hash = createHash('sha256');
  for (const { pixels, labels } of parts) hash.update(pixels).update(labels);
  expect((await made()).description.sha256).toBe(hash.digest('hex'));
});

test('a data set comes back from its bytes, and no other bytes are taken', async () => {
  const set = await made();
  const packed = await packDataSet(set);
  expect(await unpackDataSet(packed)).toEqual(set);
  for (const [i, change] of [
    [3, 'data_damaged'],
    [7, 'data_other_version'],
    [20, 'data_damaged'],
    [60, 'data_damaged'],
    [packed.length - 1, 'data_damaged'],
  ] as const) {
    // prettier-ignore
    const other = packed.slice();
    other[i]! ^= 1;
    expect(await problemOf(() => unpackDataSet(other)), `byte ${i}`).toBe(change);
  }
  for (const length of [0, 30, 50, packed.length - 1])
    expect(await problemOf(() => unpackDataSet(packed.slice(0, length)))).toBe('data_damaged');
});

test('arrays are taken only as what they are said to be', async () => {
  const { description, training, test } = await made();
  const { arrays } = projectData({ description, training, test });
  const whole = arrays as Uint8Array<ArrayBuffer>;
  const of = (change: object, counts = { training: 12, test: 10 }, all = whole) =>
    problemOf(() => dataSetOf({ ...description, ...change }, counts, all));
  expect(await of({})).toBe('taken');
  expect(await of({ shape: [9, 9, 3] })).toBe('data_damaged');
  expect(await of({ sha256: '0'.repeat(64) })).toBe('data_damaged');
  expect(await of({ classes: ['taza'] })).toBe('data_damaged');
  expect(await of({}, { training: 13, test: 9 })).not.toBe('taken');
  expect(await of({}, { training: 12, test: 10 }, whole.slice(1))).toBe('data_damaged');
});

test('it is written as Keras’s data sets are, and read as such', async () => {
  const { training, test } = await made();
  const read = readArrays([{ name: 'x.npz', bytes: writeDataNpz(await made()) }]);
  expect(read).toMatchObject({ shape: [8, 9, 3], classes: ['taza', '笔 ☕🖊️'], training, test });
});

const project = { model: presets['model-0'], settings: defaultSettings, code: '', epochs: [], snapshot: null, edited: null }; // prettier-ignore

test('a project brings the pictures along where they fit, and always says which they are', async () => {
  const set = await made();
  const { data } = readProject(writeProject({ ...project, data: projectData(set) }));
  const { description, training, test, arrays } = data!;
  expect(await dataSetOf(description, { training, test }, arrays!.slice())).toEqual(set);
  const large = { ...set, test: { pixels: new Uint8Array(mostDataBytes), labels: new Uint8Array() } } as DataSet; // prettier-ignore
  const without = readProject(writeProject({ ...project, data: projectData(large) })).data!;
  expect(without).toMatchObject({ description: set.description, training: 12, arrays: null });
  // One of CIFAR-10 is as it always was.
  expect(readProject(writeProject(project)).data).toBe(null);
});
