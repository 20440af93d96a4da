/** Arrays as NumPy writes them: arrays/make.py says what is in each. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refused, type Fault } from '../../../../web/src/base/fault';
import { problems as en } from '../../../../web/src/messages/en/problems';
import { problems as es } from '../../../../web/src/messages/es/problems';
import { tellIn } from '../../../../web/src/messages/faults';
import { fromArrays } from '../../../../web/src/own_data/made';
import { readArrays, repeatedIn } from '../../../../web/src/own_data/read_arrays';

const folder = path.join(import.meta.dirname, 'arrays');
const file = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(path.join(folder, name))),
});
const read = (...names: string[]) => readArrays(names.map(file));

/** Picture i: 8 i and its row number in every pixel of a row, as make.py has it. */
const picture = (i: number, height = 8, width = 8, channels = 1) =>
  Array.from({ length: height * width * channels }, (_, at) => (8 * i + Math.floor(at / (width * channels))) % 256); // prettier-ignore
const pictures = (first: number, count: number, ...size: number[]) =>
  Array.from({ length: count }, (_, i) => picture(first + i, ...size)).flat();
const alternating = (count: number) => Array.from({ length: count }, (_, i) => i % 2);

describe('arrays are read', () => {
  test('with a test part', () => {
    const set = read('whole.npz');
    expect(set).toMatchObject({ shape: [8, 8, 1], classes: ['0', '1'], scale: 'bytes', inBoth: 0 });
    expect([...set.training.pixels]).toEqual(pictures(0, 20));
    expect([...set.training.labels]).toEqual(alternating(20));
    expect([...set.test!.pixels]).toEqual(pictures(20, 10));
    expect([...set.test!.labels]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
    expect(set.largest).toBe(8 * 29 + 7);
  });

  test('with a dimension for the one channel, too', () => {
    const { training, test, shape } = read('one-channel.npz');
    expect({ training, test, shape }).toEqual({ training: read('whole.npz').training, test: read('whole.npz').test, shape: [8, 8, 1] }); // prettier-ignore
  });

  test('in colour, higher than wide, with labels {n,1} and no test part', () => {
    const set = read('colour.npz');
    expect(set).toMatchObject({ shape: [9, 11, 3], test: null });
    expect([...set.training.pixels]).toEqual(pictures(0, 20, 9, 11, 3));
  });

  test.each(['unit-float', 'byte-float', 'half-float', 'int64'])(
    '%s: to the same bytes',
    (name) => {
      const set = read(`${name}.npz`);
      expect([...set.training.pixels]).toEqual(pictures(0, 20));
      expect([...set.training.labels]).toEqual(alternating(20));
      expect(set.scale).toBe(/unit|half/.test(name) ? 'unit' : 'bytes');
      // Labels that do not begin with 0 are the names.
      expect(set.classes).toEqual(name === 'int64' ? ['1', '2'] : ['0', '1']);
    },
  );

  test('as true and false: black and white', () => {
    const { training, scale } = read('black-and-white.npz');
    expect(scale).toBe('unit');
    expect([...training.pixels]).toEqual(pictures(0, 20).map((value) => (value % 20 > 9 ? 255 : 0))); // prettier-ignore
  });

  test('under other names, with the names of the classes', () => {
    expect(read('named.npz').classes).toEqual(['taza', 'lápiz']);
  });

  test('one file for each array', () => {
    const { training } = read('y_train.npy', 'x_train.npy');
    expect(training).toEqual(read('whole.npz').training);
  });

  test('and test pictures that were learned from are counted', () => {
    expect(read('repeated.npz').inBoth).toBe(2);
    const alike = new Uint8Array(64 * 5000);
    expect(repeatedIn(alike, alike, 64)).toBe(5000);
  });
});

describe('a data set is made of them', () => {
  test('with the test part that is there, in turns', async () => {
    const arrays = read('whole.npz');
    const { training, test } = await fromArrays('x', arrays, ['a', 'b'], 1);
    expect([...test.labels]).toEqual(alternating(10));
    expect([...test.pixels]).toEqual(
      [21, 20, 23, 22, 25, 24, 27, 26, 29, 28].flatMap((i) => picture(i)),
    );
    expect([...training.labels]).toEqual(alternating(20));
  });

  test('or with a share of each class, by the seed', async () => {
    const arrays = read('unit-float.npz');
    const [one, again, other] = await Promise.all([1, 1, 2].map((seed) => fromArrays('x', arrays, ['a', 'b'], seed))); // prettier-ignore
    expect(one!.test.labels.length).toBe(10);
    expect(one!.description).toEqual(again!.description);
    expect(one!.description.sha256).not.toBe(other!.description.sha256);
  });
});

const refusals: Record<string, [Fault['problem'], object?]> = {
  objects: ['data_array_pickled', { name: 'x_train' }],
  'one-picture': ['data_array_shape', { given: [8, 8] }],
  flat: ['data_array_shape', { given: [20, 64] }],
  large: ['data_array_shape', { given: [20, 65, 65] }],
  channels: ['data_array_shape', { given: [20, 8, 8, 4] }],
  'channels-first': ['data_array_channels_first', { given: [20, 3, 32, 32] }],
  'fewer-labels': ['data_array_count', { given: 19, wanted: 20 }],
  'label-negative': ['data_label_wrong', { name: 'y_train', at: 5, label: '-1' }],
  'label-half': ['data_label_wrong', { at: 5, label: '0.5' }],
  'label-cube': ['data_labels_shape', { given: [20, 2, 2] }],
  'two-hot': ['data_label_wrong', { at: 1, label: '1' }],
  'one-class': ['data_too_few_classes', { count: 1, least: 2 }],
  '21-classes': ['data_too_many_classes', { count: 21, most: 20 }],
  'label-in-test': ['data_label_only_in_test', { name: 'y_test', label: 2, like: 'y_train' }],
  'small-class': ['data_class_too_small', { name: '1', count: 3, least: 10 }],
  negative: ['data_array_value', { name: 'x_train', at: 0, value: '-20' }],
  nan: ['data_array_value', { name: 'x_train', value: 'NaN' }],
  'test-size': ['data_array_differs', { given: [10, 9, 8], wanted: [20, 8, 8] }],
  'small-test': ['data_part_too_small', { part: 'test', count: 4, least: 10 }],
  'no-labels': ['data_array_missing', { wanted: 'y_train', given: ['x_train'] }],
  text: ['data_array_type', { name: 'y_train' }],
  complex: ['data_array_type', { name: 'x_train', type: 'complex64' }],
  fortran: ['npy_fortran_order', { name: 'x_train' }],
  'says-much': ['data_too_many_pictures', { count: 10_000_000 }],
};

test.each(Object.entries(refusals))(
  'hostile-%s.npz is refused by name',
  (name, [problem, facts = {}]) => {
    let fault: Fault | null = null;
    try {
      read(`hostile-${name}.npz`);
    } catch (error) {
      expect(error).toBeInstanceOf(Refused);
      fault = (error as Refused).fault;
    }
    expect(fault).toMatchObject({ problem, facts });
    for (const words of [en, es])
      expect(tellIn(words, fault!)).not.toMatch(/undefined|NaN×|\[object/);
  },
);

test('every hostile file has its refusal', () => {
  const files = readdirSync(folder).filter((name) => name.startsWith('hostile-'));
  expect(files.map((name) => name.slice(8, -4)).sort()).toEqual(Object.keys(refusals).sort());
});
