import { Refused } from '../../../../web/src/base/fault';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelSpec } from '../../../../wasm/lab';
import type { Work } from '../../../../web/src/state/keeping';
import { RunLog } from '../../../../web/src/state/run_log';
import { pack, unpack } from '../../../../web/src/storage/work';

const settings = {
  epochs: 3,
  batch_size: 32,
  training_pictures: 500,
  test_pictures: 100,
  seed: 7,
  learning_rate: 0.001,
};
const model: ModelSpec = {
  name: 'Model 0',
  layers: [{ kind: 'flatten' }, { kind: 'dense', units: 10 }],
};

function workWith(snapshot: Uint8Array): Work {
  const log = new RunLog(1, 1, model, settings);
  log.progress({
    run: 1,
    phase: 'training',
    epoch: 2,
    epochs: 3,
    batch: 4,
    batches: 16,
    loss: 1.5,
    accuracy: 0.4,
    picturesTrained: 628,
    firstBatch: 0,
    losses: Float32Array.of(2, 1.5),
    accuracies: Float32Array.of(0.25, 0.5),
    trainingSeconds: 3,
    evaluatingSeconds: 1,
  });
  const run = log.state(null);
  return { header: { savedAt: 1, build: 'simd', model, run, records: [] }, snapshot };
}

/** Seals a header of any kind as `pack` would, by Node's own SHA-256. */
function sealed(header: string, length = Buffer.byteLength(header)): Uint8Array<ArrayBuffer> {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(length);
  const rest = Buffer.concat([size, Buffer.from(header)]);
  const digest = createHash('sha256').update(rest).digest();
  return new Uint8Array(Buffer.concat([Buffer.from('CNNLABW1'), digest, rest]));
}

const problemOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const reply = await unpack(bytes);
  return reply.ok ? 'accepted' : reply.fault.problem;
};
const factsOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const reply = await unpack(bytes);
  return reply.ok ? null : reply.fault.facts;
};

describe('work as bytes', () => {
  test('comes back as it was, whatever the snapshot holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (snapshot) => {
        const work = workWith(snapshot);
        const reply = await unpack(await pack(work));
        expect(reply).toEqual({ ok: true, value: work });
      }),
    );
  });

  test('is refused with any one byte changed, and cut anywhere', async () => {
    const good = await pack(workWith(Uint8Array.of(1, 2, 3)));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const bad = good.slice();
          bad[at]! ^= flip;
          // The eighth is the format's number.
          expect(await problemOf(bad)).toBe(
            at < 7 ? 'work_foreign' : at === 7 ? 'work_other_version' : 'work_damaged',
          );
          expect(await problemOf(good.slice(0, at))).toBe(
            at < 44 ? 'work_foreign' : 'work_damaged',
          );
        },
      ),
    );
  });

  test('anything else is refused, never thrown at the caller', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expect(await problemOf(sealed(text))).toBe('work_header_wrong');
      }),
    );
  });

  test('says which part of a header is wrong', async () => {
    const { header } = workWith(new Uint8Array());
    const changed = (change: object) => sealed(JSON.stringify({ ...header, ...change }));
    expect(await problemOf(changed({}))).toBe('accepted');
    expect(await factsOf(changed({ savedAt: -1 }))).toEqual({
      at: 'savedAt',
      given: '-1',
      wanted: '>=0',
    });
    const odd = { name: 'x', layers: [{ kind: {} }] };
    expect(await factsOf(changed({ model: odd }))).toMatchObject({ at: 'model.layers.0.kind' });
    const run = { ...header.run, epochs: Array(1001).fill({}) };
    expect(await factsOf(changed({ run }))).toMatchObject({
      at: 'run.epochs.length',
      given: '1001',
    });
    const endless = sealed('{}', 2 ** 32 - 1);
    expect(await problemOf(endless)).toBe('work_header_cut');
    expect(await factsOf(endless)).toEqual({ bytes: 4294967295 });
    expect(await problemOf(sealed('{"a":'))).toBe('work_header_not_json');
  });

  test('keys that would change a prototype are dropped', async () => {
    const { header } = workWith(new Uint8Array());
    const hostile = JSON.stringify(header).replace(
      '{"kind":"flatten"}',
      '{"kind":"flatten","__proto__":[1]}',
    );
    const reply = await unpack(sealed(hostile));
    if (!reply.ok) throw new Refused(reply.fault);
    expect(Object.getPrototypeOf(reply.value.header.model.layers[0])).toBe(Object.prototype);
  });
});

test('a log goes on where its state was taken', () => {
  const { run } = workWith(new Uint8Array()).header;
  const log = RunLog.from(5, 1, run!);
  expect(log.state(null)).toEqual(run);
  expect(log.view().progress?.run).toBe(5);
  expect(log.view().loss).toHaveLength(2);
});
