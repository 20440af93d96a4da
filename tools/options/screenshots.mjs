/** What `./lab screenshots` is told: read before anything is installed or built. */
import path from 'node:path';
import { page } from './needed.mjs';
import { UsageError, readWords } from './words.mjs';

export const usage = `./lab screenshots [FOLDER] [options]: every stop of the page, before, during and after
training, at 1280x720, 1440x900 and 390x844, in light and dark colours, into FOLDER (default
.build/screenshots): STOP-MOMENT-SIZE-COLOURS.png. On a phone the bench is below the lesson, so each
has a second picture there, STOP-MOMENT-390x844-bench-COLOURS.png.

  --stops S,...     only these stops, for example 4,exercise-2
  --moments M,...   only these of before, during, after
  --sizes S,...     only these, or others: 1280x720, 390x844
  --whole           each stop from top to bottom, not only what a window shows at once
  --file F          another language's page: es.html
  --help, -h        this text

Exit codes: 0 taken; 1 not, or the page complained; 64 the command was typed wrong.`;

export const options = {
  stops: { type: 'string' },
  moments: { type: 'string', default: 'before,during,after' },
  sizes: { type: 'string', default: '1280x720,1440x900,390x844' },
  whole: { type: 'boolean', default: false },
  file: { type: 'string', default: '' },
};

export const choices = { moments: ['before', 'during', 'after'] };

/** What was asked for, in its own order; a sentence where there is no such thing. */
export function chosen(what, all, asked) {
  if (asked === undefined) return all;
  const names = asked.split(',').filter(Boolean);
  const strangers = names.filter((name) => !all.includes(name));
  if (strangers.length > 0 || names.length === 0)
    throw new UsageError(`--${what} ${asked}: choose of ${all.join(', ')}.`);
  return all.filter((name) => names.includes(name));
}

function sizesOf(asked) {
  return asked.split(',').map((size) => {
    const match = /^(\d{3,4})x(\d{3,4})$/.exec(size);
    if (!match) throw new UsageError(`--sizes ${asked}: write WIDTHxHEIGHT, for example 1280x720.`);
    return { size, width: Number(match[1]), height: Number(match[2]) };
  });
}

export function readOptions(words) {
  const { values, positionals } = readWords('screenshots', words, options);
  if (values.help) return { help: true };
  if (positionals.length > 1)
    throw new UsageError(`Give one folder, not ${positionals.length}: ${positionals.join(' ')}.`);
  return {
    ...values,
    folder: path.resolve(positionals[0] ?? '.build/screenshots'),
    sizes: sizesOf(values.sizes),
    moments: chosen('moments', choices.moments, values.moments),
  };
}

export const needsOf = () => page;
