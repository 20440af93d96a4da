import { describe, expect, test } from 'vitest';
import type { LayerSpec, ModelSpec } from '../../../../wasm/lab';
import { parseHash, type Lock } from '../../../../web/src/address/hash';
import { catalog } from '../../../../web/src/model/outside';
import { sameNetwork } from '../../../../web/src/model/edit';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';
import { readProgram } from '../../../../web/src/keras/program';
import { layerText } from '../../../../web/src/keras/write';
import { broughtBy, lockedAgainst } from '../../../../web/src/state/locks';

const of = (...layers: LayerSpec[]): ModelSpec => ({ name: '', layers });
const now = { model: presets['model-1'], settings: defaultSettings };
const both: Lock[] = ['model', 'settings'];

describe('one network, however it is written:', () => {
  test.each([
    ['a pair as one number', 'conv2d(32,3);flatten;dense(10,softmax)'],
    ['fields in another order', 'conv2d(filters:32);flatten;dense(10,softmax)'],
    ['defaults left out', 'random_zoom(height_factor:0.1);flatten;dense(10,softmax)'],
  ])('%s', (_, layers) => {
    const linked = of(...parseHash(`#layers=${layers}`).layers!);
    // The lab's own program says every field that is worth a word, and Keras's defaults are the rest.
    const written = linked.layers.map((layer) => layerText(layer, catalog)).join(', ');
    const { program } = readProgram(`model = keras.Sequential([${written}])`, catalog);
    const typed = { name: '', layers: program!.layers! };
    expect(sameNetwork(typed, linked)).toBe(true);
    expect(lockedAgainst(['model'], { ...now, model: linked }, { model: typed })).toEqual([]);
  });

  test('and another where anything differs', () => {
    const one = { kind: 'conv2d', filters: 32, kernel_size: 3 };
    expect(sameNetwork(of(one), of({ ...one, kernel_size: [3, 5] }))).toBe(false);
    expect(sameNetwork(of(one), of({ ...one, strides: 2 }))).toBe(false);
    expect(sameNetwork(of(one), of(one, one))).toBe(false);
    expect(sameNetwork(of({ kind: 'lstm', units: 1 }), of({ kind: 'lstm', units: 2 }))).toBe(false);
  });
});

test('a field that was emptied in the form is written as the engine takes it', () => {
  const emptied = { kind: 'batch_normalization', momentum: 0.9, epsilon: null };
  expect(layerText(emptied, catalog)).toBe(
    'layers.BatchNormalization(momentum=0.9, epsilon=0.001)',
  );
});

describe('a run that began with fewer pictures than its link asks', () => {
  const settings = { ...defaultSettings, training_pictures: 4000, test_pictures: 1500 };
  const run = { model: presets['model-1'], settings };

  test('goes on under the lock, and the form goes on asking for all', () => {
    const change = broughtBy(run, { locks: both, settings: defaultSettings });
    expect(change.settings).toEqual(defaultSettings);
    expect(lockedAgainst(both, now, change)).toEqual([]);
  });

  test('is as it was where nothing is locked', () => {
    expect(broughtBy(run, { locks: [], settings: defaultSettings }).settings).toEqual(settings);
  });

  test('with more pictures, or another rate, it is another run', () => {
    for (const other of [{ training_pictures: 6000 }, { learning_rate: 0.01 }]) {
      const change = broughtBy(
        { ...run, settings: { ...settings, ...other } },
        { locks: both, settings: defaultSettings },
      );
      expect(lockedAgainst(both, now, change)).toEqual(['settings']);
    }
  });
});
