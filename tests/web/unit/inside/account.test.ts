import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { LayerSpec, ModelSpec } from '../../../../wasm/lab';
import { accountOf } from '../../../../web/src/inside/account';
import { inside } from '../../../../web/src/messages/en/inside';

const account = (layer: LayerSpec, input: number[], output: number[]) =>
  accountOf(layer, input, output, inside.account);

/** Computes a sum such as `(3×3×3 + 1) × 32`. */
const value = (sum: string | null): number =>
  sum === null ? 0 : (runInNewContext(sum.replaceAll('×', '*')) as number);

describe('the account of a layer', () => {
  test('adds up to the parameters that Keras counts for Model 1', () => {
    const model = JSON.parse(readFileSync('assets/presets/model-1.json', 'utf8')) as ModelSpec;
    // Shapes and counts as model.summary() prints them.
    const shapes = [[32, 32, 3], [32, 32, 32], [32, 32, 32], [16, 16, 32], [16, 16, 64],
      [16, 16, 64], [8, 8, 64], [8, 8, 128], [8, 8, 128], [4, 4, 128], [2048], [128], [10]]; // prettier-ignore
    const counts = [896, 9248, 0, 18496, 36928, 0, 73856, 147584, 0, 0, 262272, 1290];
    const sums = model.layers.map((layer, i) => account(layer, shapes[i]!, shapes[i + 1]!).sum);
    expect(sums[0]).toBe('(3×3×3 + 1) × 32');
    expect(sums.map(value)).toEqual(counts);
  });

  test('adds up for the layers that learn otherwise', () => {
    // As Keras's count_params has them.
    const layers: [LayerSpec, number[], number[], number][] = [
      [{ kind: 'depthwise_conv2d', kernel_size: [3, 2], depth_multiplier: 2 }, [8, 8, 3], [6, 7, 6], 42],
      [{ kind: 'separable_conv2d', filters: 5, kernel_size: [3, 3], depth_multiplier: 2 }, [8, 8, 3], [6, 6, 5], 89],
      [{ kind: 'layer_normalization' }, [8, 8, 3], [8, 8, 3], 6],
      [{ kind: 'p_re_lu' }, [4, 5, 3], [4, 5, 3], 60],
      [{ kind: 'zero_padding2d', padding: [1, 1] }, [8, 8, 3], [10, 10, 3], 0],
    ]; // prettier-ignore
    for (const [layer, input, output, count] of layers)
      expect(value(account(layer, input, output).sum)).toBe(count);
  });

  test('says how the window makes the shape', () => {
    const conv = { kind: 'conv2d', filters: 8, kernel_size: [3, 5] };
    expect(account(conv, [32, 32, 3], [30, 28, 8])).toMatchObject({
      shape: expect.stringContaining('32 − 3 + 1 = 30, 32 − 5 + 1 = 28 places') as string,
      sum: '(3×5×3 + 1) × 8',
    });
    const strided = { ...conv, kernel_size: 3, strides: 2 };
    expect(account(strided, [32, 32, 3], [15, 15, 8]).shape).toContain('⌊(32 − 3) / 2⌋ + 1 = 15');
    expect(account({ ...strided, padding: 'same' }, [9, 9, 3], [5, 5, 8]).shape).toContain(
      '⌈9 / 2⌉ = 5',
    );
  });

  test('knows every kind of layer that the catalog has', () => {
    const picture = [6, 4, 5];
    const cases: [LayerSpec, number[], number[], number][] = [
      [{ kind: 'max_pooling2d', pool_size: 2 }, picture, [3, 2, 5], 0],
      [{ kind: 'average_pooling2d', pool_size: [4, 3] }, picture, [1, 1, 5], 0],
      [{ kind: 'global_average_pooling2d' }, picture, [5], 0],
      [{ kind: 'global_max_pooling2d' }, picture, [5], 0],
      [{ kind: 'dropout', rate: 0.4 }, picture, picture, 0],
      [{ kind: 'spatial_dropout2d', rate: 0.4 }, picture, picture, 0],
      // Keras: gamma, beta, moving mean and moving variance of 5 channels.
      [{ kind: 'batch_normalization' }, picture, picture, 20],
      [{ kind: 'activation', activation: 'relu' }, picture, picture, 0],
      [{ kind: 'flatten' }, picture, [120], 0],
      [{ kind: 'dense', units: 7 }, [120], [7], 847],
      [{ kind: 'random_flip' }, picture, picture, 0],
    ];
    for (const [layer, input, output, parameters] of cases) {
      const { shape, sum } = account(layer, input, output);
      expect(value(sum), layer.kind).toBe(parameters);
      expect(shape, layer.kind).toMatch(/\d/);
    }
  });

  test('says what a pool keeps, and what happens where it does not fit', () => {
    expect(account({ kind: 'max_pooling2d' }, [32, 32, 3], [16, 16, 3]).shape).toBe(
      '32×32×3 → 16×16×3: of each 2×2 square of a channel one number is left, the largest.',
    );
    expect(account({ kind: 'max_pooling2d' }, [15, 15, 3], [7, 7, 3]).shape).toContain(
      '⌊(15 − 2) / 2⌋ + 1 = 7',
    );
  });
});
