/** What `./lab verify` is told: read before anything is installed or built. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pack } from './needed.mjs';
import { UsageError, readWords } from './words.mjs';

const root = path.resolve(import.meta.dirname, '../..');

export const usage = `./lab verify RECORD|FOLDER... [--csv FILE]: does the runs of completion records again, on the same
engine.

A run that gives the same numbers to the last bit is confirmed; any other is refuted, at the first
epoch that differs. The record says of each run with which arithmetic it was done (fused or separate
multiply-add) and by which version of the engine: a run that cannot be judged here, because this
machine lacks the arithmetic or this engine is another version, is not verified. Answers are held
against the lesson, predictions and exercises against the confirmed runs alone: what none of them shows
is said not to be shown, whatever the record claims.

Of a folder, every .json in it and below is read. Runs are done on all cores, the same run once, and
what has been done is kept, so that a second call has only new ones to do.

A record that a server or a shell has written again is the same record: the order of its keys, spaces,
the spelling of numbers, UTF-8 or UTF-16 and a byte order mark make no difference.

  --csv FILE      one row for each record and exercise: file, name, date, exercise, passed (yes, no,
                  not verified, unreadable, missing), why, duplicates (what other records share)
  --link ADDRESS  the link that the class was given: a run that goes beyond it (more epochs or
                  pictures, other settings or another network where it keeps them fixed; another
                  seed than the learner's name and the assignment's key give) is not done again,
                  and shows nothing
  --run N         of one record, only the run at this place, from 1; the others show nothing
  --kept FOLDER   where what has been done is kept (default .cache/verified)
  --data FOLDER   the pack (default: CIFAR-10, as ./lab data writes it)
  --help, -h      this text

Exit codes: 0 all of every record is confirmed and shown; otherwise the first of these that is so:
1 something is refuted; 3 a file is unreadable or no record; 4 a file is missing, or a folder has no
record; 2 something is not verified or not shown. 64: the command was typed wrong.`;

export const options = {
  csv: { type: 'string' },
  link: { type: 'string' },
  run: { type: 'string' },
  data: { type: 'string', default: pack },
  kept: { type: 'string', default: path.join(root, '.cache/verified') },
};

export function readOptions(words) {
  const { values, positionals } = readWords('verify', words, options);
  if (!values.help && positionals.length === 0)
    throw new UsageError('Give a record or a folder of them: ./lab verify record.json');
  const run = values.run === undefined ? null : Number(values.run);
  if (run !== null && !(Number.isSafeInteger(run) && run > 0))
    throw new UsageError(`--run ${values.run}: give the place of a run, a whole number from 1 up.`);
  return { ...values, run, places: positionals };
}

/** The builds whose arithmetic the records say; all, where an old one says none. */
export function needsOf({ places, data }) {
  // What cannot be read is said when the records are, beside those that can.
  const orNothing = (read, nothing) => {
    try {
      return read();
    } catch {
      return nothing;
    }
  };
  const inside = (folder) =>
    orNothing(() => readdirSync(folder, { withFileTypes: true }), []).flatMap((entry) => {
      const place = path.join(folder, entry.name);
      return entry.isDirectory() ? inside(place) : [place];
    });
  const isFolder = (place) => orNothing(() => statSync(place).isDirectory(), false);
  const files = places
    .flatMap((place) => (isFolder(place) ? inside(place) : [place]))
    .filter((file) => /\.json$/i.test(file));
  const texts = files.map((file) => orNothing(() => readFileSync(file, 'latin1').replaceAll('\0', ''), '')); // prettier-ignore
  const says = (arithmetic) => texts.some((text) => new RegExp(`"arithmetic"\\s*:\\s*"${arithmetic}"`).test(text)); // prettier-ignore
  const [fused, separate] = ['fused', 'separate'].map(says);
  const isOld = texts.some((text) => !text.includes('"arithmetic"') && text.includes('"runs"'));
  return [
    ...(fused || isOld ? ['wasm-relaxed-simd-threads'] : []),
    ...(separate || isOld ? ['wasm-simd', 'wasm-simd-threads'] : []),
    ...(data === pack ? ['data'] : []),
  ];
}
