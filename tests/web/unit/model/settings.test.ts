import { describe, expect, test } from 'vitest';
import { optimizers, schedules, settingRows } from '../../../../web/src/model/catalog';
import {
  defaultSettings,
  isAllowed,
  limits,
  sameSetting,
  shortSpec,
  startedWith,
  wrongFields,
} from '../../../../web/src/model/settings';
import { lockedAgainst } from '../../../../web/src/state/locks';
import { differingSettings } from '../../../../web/src/state/run_diff';
import { presets } from '../../../../web/src/model/presets';

// What the page has always begun with: a link that says nothing means these.
test('the usual settings are those of every link that says none', () => {
  expect(defaultSettings).toEqual({
    epochs: 10,
    batch_size: 32,
    training_pictures: 5000,
    test_pictures: 2000,
    seed: 1,
    learning_rate: 0.001,
    l2: 0,
    label_smoothing: 0,
    validation_split: 0,
    early_stopping_patience: 0,
    min_delta: 0,
    watch_accuracy: false,
    watch_training: false,
    keep_best: false,
    exact_convolution: false,
    optimizer: { kind: 'adam' },
    schedule: { kind: 'constant' },
  });
  // Keras takes seeds below 2^32 only.
  expect(limits.seed.max).toBe(2 ** 32 - 1);
  expect(limits.learning_rate).toEqual({ min: 1e-7, max: 10, integer: false });
});

test('a run with the usual optimizer is begun and recorded as before one could be chosen', () => {
  const later = ['optimizer', 'schedule', 'l2', 'label_smoothing', 'validation_split', 'min_delta', 'watch_accuracy', 'watch_training']; // prettier-ignore
  const old = Object.fromEntries(Object.entries(defaultSettings).filter(([name]) => !later.includes(name))); // prettier-ignore
  expect(startedWith(defaultSettings)).toEqual(old);
  expect(startedWith({ ...defaultSettings, optimizer: { kind: 'adam', beta_1: 0.9 } })).toEqual(
    old,
  );
  const chosen = { ...defaultSettings, l2: 0.1, optimizer: { kind: 'sgd' } };
  expect(startedWith(chosen)).toEqual({ ...old, l2: 0.1, optimizer: { kind: 'sgd' } });
});

test('every name of a link means one setting', () => {
  const links = [...settingRows.map(({ link }) => link), 'optimizer', 'schedule'];
  expect(new Set(links).size).toBe(links.length);
});

describe('two optimizers are the same if they mean the same', () => {
  const sgd = { kind: 'sgd', momentum: 0.9 };
  test.each([
    ['another object', { ...sgd }, sgd, true],
    ['another order', { kind: 'sgd', nesterov: true, momentum: 0.9 }, { ...sgd, nesterov: true }, true], // prettier-ignore
    ['a default written out', { ...sgd, nesterov: false }, sgd, true],
    ['None', { ...sgd, nesterov: null }, sgd, true],
    ['another value', { ...sgd, momentum: 0.8 }, sgd, false],
    ['another kind', { kind: 'adam' }, sgd, false],
  ])('%s', (_, a, b, wanted) => {
    expect(sameSetting('optimizer', a, b)).toBe(wanted);
  });

  test('so a run that comes from a file or another worker is no other run, and breaks no lock', () => {
    const now = { ...defaultSettings, optimizer: sgd };
    const again = structuredClone(now);
    expect(differingSettings(now, again)).toEqual([]);
    expect(differingSettings(now, { ...again, optimizer: { kind: 'sgd' } })).toEqual(['optimizer']);
    const model = presets['model-1'];
    const locked = (settings: object) =>
      lockedAgainst(['settings'], { model, settings: now }, { settings });
    expect(locked(again)).toEqual([]);
    expect(locked({ optimizer: { kind: 'sgd', momentum: 0.5 } })).toEqual(['settings']);
    // A record of before the rows has neither.
    const { optimizer: _o, schedule: _s, l2: _l, ...old } = defaultSettings;
    expect(differingSettings(old, defaultSettings)).toEqual([]);
  });
});

test.each([
  ['sgd', { momentum: 2 }, ['momentum']],
  ['sgd', { momentum: 0.9, nesterov: 'yes' }, ['nesterov']],
  ['sgd', { rho: 0.9 }, ['rho']],
  ['sgd', { momentum: NaN }, ['momentum']],
  ['adam', { beta_1: 0, beta_2: 0 }, []],
  ['ftrl', {}, ['kind']],
])('%s with %o: wrong is %o', (kind, fields, wanted) => {
  expect(wrongFields('optimizer', { kind, ...fields })).toEqual(wanted);
});

test('what an optimizer or a schedule begins with is allowed', () => {
  for (const [name, rows] of [
    ['optimizer', optimizers],
    ['schedule', schedules],
  ] as const)
    // prettier-ignore
    for (const { kind, fields } of rows) {
      const start = Object.fromEntries(fields.map((field) => [field.name, field.start ?? field.default])); // prettier-ignore
      expect(wrongFields(name, { kind, ...start })).toEqual([]);
      for (const field of fields) expect(isAllowed(field, field.choices?.[0] ?? (field.type === 'numbers' ? [field.minimum] : (field.minimum ?? true)))).toBe(true); // prettier-ignore
      expect(shortSpec(name, { kind, ...start }).kind).toBe(kind);
    }
});
