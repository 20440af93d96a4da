import { badFile } from '../base/fault';
import type { EpochRecord } from '../../../wasm/lab';
import { presets } from '../model/presets';
import { defaultSettings } from '../model/settings';
import type { PresetName } from '../model/presets';
import type { RunRecord } from './run';

/**
 * Runs on all of CIFAR-10 that come with the page: what `./lab train` printed, one file a run. The
 * commands are in assets/recorded/README.md.
 */
const files = import.meta.glob<string>('../../../assets/recorded/model-?-seed-?.jsonl', {
  query: '?raw',
  import: 'default',
});

const everything = { training_pictures: 50_000, test_pictures: 10_000 };

const numbers = ['epoch', 'loss', 'accuracy', 'test_loss', 'test_accuracy', 'seconds'] as const;

/** A line of a run's file; throws an Error that names the line and what is wrong with it. */
function readLine(text: string, i: number): EpochRecord & { seconds: number } {
  let line: Record<string, unknown>;
  try {
    line = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw badFile('recorded_not_json', { line: i + 1 });
  }
  const isEnd = typeof line?.weights_sha256 === 'string';
  const wrong = numbers.find((name) => !isEnd && !Number.isFinite(line?.[name]));
  if (wrong)
    throw badFile('recorded_wrong', {
      line: i + 1,
      at: wrong,
      given: String(line?.[wrong]),
      wanted: 'number',
    });
  if (!isEnd && line.epoch !== i + 1)
    throw badFile('recorded_wrong', {
      line: i + 1,
      at: 'epoch',
      given: String(line.epoch),
      wanted: String(i + 1),
    });
  return line as unknown as EpochRecord & { seconds: number };
}

/** The epochs of a run as `./lab train` prints it: a line each, then the hash of the weights. */
export function readRun(text: string, id: number, preset: PresetName, seed: number): RunRecord {
  const lines = text.trim().split('\n').map(readLine);
  let seconds = 0;
  const epochs = lines
    .filter((line) => 'epoch' in line)
    .map((line) => ({ ...line, seconds: (seconds += line.seconds) }));
  const settings = { ...defaultSettings, ...everything, epochs: epochs.length, seed };
  return { id, number: 0, model: presets[preset], settings, epochs, probabilities: [] };
}

let loaded: Promise<RunRecord[]> | null = null;

/**
 * The same records at every call, so that one which the charts show is known again. Their numbers
 * are negative: those of the learner's own runs begin with 1.
 */
export function recordedRuns(): Promise<RunRecord[]> {
  loaded ??= Promise.all(
    Object.entries(files).map(async ([path, load], i) => {
      const [, preset, seed] = /(model-\d)-seed-(\d)\.jsonl$/.exec(path)!;
      return readRun(await load(), -1 - i, preset as PresetName, Number(seed));
    }),
  );
  return loaded;
}
