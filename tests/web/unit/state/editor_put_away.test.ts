import { expect, test } from 'vitest';
import type { ModelSpec } from '../../../../wasm/lab';
import { Editor } from '../../../../web/src/state/editor.svelte';

const own = (units: number): ModelSpec => ({
  name: '',
  layers: [{ kind: 'flatten' }, { kind: 'dense', units }],
});
const unitsOf = ({ layers }: ModelSpec) => layers[1]?.units;
const away = (editor: Editor) => editor.putAway.map(unitsOf);

test('a model of the learner’s own waits while a preset is in its place, and comes back', () => {
  const editor = new Editor();
  editor.edit(own(5));
  expect(away(editor)).toEqual([]);
  editor.loadPreset('model-2');
  expect(away(editor)).toEqual([5]);
  editor.loadPreset('model-0');
  expect(away(editor)).toEqual([5]);
  editor.bringBackModel();
  expect([unitsOf(editor.model), away(editor)]).toEqual([5, []]);
});

test('edits put nothing away; undone and done again, a preset still does', () => {
  const editor = new Editor();
  editor.edit(own(5));
  editor.edit(own(6));
  expect(away(editor)).toEqual([]);
  editor.loadPreset('model-2');
  editor.undo();
  expect([unitsOf(editor.model), away(editor)]).toEqual([6, []]);
  editor.redo();
  expect([editor.preset, away(editor)]).toEqual(['model-2', [6]]);
});

test('several go round, each once', () => {
  const editor = new Editor();
  for (const units of [5, 6, 7]) {
    editor.set({ model: own(units) });
    editor.loadPreset('model-1');
  }
  const came = [1, 2, 3, 4].map(() => (editor.bringBackModel(), unitsOf(editor.model)));
  expect(came).toEqual([7, 6, 5, 7]);
  expect(away(editor)).toEqual([6, 5]);
});

test('a model of a link is not the learner’s own, and where a link holds the model none comes back', () => {
  const editor = new Editor();
  editor.assign({ model: own(5) }, []);
  editor.linked = editor.model;
  editor.loadPreset('model-0');
  expect(away(editor)).toEqual([]);
  editor.edit(own(6));
  editor.assign({ model: own(7) }, ['model']);
  expect(away(editor)).toEqual([6]);
  editor.bringBackModel();
  expect([unitsOf(editor.model), away(editor), editor.refused]).toEqual([7, [6], ['model']]);
});
