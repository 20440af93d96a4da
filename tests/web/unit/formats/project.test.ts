import { expect, test } from 'vitest';
import { readProject, writeProject, type Project } from '../../../../web/src/formats/project';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings, limits, numberNames } from '../../../../web/src/model/settings';

const untrained = (settings: object): Project => ({
  model: presets['model-0'],
  settings: { ...defaultSettings, ...settings },
  code: '',
  epochs: [],
  snapshot: null,
  edited: null,
});
const opened = (project: Project) => readProject(writeProject(project));

test.each(numberNames)('%s out of range comes in as near as it can be, and is named', (name) => {
  const { min, max } = limits[name];
  const ends: [given: number, used: number][] = [
    [min - 1, min],
    [max + 1, max],
    [NaN, defaultSettings[name]], // An emptied field.
  ];
  for (const [given, used] of ends) {
    const { settings, adjusted } = opened(untrained({ [name]: given }));
    expect(settings).toEqual({ ...defaultSettings, [name]: used });
    expect(adjusted).toEqual([{ name, given: Number.isNaN(given) ? null : given, used }]);
  }
});

test('a part of an epoch is rounded; what is in range stays, and nothing is named', () => {
  expect(opened(untrained({ epochs: 2.6 })).settings.epochs).toBe(3);
  expect(opened(untrained({ epochs: 7 }))).toMatchObject({ settings: { epochs: 7 }, adjusted: [] });
});

test('what was edited after a run is adjusted, what the run was trained with is not', () => {
  const trained = { ...untrained({ epochs: 3 }), snapshot: Uint8Array.of(1) };
  const edited = { ...untrained({ epochs: 0 }), code: '' };
  expect(opened({ ...trained, edited }).edited?.settings.epochs).toBe(1);
  const fault: unknown = expect.objectContaining({ problem: 'project_wrong' });
  expect(() => opened({ ...trained, settings: { ...defaultSettings, epochs: 0 } })).toThrow(
    expect.objectContaining({ fault }),
  );
});
