/** A form may hold what nothing can be trained with, for a while: a program of it is one all the same. */
import { describe, expect, test } from 'vitest';
import { exportPython } from '../../../../web/src/keras/export_program';
import { agrees, apply, patch } from '../../../../web/src/keras/patch';
import { readProgram } from '../../../../web/src/keras/program';
import { programText } from '../../../../web/src/keras/write';
import { optimizers, schedules } from '../../../../web/src/model/catalog';
import { catalog } from '../../../../web/src/model/outside';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings, limits, numberNames, soundSettings, wrongFields, type Settings } from '../../../../web/src/model/settings'; // prettier-ignore

const model = presets['model-0'];
const broken = (name: 'optimizer' | 'schedule', rows: typeof schedules) =>
  rows.flatMap((row) =>
    row.fields.map((field) => ({ [name]: { kind: row.kind, [field.name]: [] } })),
  );
const unfinished: Partial<Settings>[] = [
  ...numberNames.flatMap((name) => [{ [name]: NaN }, { [name]: limits[name].max + 0.5 }]),
  ...schedules.map(({ kind }) => ({ schedule: { kind } })),
  ...broken('schedule', schedules),
  ...broken('optimizer', optimizers),
];

describe('a program is written of, and read beside', () => {
  test.each(unfinished.map((change) => [JSON.stringify(change), change] as const))('%s', (_, change) => {
    const settings = { ...defaultSettings, ...change };
    const sound = soundSettings(settings);
    const text = programText(model, settings, catalog);
    for (const written of [text, exportPython(model, settings, catalog, null)]) {
      expect(readProgram(written, catalog).mistakes).toEqual([]);
      expect(written).not.toMatch(/\bNaN|undefined|\bnull\b/);
    }
    const { program } = readProgram(text, catalog);
    expect(agrees(program!, model, sound)).toBe(true);
    expect(() => agrees(program!, model, settings)).not.toThrow();
    expect(apply(text, patch(text, model, sound, catalog))).toBe(text);
    expect(wrongFields('schedule', sound.schedule)).toEqual([]);
  }); // prettier-ignore
});
