import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Refused } from '../../../../web/src/base/fault';
import { readWeights } from '../../../../web/src/files/read_weights';
import { problems as en } from '../../../../web/src/messages/en/problems';
import { tellIn } from '../../../../web/src/messages/faults';

/**
 * Files that Keras 3.15, Keras 2.15, NumPy and safetensors wrote (weight_files/make.py): each is read
 * to the weights it was saved from, or refused in a sentence that is true of it.
 */
const folder = path.join(import.meta.dirname, 'weight_files');

/** The rule by which make.py chose every weight. */
const value = (layer: number, part: number, i: number) => ((31 * layer + 17 * part + 5 * i) % 200) - 100; // prettier-ignore

type Parts = Record<string, number[]>;
const dense = (inputs: number): Parts => ({ kernel: [inputs, 10], bias: [10] });
const conv2d = (...shape: [number, number, number, number]): Parts => ({ kernel: shape, bias: [shape[3]] }); // prettier-ignore
const batchNormalization = (channels: number): Parts => ({ gamma: [channels], beta: [channels], moving_mean: [channels], moving_variance: [channels] }); // prettier-ignore
const deep = (layers: number) =>
  Object.fromEntries(
    Array.from({ length: layers }, (_, i) => [i ? `dense_${i}` : 'dense', dense(i ? 10 : 3)]),
  );

/** The layers with weights of the models that make.py saved, under the lab's names. */
const models: Record<string, Record<string, Parts>> = {
  tiny: { dense: dense(3) },
  deep12: deep(12),
  normalized: {
    conv2d: conv2d(3, 3, 3, 2),
    batch_normalization: batchNormalization(2),
    conv2d_1: conv2d(2, 4, 2, 3),
    dense: dense(3),
  },
  own: deep(3),
  nested: { conv2d: conv2d(3, 3, 3, 2), dense: dense(2) },
  alike: { conv2d: conv2d(1, 1, 3, 3), conv2d_1: conv2d(1, 1, 3, 3), dense: dense(3) },
  nestedKeras2: {
    conv2d: conv2d(3, 3, 3, 2),
    batch_normalization: batchNormalization(2),
    conv2d_1: conv2d(1, 1, 2, 3),
    dense: dense(3),
  },
};
/** What the program of own-names calls its layers. */
const ownNames = { dense: 'dense_2', dense_1: 'dense_1', dense_2: 'last' };

function weightsOf(model: string) {
  return Object.entries(models[model]!).flatMap(([layer, parts], number) =>
    Object.entries(parts).map(([part, shape], at) => ({
      name: `${layer}/${part}`,
      shape,
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => value(number, at, i)), // prettier-ignore
    })),
  );
}

/** File, model, and what is said of it; without that it is read. */
const table: [file: string, model: string, said?: RegExp][] = [
  ['tiny.weights.h5', 'tiny'],
  ['tiny.keras', 'tiny'],
  ['tiny-gzip.weights.h5', 'tiny'],
  ['tiny-lzf.weights.h5', 'tiny', /^layers\/dense\/vars\/0 in it is damaged, or packed .*\(lzf\)/],
  ['tiny-latest.weights.h5', 'tiny'],
  ['tiny-float16.weights.h5', 'tiny'],
  ['tiny-bfloat16.weights.h5', 'tiny'],
  ['tiny-float64.weights.h5', 'tiny'],
  ['tiny-big-endian.weights.h5', 'tiny'],
  ['tiny-int32.weights.h5', 'tiny', /vars\/0 in it holds int32 numbers, and those read here are/],
  ['tiny-backslashes.weights.h5', 'tiny'],
  ['tiny-sharded_00000.weights.h5', 'tiny'],
  ['tiny-sharded.weights.json', 'tiny', /^it only lists where .*; open tiny-sharded_00000\.weights\.h5 here$/], // prettier-ignore
  ['tiny-keras2.13.weights.h5', 'tiny'],
  ['tiny-keras2.15.weights.h5', 'tiny'],
  ['tiny-keras2-save_weights.h5', 'tiny'],
  ['tiny-keras2-whole-model.h5', 'tiny'],
  ['tiny-keras2.keras', 'tiny'],
  ['tiny-positional.npz', 'tiny'],
  ['tiny-compressed.npz', 'tiny'],
  ['tiny-float64.npz', 'tiny'],
  ['tiny-float16.npz', 'tiny'],
  ['tiny-bfloat16.npz', 'tiny', /^arr_0 in it holds V2 numbers/],
  ['tiny-int64.npz', 'tiny', /^arr_0 in it holds int64 numbers/],
  ['tiny-rezipped-on-a-mac.npz', 'tiny'],
  ['tiny-object-array.npz', 'tiny', /^arr_0 in it is a Python object.*np\.savez\(file, \*model\.get_weights\(\)\)$/], // prettier-ignore
  ['tiny-kernel-only.npy', 'tiny', /^it holds one array, but the model in the lab has 2;.*savez/],
  ['tiny-one-name-each.npz', 'tiny', /^its names \(w, b\) do not say which weights are which; .*savez/], // prettier-ignore
  ['tiny-paths.safetensors', 'tiny'],
  ['tiny-float16.safetensors', 'tiny'],
  ['tiny-bfloat16.safetensors', 'tiny'],
  ['tiny-pytorch.safetensors', 'tiny', /^1\.weight in it is named as in PyTorch.*\(10×3, here 3×10 for dense\/kernel\)/], // prettier-ignore
  ['tiny.weights.h5', 'deep12', /^it has no weights for dense_1, dense_2, dense_3, dense_4, …;/],
  ['tiny.weights.h5', 'nested', /^it has no weights for conv2d;/],
  ['deep12.weights.h5', 'deep12'],
  ['deep12-dumped-from-h5.npz', 'deep12'],
  ['deep12-dumped-from-h5.safetensors', 'deep12'],
  ['deep12-positional.npz', 'deep12'],
  ['deep12-rezipped.npz', 'deep12'],
  ['deep12-later-in-a-session.safetensors', 'deep12'],
  ['deep12-shuffled.npz', 'deep12'],
  ['deep12-keras2.h5', 'deep12'],
  ['deep12-one-lost.npz', 'deep12', /^it has no weights for dense_7;/],
  ['deep12-one-more.npz', 'deep12', /^it has weights for dense_12, which the model in the lab does not have;/], // prettier-ignore
  ['deep13.weights.h5', 'deep12', /^it has weights for dense_12, which the model in the lab does not have;/], // prettier-ignore
  ['deep11.weights.h5', 'deep12', /^it has no weights for dense_11;/],
  ['deep12-positional.npz', 'tiny', /^it holds 24 tensors, but the model in the lab has 2;/],
  ['deep12-later-in-a-session.safetensors', 'own', /^it has weights for 12 layers \(.*\), but the model in the lab has 3 /], // prettier-ignore
  ['deep-square-pytorch.safetensors', 'deep12', /^0\.weight in it is named as in PyTorch/],
  ['normalized.weights.h5', 'normalized'],
  ['normalized-paths.safetensors', 'normalized'],
  ['normalized.weights.h5', 'nestedKeras2', /^layers\/conv2d_1\/vars\/0 has the shape 2×4×2×3, but conv2d_1\/kernel .* has 1×1×2×3/], // prettier-ignore
  ['own-names.safetensors', 'own'],
  ['own-names.weights.h5', 'own'],
  ['nested.weights.h5', 'nested'],
  ['nested-augment.weights.h5', 'tiny'],
  ['nested-alike.weights.h5', 'alike', /^its layers \(conv2d, dense, conv2d\) have other names .*savez/], // prettier-ignore
  ['nested-keras2.h5', 'nestedKeras2'],
  ['hostile-endless.weights.h5', 'tiny', /^it has weights for dense_1, which the model/],
  ['hostile-endless.weights.h5', 'own', /^it has no weights for dense_2;/],
  ['hostile-links.weights.h5', 'tiny', /^it is HDF5, but holds no weights as Keras writes them/],
  ['hostile-damaged.weights.h5', 'tiny', /^layers\/dense\/vars\/0 in it is damaged, or packed/],
  ['hostile-order.h5', 'tiny', /^its names \(.*\) do not say which weights are which/],
  [
    'hostile-names.weights.h5',
    'own',
    /^its layers \(__proto__, constructor, dense .*…\) have other names/,
  ],
];

describe('a weight file is read right, or refused:', () => {
  test.each(table)('%s into %s', async (file, model, said) => {
    const bytes = new Uint8Array(readFileSync(path.join(folder, file)));
    const wanted = weightsOf(model).map(({ name, shape }) => ({ name, shape }));
    const own = model === 'own' ? ownNames : undefined;
    const reading = readWeights(file, bytes, wanted, own);
    if (said) {
      const error = await reading.then(() => expect.unreachable(), (thrown: unknown) => thrown) as Refused; // prettier-ignore
      expect(tellIn(en, error.fault)).toMatch(said);
      return;
    }
    expect(await reading).toEqual(weightsOf(model));
  });

  test('no file of the folder is left out', () => {
    const files = readdirSync(folder).filter((name) => !name.endsWith('.py'));
    expect([...new Set(table.map(([file]) => file))].sort()).toEqual(files.sort());
  });
});

test('own names that are not the program’s decide nothing', async () => {
  const bytes = new Uint8Array(readFileSync(path.join(folder, 'own-names.safetensors')));
  const wanted = weightsOf('own').map(({ name, shape }) => ({ name, shape }));
  await expect(readWeights('own-names.safetensors', bytes, wanted)).rejects.toMatchObject({
    fault: { problem: 'names_unclear' },
  });
});
