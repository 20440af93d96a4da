import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeKerasH5 } from '../../../../web/src/formats/keras_h5';
import { readNpz, writeNpz } from '../../../../web/src/formats/npz';
import { readProject, writeProject } from '../../../../web/src/formats/project';
import { readSafetensors, writeSafetensors } from '../../../../web/src/formats/safetensors';
import { matched } from '../../../../web/src/formats/matching';
import { Refused } from '../../../../web/src/base/fault';
import { readKerasH5 } from '../../../../web/src/formats/keras_h5';
import { exportNotebook } from '../../../../web/src/keras/export_program';
import { readNotebook } from '../../../../web/src/keras/notebook';
import { readProgram } from '../../../../web/src/keras/program';
import { remarkOf } from '../../../../web/src/keras/source';
import { programText } from '../../../../web/src/keras/write';
import { presets } from '../../../../web/src/model/presets';
import { readRecord, sealed } from '../../../../web/src/record/record';
import { defaultSettings, isValid } from '../../../../web/src/model/settings';
import { formatHash, parseHash } from '../../../../web/src/address/hash';
import { numberNames } from '../../../../web/src/model/settings';
import { readRun } from '../../../../web/src/state/recorded';
import { catalog } from '../../../../web/src/model/outside';
import { project } from './cases_files';
import { record } from './cases_texts';

/**
 * Good files, damaged at random: some bytes changed, some cut off the end. Each is refused, or means
 * what it meant; where a format has no checksum, numbers may change, but never how many there are.
 */

/** Places in ten-thousandths of the file: fast-check's doubles are nearly all next to 0. */
const place = fc.noBias(fc.integer({ min: 0, max: 9999 }));
const damage = fc.record({
  cut: fc.option(place, { freq: 2 }),
  flips: fc.array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
});
type Damage = { cut: number | null; flips: [number, number][] };
function damaged(good: Uint8Array, { cut, flips }: Damage) {
  const bytes = new Uint8Array(good);
  for (const [at, by] of flips) bytes[Math.floor((at / 10_000) * bytes.length)]! ^= by;
  return cut === null ? bytes : bytes.slice(0, Math.floor((cut / 10_000) * bytes.length));
}
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (text: string) => new TextEncoder().encode(text);

const tensors = [
  { name: 'dense/kernel', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6.5) },
  { name: 'dense/bias', shape: [2], data: Float32Array.of(-1, 1e-20) },
];

/** What a reader made of it, or null where it was refused for a problem of ours. */
async function outcome<T>(read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    // Anything else was not foreseen.
    if (error instanceof Refused) return null;
    throw error;
  }
}

async function whenDamaged<T>(
  good: Uint8Array,
  read: (bytes: Uint8Array) => T | Promise<T>,
  holds: (found: T) => void,
  numRuns = 400,
) {
  await fc.assert(
    fc.asyncProperty(damage, async (how) => {
      const found = await outcome(() => read(damaged(good, how)));
      if (found !== null) holds(found);
    }),
    { numRuns, seed: 7 },
  );
}

describe('a damaged file is refused or means the same:', () => {
  test('.npz, by its checksums', () =>
    whenDamaged(
      writeNpz(tensors),
      (bytes) => matched(readNpz(bytes), tensors),
      (found) => expect(found).toEqual(tensors),
      1500,
    ));

  test('a project, by its checksums', async () => {
    const good = writeProject({ ...project, settings: defaultSettings, snapshot: Uint8Array.of(1, 2, 3), edited: null }); // prettier-ignore
    const whole = readProject(good);
    await whenDamaged(good, readProject, (found) => {
      // A changed name of the saved run's entry makes it someone else's file.
      expect(found).toEqual(found.snapshot ? whole : { ...whole, snapshot: null });
    });
  });

  test('.safetensors, but for its numbers', () =>
    whenDamaged(
      writeSafetensors(tensors),
      (bytes) => matched(readSafetensors(bytes), tensors),
      (found) => expect(found.map(({ shape, data }) => [shape, data.length])).toEqual([[[3, 2], 6], [[2], 2]]), // prettier-ignore
    ));

  test('.weights.h5, but for its numbers', async () => {
    const good = await writeKerasH5(tensors, ['dense']);
    await whenDamaged(
      good,
      async (bytes) => matched(await readKerasH5(bytes, tensors), tensors),
      (found) => expect(found.map(({ data }) => data.length)).toEqual([6, 2]),
      150,
    );
  }, 60_000);

  test('a completion record, by its seal', async () => {
    const { sha256: _, ...rest } = record;
    const good = await sealed(rest as never);
    await whenDamaged(
      bytesOf(JSON.stringify(good)),
      (bytes) => readRecord(textOf(bytes)),
      (found) => {
        if (found.isSealed) expect(found.record).toEqual(good);
      },
    );
  });

  test('a notebook: its cells are texts', () =>
    whenDamaged(
      bytesOf(exportNotebook(presets['model-0'], defaultSettings, catalog, null)),
      (bytes) => readNotebook(textOf(bytes)),
      (cells) => expect(cells.every((cell) => typeof cell === 'string')).toBe(true),
    ));

  test('a recorded run: its epochs count from 1', () => {
    const line = (epoch: number) => JSON.stringify({ epoch, loss: 2, accuracy: 0.2, test_loss: 2, test_accuracy: 0.25, seconds: 1 }); // prettier-ignore
    const good = bytesOf(`${line(1)}\n${line(2)}\n{"weights_sha256":"00"}\n`);
    return whenDamaged(
      good,
      (bytes) => readRun(textOf(bytes), -1, 'model-0', 1),
      (found) => found.epochs.forEach(({ epoch, loss }, i) => {
        expect(epoch).toBe(i + 1);
        expect(Number.isFinite(loss)).toBe(true);
      }), // prettier-ignore
    );
  });
});

test('a damaged program is read or refused at a place in it, in time', () => {
  const good = bytesOf(programText(presets['model-2'], defaultSettings, catalog));
  let slowest = 0;
  fc.assert(
    fc.property(damage, fc.string({ unit: 'binary', maxLength: 20 }), fc.nat(), (how, more, at) => {
      const bytes = textOf(damaged(good, how));
      const text = bytes.slice(0, at % bytes.length || 0) + more + bytes.slice(at % bytes.length || 0); // prettier-ignore
      const before = process.cpuUsage();
      const { program, mistakes } = readProgram(text, catalog);
      slowest = Math.max(slowest, process.cpuUsage(before).user / 1000);
      expect(program === null).toBe(mistakes.length > 0);
      for (const { from, message } of mistakes.map(remarkOf)) {
        expect(from).toBeLessThanOrEqual(text.length);
        expect(message.length).toBeGreaterThan(10);
      }
    }),
    { numRuns: 1000, seed: 7 },
  );
  expect(slowest).toBeLessThan(200);
}, 60_000);

test('whatever stands in a link, the page opens with settings that make sense', () => {
  const link = formatHash('lab', null, { ...defaultSettings, seed: 9, epochs: 3 }, presets['model-2'], ['model']); // prettier-ignore
  fc.assert(
    fc.property(damage, fc.string({ unit: 'binary' }), (how, noise) => {
      for (const hash of [textOf(damaged(bytesOf(link), how)), `#layers=${noise}`, `#${noise}`]) {
        const { settings, layers } = parseHash(hash);
        for (const name of numberNames)
          if (settings[name] !== undefined) expect(isValid(name, settings[name])).toBe(true);
        for (const layer of layers ?? []) {
          expect(layer.kind).toMatch(/^[a-z]\w*$/);
          expect(Object.getPrototypeOf(layer)).toBe(Object.prototype);
        }
      }
    }),
    { numRuns: 1000, seed: 7 },
  );
}, 60_000);
