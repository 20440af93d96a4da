import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presets } from '../../../../web/src/model/presets';
import { readLayers, writeLayers } from '../../../../web/src/address/layers_text';
import { defaultSettings } from '../../../../web/src/model/settings';
import { formatHash, parseHash } from '../../../../web/src/address/hash';
import { model, settings } from './random';

test('a link brings any model, any settings and the locks as they were', () => {
  fc.assert(
    fc.property(
      model,
      settings,
      fc.subarray(['model', 'settings', 'stop'] as const),
      (given, run, locks) => {
        const hash = formatHash('lab', null, run, given, locks);
        // What an address bar makes of it.
        const address = parseHash(new URL(hash, 'http://localhost/').hash);
        expect(address.layers).toEqual(given.layers);
        expect({ ...defaultSettings, ...address.settings }).toEqual(run);
        expect(address.locks ?? []).toEqual(locks);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

test('a link is short and can be read', () => {
  const layers = [...presets['model-0'].layers.slice(0, 2), { kind: 'dropout', rate: 0.5 }, presets['model-0'].layers[2]!]; // prettier-ignore
  expect(formatHash('lab', null, { ...defaultSettings, seed: 7 }, { name: '', layers })).toBe(
    '#stop=lab&layers=flatten;dense(128);dropout(0.5);dense(10,softmax)&seed=7',
  );
  expect(writeLayers(presets['model-2'].layers).length).toBeLessThan(250);
});

describe('a broken link', () => {
  test.each([
    '',
    'conv2d(32',
    'Conv2D(3)',
    'a;;b',
    'x(<script>)',
    '__proto__(a:1)',
    'dense('.repeat(300),
  ])('%s opens the page', (text) => {
    const layers = readLayers(text);
    // The cut bracket at the end is corrected, the rest is no model.
    if (text === 'conv2d(32') expect(layers).toEqual([presets['model-1'].layers[0]]);
    else expect(layers).toBeNull();
  });

  test('with locks that there are not locks nothing', () => {
    expect(parseHash('#stop=2&lock=everything').locks).toBeUndefined();
  });
});
