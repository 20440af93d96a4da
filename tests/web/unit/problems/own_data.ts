/** A data set of the learner's own: pictures that come in, arrays, and what was kept of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { Fault } from '../../../../web/src/base/fault';
import type { PageProblem } from '../../../../web/src/base/problems';
import { packDataSet, unpackDataSet } from '../../../../web/src/formats/data_set';
import { problemsOf } from '../../../../web/src/own_data/found';
import { Gathering } from '../../../../web/src/own_data/gathering.svelte';
import type { GivenFile } from '../../../../web/src/own_data/given_files';
import { limits } from '../../../../web/src/own_data/limits';
import { readArrays } from '../../../../web/src/own_data/read_arrays';
import { cifar10 } from '../../../../web/src/model/data_description';
import { readPicture } from '../../../../web/src/picture_files/open_picture';
import { DataSets } from '../../../../web/src/storage/data_sets.svelte';
import { fileOf, greyFile, standInBrowser } from '../own_data/made_up';
import { stub, thrownBy, type Provocations } from './made_up';

const array = (name: string) => ({
  name: `${name}.npz`,
  bytes: new Uint8Array(
    readFileSync(path.join(import.meta.dirname, '../own_data/arrays', `hostile-${name}.npz`)),
  ),
});
const ofArrays = (name: string) => () => thrownBy(() => readArrays([array(name)]));

/** The first refusal of files that are added one after the other. */
async function refused(...adds: GivenFile[][]): Promise<Fault> {
  standInBrowser();
  const gathering = new Gathering();
  for (const files of adds) await gathering.add(files, () => 'x');
  return gathering.refused[0]!.fault;
}

const sizes = (...all: [string, number][]) => problemsOf(all.map(([name, count]) => ({ name, count })))[0]!; // prettier-ignore
const picture = (bytes: Uint8Array) => {
  stub({ createImageBitmap: () => Promise.reject(new Error('no')) });
  return readPicture(new Blob([bytes as BlobPart]), 8);
};
const set = {
  description: { name: 'x', shape: [8, 8, 1] as const, classes: ['a', 'b'], sha256: '0'.repeat(64) }, // prettier-ignore
  training: { pixels: new Uint8Array(128), labels: Uint8Array.of(0, 1) },
  test: { pixels: new Uint8Array(64), labels: Uint8Array.of(1) },
};

/** The first bytes of a PNG of 40×40 whose data never came. */
const cutPng = new Uint8Array(48);
cutPng.set(Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x28', 'latin1'));

export const ofOwnData: Provocations = {
  picture_cut: () => picture(cutPng),
  picture_heic: () =>
    picture(new TextEncoder().encode('\0\0\0\x18ftypheic\0\0\0\0mif1heic........')),
  data_no_pictures: () => refused([]),
  data_zip_in_zip: () => refused([fileOf('x.zip', zipSync({ 'y.zip': zipSync({}) }))]),
  data_same_picture: () => refused([greyFile('cup/1.jpg', 1), greyFile('cup/2.jpg', 1)]),
  data_arrays_apart: () => refused([fileOf('x.npz', zipSync({})), greyFile('cup/1.jpg', 1)]),
  data_too_few_classes: () => sizes(['cup', 9]),
  data_too_many_classes: () => sizes(...Array.from({ length: 21 }, (_, i): [string, number] => [`${i}`, 9])), // prettier-ignore
  data_class_unnamed: () => sizes(['cup', 9], [' ', 9]),
  data_class_twice: () => sizes(['cup', 9], ['cup', 9]),
  data_class_too_small: () => sizes(['cup', 9], ['pen', 3]),
  data_too_many_pictures: () => sizes(['cup', limits.pictures], ['pen', 10]),
  data_too_large: () => thrownBy(() => readArrays([{ name: 'x.npz', bytes: large() }])),
  data_array_missing: ofArrays('no-labels'),
  data_array_pickled: ofArrays('objects'),
  data_array_type: ofArrays('complex'),
  data_array_shape: ofArrays('flat'),
  data_array_channels_first: ofArrays('channels-first'),
  data_part_too_small: ofArrays('small-test'),
  data_array_differs: ofArrays('test-size'),
  data_array_count: ofArrays('fewer-labels'),
  data_array_value: ofArrays('negative'),
  data_labels_shape: ofArrays('label-cube'),
  data_label_wrong: ofArrays('label-negative'),
  data_label_only_in_test: ofArrays('label-in-test'),
  data_damaged: async () => {
    const bytes = await packDataSet(set);
    bytes[bytes.length - 1]! ^= 1;
    return thrownBy(() => unpackDataSet(bytes));
  },
  data_other_version: async () => {
    const bytes = await packDataSet(set);
    bytes[7]! += 1;
    return thrownBy(() => unpackDataSet(bytes));
  },
  data_not_here: () =>
    new DataSets(
      { pictures: { data: cifar10 } } as unknown as ConstructorParameters<typeof DataSets>[0],
      () => ({ call: () => Promise.resolve({ ok: true, value: null }) }) as never,
    ).find(set.description),
} satisfies Partial<Record<PageProblem, unknown>>;

/** 16,000 pictures of 64×64 in colour, by a header that says so. */
function large(): Uint8Array {
  const header = (shape: string) => {
    const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape}), }\n`;
    const bytes = new Uint8Array(10 + text.length);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0]);
    bytes.set(new TextEncoder().encode(text), 10);
    return bytes;
  };
  return zipSync({ 'x.npy': header('16000, 64, 64, 3'), 'y.npy': header('16000,') });
}
