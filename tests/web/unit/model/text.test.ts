import { describe, expect, test } from 'vitest';
import type { CatalogEntry } from '../../../../wasm/lab';
import { fieldsText, shapeText } from '../../../../web/src/model/text';

const catalog: CatalogEntry[] = [
  {
    kind: 'conv2d',
    keras: 'Conv2D',
    family: '',
    arguments: [],
    help: '',
    fields: [
      { name: 'filters', type: 'integer', help: '' },
      { name: 'kernel_size', type: 'pair', help: '' },
      { name: 'strides', type: 'pair', default: [1, 1], help: '' },
      { name: 'padding', type: 'choice', choices: ['valid', 'same'], default: 'valid', help: '' },
    ],
  },
  {
    kind: 'max_pooling2d',
    keras: 'MaxPooling2D',
    family: '',
    arguments: [],
    help: '',
    fields: [
      { name: 'pool_size', type: 'pair', default: [2, 2], help: '' },
      { name: 'strides', type: 'pair', default_from: 'pool_size', help: '' },
    ],
  },
  {
    kind: 'random_contrast',
    keras: 'RandomContrast',
    family: '',
    arguments: [],
    help: '',
    fields: [
      { name: 'factor', type: 'number', help: '' },
      { name: 'seed', type: 'integer', optional: true, help: '' },
    ],
    keras_arguments: { value_range: [0, 1] },
  },
];
const conv = { kind: 'conv2d', filters: 7, kernel_size: [3, 5], strides: [1, 1], padding: 'same' };

describe('a layer in a few words', () => {
  test('says the first field and whatever is unusual', () => {
    expect(fieldsText(catalog[0]!, conv)).toBe('7, 3×5, same');
    expect(fieldsText(catalog[1]!, { kind: 'max_pooling2d', pool_size: [3, 2] })).toBe('3×2');
    const odd = { kind: 'max_pooling2d', pool_size: [3, 2], strides: [2, 2] };
    expect(fieldsText(catalog[1]!, odd)).toBe('3×2, 2×2');
  });

  test('shows a field that is empty, unless it may be', () => {
    expect(fieldsText(catalog[0]!, { ...conv, kernel_size: null })).toBe('7, ?, same');
    expect(fieldsText(catalog[2]!, { kind: 'random_contrast', factor: 0.2, seed: null })).toBe(
      '0.2',
    );
  });
});

test('shapes', () => {
  expect(shapeText([32, 16, 3])).toBe('32×16×3');
  expect(shapeText(null)).toBe('–');
});
