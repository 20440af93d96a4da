import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { presets } from '../../../../web/src/model/presets';
import { readRun, recordedRuns } from '../../../../web/src/state/recorded';
import { isRecorded } from '../../../../web/src/state/run';

const folder = 'assets/recorded';
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

describe('recorded runs', () => {
  test('a run is its epochs, as ./lab train prints them', () => {
    const line = (epoch: number, seconds: number) =>
      `{"epoch":${epoch},"loss":1.5,"accuracy":0.4,"test_loss":1.25,"test_accuracy":0.5,"seconds":${seconds},"images_per_second":9}`;
    const text = `${line(1, 2)}\n${line(2, 3)}\n{"weights_sha256":"00"}\n`;
    const run = readRun(text, -4, 'model-2', 3);
    expect(run.model).toBe(presets['model-2']);
    expect(isRecorded(run)).toBe(true);
    expect(run.settings).toMatchObject({ seed: 3, epochs: 2, training_pictures: 50_000 });
    expect(run.epochs.map(({ seconds }) => seconds)).toEqual([2, 5]);
    expect(run.epochs[1]).toMatchObject({ epoch: 2, accuracy: 0.4, test_accuracy: 0.5 });
  });

  test.each(files)('%s is whole: ten epochs and the hash of the weights', (name) => {
    const lines = readFileSync(`${folder}/${name}`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { epoch?: number; weights_sha256?: string });
    expect(lines.slice(0, -1).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(lines.at(-1)!.weights_sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the page finds those of the presets, each with a number of its own', async () => {
    const runs = await recordedRuns();
    const ofPresets = files.filter((name) => /^model-\d-seed-\d\.jsonl$/.test(name));
    expect(runs).toHaveLength(ofPresets.length);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    expect((await recordedRuns())[0]).toBe(runs[0]);
    expect(runs.every(({ epochs }) => epochs.length === 10)).toBe(true);
  });
});
