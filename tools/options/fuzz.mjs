/** What `./lab fuzz` is told: read before anything is installed or built. */
import { positive } from './numbers.mjs';
import { UsageError, readWords } from './words.mjs';

// The longest input of each kind, in bytes: what it takes to say everything, and little more.
export const longest = {
  model: 4096,
  settings: 1024,
  shard: 2 + 3 * 3073 + 1,
  snapshot: 8192,
  session: 512,
  pack: 2048,
};

export const usage = `./lab fuzz [--minutes N] [TARGET...]: made-up inputs for every native reader.

TARGET is of ${Object.keys(longest).join(', ')}; without one, all of them, one after another.

  --minutes N   for each (default 1)
  --help, -h    this text

What is found on the way stays in .build/fuzz/TARGET/corpus for the next time; an input that broke
something is beside it. Exit codes: 0 nothing broke; 1 something did; 64 the command was typed wrong.`;

export const options = { minutes: { type: 'string', default: '1' } };
export const positionals = Object.keys(longest);

export function readOptions(words) {
  const read = readWords('fuzz', words, options);
  if (read.values.help) return { help: true };
  const strangers = read.positionals.filter((target) => !positionals.includes(target));
  if (strangers.length > 0)
    throw new UsageError(`There is no target ${strangers[0]}: give ${positionals.join(', ')}.`);
  const targets = read.positionals.length > 0 ? read.positionals : positionals;
  return { minutes: positive(read.values, 'minutes'), targets };
}

/** ./lab builds it itself, by another compiler. */
export const needsOf = () => [];
