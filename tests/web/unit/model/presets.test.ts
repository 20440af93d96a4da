import { expect, test } from 'vitest';
import { followClasses } from '../../../../web/src/model/edit';
import { presetFor, presetNames, presetOf, presets } from '../../../../web/src/model/presets';

test('a preset ends with a unit for each class of the data, and is known by that', () => {
  for (const name of presetNames) {
    const five = presetFor(name, 5);
    expect(five.layers.at(-1)).toMatchObject({ kind: 'dense', units: 5, activation: 'softmax' });
    expect(five.layers.slice(0, -1)).toEqual(presets[name].layers.slice(0, -1));
    expect(presetOf(five, 5)).toBe(name);
    expect(presetOf(five)).toBeNull();
    expect(presetOf(presets[name], 5)).toBeNull();
    expect(presetFor(name)).toBe(presets[name]);
  }
});

test('a model follows the classes only where it ended with one unit for each', () => {
  const model = (units: number) => ({ name: '', layers: [{ kind: 'flatten' }, { kind: 'dense', units }] }); // prettier-ignore
  expect(followClasses(model(10), 10, 3)).toEqual(model(3));
  expect(followClasses(model(7), 10, 3)).toEqual(model(7));
  const flat = { name: '', layers: [{ kind: 'flatten' }] };
  expect(followClasses(flat, 10, 3)).toBe(flat);
});
