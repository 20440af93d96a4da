/** Which data a visit begins with, and whose pictures a run goes on with. */
import { beforeEach, expect, test, vi } from 'vitest';
import { recall, remember } from '../../../../web/src/base/remembered';
import type { Reply } from '../../../../web/src/base/fault';
import { described } from '../../../../web/src/formats/data_set';
import {
  cifar10,
  type DataDescription,
  type DataSet,
} from '../../../../web/src/model/data_description';
import { DataSets } from '../../../../web/src/storage/data_sets.svelte';

const part = (count: number) => ({ pixels: new Uint8Array(64 * count), labels: Uint8Array.from({ length: count }, (_, i) => i % 2) }); // prettier-ignore
const desk = await described({ name: 'Desk', shape: [8, 8, 1], classes: ['cup', 'pen'] }, part(10), part(10)); // prettier-ignore

/** A visit that put them into its lab and kept them. */
async function worked(): Promise<void> {
  const { made, pictures } = labWith([]);
  pictures.data = desk.description;
  await made.keep(desk);
}

/** A lab whose storage has these sets. */
function labWith(sets: DataSet[], state = 'idle', locks: string[] = []) {
  const pictures = { data: cifar10 };
  const useData = vi.fn((data: DataSet | 'cifar10') => {
    pictures.data = data === 'cifar10' ? cifar10 : data.description;
    return Promise.resolve({ ok: true, value: { training: 0, test: 0 } });
  });
  const call = (name: string, ask: DataDescription): Promise<Reply<unknown>> => {
    const at = sets.findIndex(({ description }) => description.sha256 === ask.sha256);
    if (name === 'discardData') sets.splice(at, 1);
    return Promise.resolve({ ok: true, value: name === 'loadData' ? (sets[at] ?? null) : null });
  };
  const lab = { pictures, control: { useData }, run: { state: { kind: state } }, editor: { locks, assignment: null } }; // prettier-ignore
  const made = new DataSets(
    lab as unknown as ConstructorParameters<typeof DataSets>[0],
    () => ({ call }) as never,
  );
  return { made, pictures, useData };
}

beforeEach(() => remember('data', null));

test('what was worked with is in the lab again at the next visit', async () => {
  await worked();
  const { made, pictures } = labWith([desk]);
  await made.bringBack();
  expect(pictures.data).toEqual(desk.description);
  expect([made.bringing, made.missing]).toEqual([null, null]);
});

test('what is not there any more is named, and CIFAR-10 stays', async () => {
  await worked();
  const { made, pictures } = labWith([]);
  await made.bringBack();
  expect(pictures.data).toBe(cifar10);
  const { shape, classes } = desk.description;
  const fault = { problem: 'data_not_here', facts: { name: 'Desk', shape, classes } };
  expect(made.missing).toMatchObject({ name: 'Desk', fault });
});

test('what is lost is missed once; what is deleted, never', async () => {
  await worked();
  await labWith([]).made.bringBack();
  const { made } = labWith([desk]);
  await made.bringBack();
  expect(made.missing).toBe(null);

  await worked();
  const other = { ...desk.description, classes: ['cup', 'pencil'] };
  await labWith([desk]).made.discard(other);
  expect(recall('data')).not.toBe(null); // The same pictures under other names are another set.
  await labWith([desk]).made.discard(desk.description);
  expect(recall('data')).toBe(null);
});

test('a store that ends late does not change what the next visit begins with', async () => {
  await worked();
  const { made } = labWith([desk]); // CIFAR-10 is back in this lab.
  remember('data', null);
  await made.keep(desk);
  expect(recall('data')).toBe(null);
});

test('a link that brings a task of its own begins with CIFAR-10, and so does a run that has begun', async () => {
  await worked();
  for (const { made, useData } of [
    labWith([desk], 'idle', ['model']),
    labWith([desk], 'training'),
  ]) {
    // prettier-ignore
    await made.bringBack();
    expect(useData).not.toHaveBeenCalled();
  }
  expect(recall('data')).not.toBe(null); // The visit after this one has them again.
});

test('what was written by hand, or by another version, is no data set', async () => {
  for (const written of [
    '{',
    '1',
    '{"name":"x"}',
    JSON.stringify({ ...desk.description, shape: [8, 8, 2] }),
  ]) {
    // prettier-ignore
    remember('data', written);
    const { made, useData } = labWith([desk]);
    await made.bringBack();
    expect(useData).not.toHaveBeenCalled();
  }
});

test('a run brings its own pictures, of whatever data', async () => {
  const { made, pictures } = labWith([desk]);
  expect((await made.bring(desk.description)).ok).toBe(true);
  expect(pictures.data).toEqual(desk.description);
  expect((await made.bring(cifar10)).ok).toBe(true);
  expect(pictures.data).toBe(cifar10);
  expect(recall('data')).toBe(null);
  const other = { ...desk.description, sha256: '1'.repeat(64) };
  expect(await made.bring(other)).toMatchObject({ ok: false, fault: { problem: 'data_not_here' } });
});
