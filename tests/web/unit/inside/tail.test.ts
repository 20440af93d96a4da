import { describe, expect, test } from 'vitest';
import { tailOf, thinned } from '../../../../web/src/inside/tail';

const tensor = (name: string, shape: number[], values: number[]) => ({
  name,
  shape,
  data: Float32Array.from(values),
});

describe('the end of a network, in plain loops', () => {
  // 3 inputs, 2 hidden units with ReLU, 2 classes without a bias.
  const layers = [
    { kind: 'flatten' },
    { kind: 'dense', units: 2, activation: 'relu' },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'dense', units: 2, activation: 'softmax', use_bias: false },
  ];
  const weights = [
    tensor('conv2d/kernel', [1, 1, 1, 1], [9]),
    tensor('dense/kernel', [3, 2], [1, 2, 3, 4, 5, -6]),
    tensor('dense/bias', [2], [0.5, 1]),
    tensor('dense_1/kernel', [2, 2], [0, 1, 1, 0]),
  ];

  test('is the sum that Keras writes: x·W + b, ReLU, and softmax', () => {
    // Sums: 1·1 + 2·3 + 3·5 + 0.5 = 22.5 and 1·2 + 2·4 − 3·6 + 1 = −7, which ReLU takes away.
    const answer = tailOf(layers, weights)!(Float32Array.of(1, 2, 3));
    // softmax(0, 22.5)
    expect(answer[1]).toBeCloseTo(1 / (1 + Math.exp(-22.5)), 6);
    expect(answer[0]! + answer[1]!).toBeCloseTo(1, 6);
  });

  test('is not guessed at where another layer or activation is in it', () => {
    expect(tailOf([{ kind: 'max_pooling2d' }, ...layers], weights)).toBeNull();
    expect(tailOf([...layers.slice(0, 1), { kind: 'dense', units: 2, activation: 'gelu' }], weights)).toBeNull(); // prettier-ignore
    expect(tailOf([{ kind: 'dense', units: 1 }, ...layers], weights.slice(1))).toBeNull();
  });

  test('dropout leaves 0 or x / (1 − p)', () => {
    const numbers = Float32Array.of(3, 6, 9);
    expect([...thinned(numbers, Uint8Array.of(1, 0, 0), 0.25)]).toEqual([0, 8, 12]);
  });
});
