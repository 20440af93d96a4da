import { beforeEach, describe, expect, test } from 'vitest';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';
import { Editor } from '../../../../web/src/state/editor.svelte';

let editor: Editor;
beforeEach(() => (editor = new Editor()));

const without = (last: number) => ({
  name: '',
  layers: presets['model-1'].layers.slice(0, -last),
});

describe('model and settings change through one door:', () => {
  test('what a change leaves out stays as it is', () => {
    expect(editor.set({ settings: { epochs: 3 } })).toBe(true);
    expect(editor.settings).toEqual({ ...defaultSettings, epochs: 3 });
    expect(editor.model).toBe(presets['model-1']);
  });

  test('nothing else is let near them, by the types that ./lab check looks at', () => {
    const attempts = [
      // @ts-expect-error: a getter without a setter.
      () => (editor.settings = defaultSettings),
      // @ts-expect-error: as above.
      () => (editor.model = presets['model-0']),
      // @ts-expect-error: as above.
      () => (editor.locks = ['model']),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(TypeError);
    // @ts-expect-error: each setting is read-only too.
    expect(() => (editor.settings.epochs = 4)).toThrow(TypeError);
    expect(editor.settings).toEqual(defaultSettings);
  });

  test('a change that a lock refuses is refused as a whole, and said', () => {
    editor.assign({ settings: { epochs: 5 } }, ['settings']);
    expect(editor.set({ model: presets['model-0'], settings: { epochs: 6 } })).toBe(false);
    expect(editor.refused).toEqual(['settings']);
    expect(editor.preset).toBe('model-1');
    expect(editor.settings.epochs).toBe(5);
    expect(editor.set({ model: presets['model-0'] })).toBe(true);
    expect(editor.refused).toEqual([]);
  });

  test('a number out of its range is kept as it was typed, and named', () => {
    editor.set({ settings: { epochs: 0, learning_rate: NaN } });
    expect(editor.badSettings).toEqual(['epochs', 'learning_rate']);
  });
});

describe('undo and redo', () => {
  test('go back and forth through the models, not through the settings', () => {
    editor.edit(presets['model-0']);
    editor.set({ model: presets['model-2'], settings: { seed: 9 } });
    editor.undo();
    expect(editor.preset).toBe('model-0');
    editor.undo();
    expect([editor.preset, editor.canUndo]).toEqual(['model-1', false]);
    editor.undo();
    expect(editor.preset).toBe('model-1');
    editor.redo();
    editor.redo();
    expect([editor.preset, editor.canRedo]).toEqual(['model-2', false]);
    expect(editor.settings.seed).toBe(9);
  });

  test('an edit after an undo leaves nothing to redo', () => {
    editor.edit(presets['model-0']);
    editor.undo();
    editor.edit(presets['model-2']);
    expect(editor.canRedo).toBe(false);
  });

  test('the same layers again are no edit', () => {
    editor.edit({ ...presets['model-1'], name: 'again' });
    expect(editor.canUndo).toBe(false);
    expect(editor.model).toBe(presets['model-1']);
  });

  test('a model that is no preset has a name of its own, and its preset’s when it is one again', () => {
    editor.edit({ ...without(1), name: presets['model-1'].name });
    expect(editor.preset).toBeNull();
    expect(editor.model.name).not.toBe(presets['model-1'].name);
    editor.edit({ name: '', layers: structuredClone(presets['model-1'].layers) });
    expect(editor.model.name).toBe(presets['model-1'].name);
  });

  test('a hundred edits are kept', () => {
    for (let i = 0; i < 60; ++i) for (const last of [1, 2]) editor.edit(without(last));
    let undone = 0;
    for (; editor.canUndo; ++undone) editor.undo();
    expect(undone).toBe(100);
  });

  test('a link’s model is not undone under its lock', () => {
    editor.edit(presets['model-0']);
    editor.assign({ model: presets['model-2'] }, ['model']);
    expect(editor.canUndo).toBe(false);
    editor.undo();
    expect(editor.preset).toBe('model-2');
  });
});
