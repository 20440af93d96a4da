import { describe, expect, test } from 'vitest';
import type { LayerSpec } from '../../../../wasm/lab';
import { entryOf } from '../../../../web/src/model/catalog';
import { fieldsText, shapeText } from '../../../../web/src/model/text';

const text = (layer: LayerSpec) => fieldsText(entryOf(layer.kind)!, layer);
const conv = { kind: 'conv2d', filters: 7, kernel_size: [3, 5], strides: [1, 1], padding: 'same' };

describe('a layer in a few words', () => {
  test('says the first field and whatever is unusual', () => {
    expect(text(conv)).toBe('7, 3×5, same');
    expect(text({ ...conv, activation: 'relu' })).toBe('7, 3×5, same, relu');
    expect(text({ kind: 'max_pooling2d', pool_size: [3, 2] })).toBe('3×2');
    expect(text({ kind: 'max_pooling2d', pool_size: [3, 2], strides: [2, 2] })).toBe('3×2, 2×2');
  });

  test('shows a field that is empty, unless it may be', () => {
    expect(text({ ...conv, kernel_size: null })).toBe('7, ?, same');
    expect(text({ kind: 'random_zoom', height_factor: 0.2, width_factor: null })).toBe('0.2');
  });
});

test('shapes', () => {
  expect(shapeText([32, 16, 3])).toBe('32×16×3');
  expect(shapeText(null)).toBe('–');
});
