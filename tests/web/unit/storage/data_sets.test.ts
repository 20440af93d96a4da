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

/** A lab whose storage has these sets. */
function labWith(sets: DataSet[], state = 'idle', locks: string[] = []) {
  const pictures = { data: cifar10 };
  const useData = vi.fn((data: DataSet | 'cifar10') => {
    pictures.data = data === 'cifar10' ? cifar10 : data.description;
    return Promise.resolve({ ok: true, value: { training: 0, test: 0 } });
  });
  const call = (name: string, ask: DataDescription): Promise<Reply<unknown>> =>
    Promise.resolve({
      ok: true,
      value: name === 'loadData' ? (sets.find(({ description }) => description.sha256 === ask.sha256) ?? null) : null, // prettier-ignore
    });
  const lab = { pictures, control: { useData }, run: { state: { kind: state } }, editor: { locks, assignment: null } }; // prettier-ignore
  const made = new DataSets(
    lab as unknown as ConstructorParameters<typeof DataSets>[0],
    () => ({ call }) as never,
  );
  return { made, pictures, useData };
}

beforeEach(() => remember('data', null));

test('what was worked with is in the lab again at the next visit', async () => {
  await labWith([]).made.keep(desk);
  const { made, pictures } = labWith([desk]);
  await made.bringBack();
  expect(pictures.data).toEqual(desk.description);
  expect([made.bringing, made.missing]).toEqual([null, null]);
});

test('what is not there any more is named, and CIFAR-10 stays', async () => {
  await labWith([]).made.keep(desk);
  const { made, pictures } = labWith([]);
  await made.bringBack();
  expect(pictures.data).toBe(cifar10);
  expect(made.missing).toMatchObject({ name: 'Desk', fault: { problem: 'data_not_here' } });
});

test('a link that brings a task of its own begins with CIFAR-10, and so does a run that has begun', async () => {
  await labWith([]).made.keep(desk);
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
