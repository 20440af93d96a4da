import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LayerSpec } from '../../../../wasm/lab';
import { exportPython } from '../../../../web/src/keras/export_program';
import { apply, patch } from '../../../../web/src/keras/patch';
import { readProgram } from '../../../../web/src/keras/program';
import { asWritten, programText } from '../../../../web/src/keras/write';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings, sameSetting, type Settings } from '../../../../web/src/model/settings';
import { withOneL2 } from '../../../../web/src/keras/regularizers';
import { catalog } from '../../../../web/src/model/outside';
import { model, settings } from './random';

/**
 * Without what Keras has no words for: what the best epoch is where nothing asks for it, and what
 * kernels cost where there are none.
 */
function sayable(run: Settings, layers: LayerSpec[]) {
  const { exact_convolution: _, l2, min_delta, watch_accuracy, watch_training, ...rest } = asWritten(run); // prettier-ignore
  const asks = rest.early_stopping_patience > 0 || rest.keep_best;
  return {
    ...rest,
    ...(asks ? { min_delta, watch_accuracy, watch_training } : {}),
    ...(layers.some(({ kind }) => /^(conv2d|dense|depthwise_conv2d)$/.test(kind)) ? { l2 } : {}),
  };
}

/** What a program of these says: what all kernels cost alike is a setting. */
function said(given: LayerSpec[], run: Settings) {
  const { layers, l2 } = withOneL2(given, run.l2);
  return { layers, settings: sayable({ ...run, l2 }, layers) };
}

test('what is written of any model and any settings reads back as it was', () => {
  fc.assert(
    fc.property(model, settings, (given, run) => {
      const { program, mistakes, notes } = readProgram(programText(given, run, catalog), catalog);
      // What has to be said of a way to fill edges, whoever writes it.
      const others = notes.filter(({ finding }) => finding.problem !== 'wrapped');
      expect([...mistakes, ...others]).toEqual([]);
      expect(program).toEqual(said(given.layers, run));
    }),
    { numRuns: 300 },
  );
}, 60_000);

const outline = (program: string) =>
  program.replace(/^ {4}layers\..*\n/gm, '').replace(/[\d.e+-]+/g, '0');

test('after an edit of the blocks the program says what they say', () => {
  fc.assert(
    fc.property(model, model, settings, settings, fc.nat(12), (one, other, first, then, at) => {
      const text = programText(one, first, catalog);
      const layers = [...one.layers.slice(0, at), ...other.layers.slice(0, 2), ...one.layers.slice(at + 1)]; // prettier-ignore
      const after = apply(text, patch(text, { ...one, layers }, then, catalog));
      expect(readProgram(after, catalog).program).toEqual(said(layers, then));
      // These are written anew.
      if (!sameSetting('optimizer', first.optimizer, then.optimizer) || !sameSetting('schedule', first.schedule, then.schedule) || said(one.layers, first).settings.l2 !== said(layers, then).settings.l2) return; // prettier-ignore
      const frame = (run: Settings) => outline(programText({ name: '', layers }, run, catalog));
      if (frame(first) !== frame(then)) return;
      // Nothing but the layers and numbers has changed.
      expect(outline(after)).toBe(outline(text));
    }),
    { numRuns: 200 },
  );
}, 60_000);

describe('an edit of the blocks', () => {
  const layers = presets['model-0'].layers;
  const changed = (text: string, to: typeof layers, run = defaultSettings) =>
    apply(text, patch(text, { name: '', layers: to }, run, catalog));
  const commented = `# mine
model = keras.Sequential([
    keras.layers.Flatten(input_shape=(32, 32, 3)),  # flat
    # the wide one
    keras.layers.Dense(128, activation='relu'),
    keras.layers.Dense(10, activation='softmax')
])
`;

  test('keeps the comments when it touches one layer', () => {
    const to = layers.map((layer, i) => (i === 1 ? { ...layer, units: 64 } : layer));
    expect(changed(commented, to)).toBe(commented.replace('128', '64'));
  });

  test('puts a layer in and takes it out again', () => {
    const dropout = { kind: 'dropout', rate: 0.3 };
    const more = changed(commented, [...layers.slice(0, 2), dropout, layers[2]!]);
    expect(more).toBe(
      commented.replace("'relu'),\n", "'relu'),\n    keras.layers.Dropout(0.3),\n"),
    );
    expect(changed(more, layers)).toBe(commented);
  });

  test('adds behind the last layer, which had no comma', () => {
    expect(changed(commented, [...layers, layers[2]!])).toBe(
      commented.replace("'softmax')\n", "'softmax'),\n    keras.layers.Dense(10, activation='softmax'),\n"), // prettier-ignore
    );
  });

  test('writes model.add where the program does', () => {
    const text = "m = Sequential()  # new\nm.add(layers.Flatten())\nm.add(layers.Dense(128, 'relu'))\nm.add(layers.Dense(10, 'softmax'))\n"; // prettier-ignore
    expect(changed(text, [layers[0]!, { kind: 'dropout', rate: 0.5 }, ...layers.slice(1)])).toBe(
      text.replace('Flatten())\n', 'Flatten())\nm.add(layers.Dropout(0.5))\n'),
    );
  });

  test('of layers that a loop makes writes the program again', () => {
    const text = "model = Sequential([Flatten()])\nfor u in (128,):\n  model.add(Dense(u, 'relu'))\nmodel.add(Dense(10, 'softmax'))\n"; // prettier-ignore
    const to = layers.map((layer, i) => (i === 1 ? { ...layer, units: 64 } : layer));
    expect(changed(text, layers)).toBe(text);
    expect(changed(text, to)).toContain('layers.Dense(64, activation=');
  });

  test('changes a setting where it stands', () => {
    const text = 'model.fit(train_images[:500], train_labels[:500], epochs=3)  # short\n';
    const run = { ...defaultSettings, training_pictures: 700, epochs: 4 };
    expect(changed(text, layers, run)).toBe(
      'model.fit(train_images[:700], train_labels[:700], epochs=4)  # short\n',
    );
  });
});

test('nothing in a model can break out of the program that is written of it', () => {
  const layers = [
    { kind: "flatten')\nimport os" },
    { ...presets['model-1'].layers[0]!, padding: "same')\nimport os #" },
  ];
  const given = [{ name: '', layers }, defaultSettings, catalog] as const;
  const imports = (text: string) => text.match(/^\s*import os$/gm) ?? [];
  expect(imports(programText(...given))).toEqual([]);
  expect(imports(exportPython(...given, null))).toEqual(['import os']);
});
