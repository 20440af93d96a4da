/** What `./lab bench --page` is told: read before anything is installed or built. */
import { page } from './needed.mjs';
import { positive, wholeNumber } from './numbers.mjs';
import { UsageError, readWords } from './words.mjs';

export const usage = `./lab bench --page [options]: the built page in headless Chromium, as a learner feels it.

  --repeats N      measurements of each, of which the median counts (default 5)
  --presses N      how often Pause is pressed (default 20)
  --model M        what is trained while the main thread is watched (default 'Model 1'),
  --epochs N         for so many epochs (default 1)
  --pictures N       on so many pictures (default 2000)
  --folder F         and screenshots of its end go there
  --rounds N       how often the living maps are set against the list (default 6)
  --seconds N        for so many seconds each (default 8)
  --only-maps      nothing but these
  --no-lighthouse  leave Lighthouse out
  --json FILE      the results as JSON
  --help, -h       this text

Each measurement has a browser of its own, so that nothing is in a cache. To watch one long run:
./lab bench --page --repeats 1 --no-lighthouse --epochs 10 --pictures 5000

Exit codes: 0 measured; 1 not; 64 the command was typed wrong.`;

export const options = {
  page: { type: 'boolean' },
  repeats: { type: 'string', default: '5' },
  presses: { type: 'string', default: '20' },
  model: { type: 'string', default: 'Model 1' },
  epochs: { type: 'string', default: '1' },
  pictures: { type: 'string', default: '2000' },
  folder: { type: 'string' },
  rounds: { type: 'string', default: '6' },
  seconds: { type: 'string', default: '8' },
  'only-maps': { type: 'boolean', default: false },
  'no-lighthouse': { type: 'boolean', default: false },
  json: { type: 'string' },
};

export const choices = { model: ['Model 0', 'Model 1', 'Model 2'] };

export function readOptions(words) {
  const { values, positionals } = readWords('bench --page', words, options);
  if (values.help) return { help: true };
  if (positionals.length > 0)
    throw new UsageError(`bench --page takes options alone, not ${positionals.join(' ')}.`);
  if (!choices.model.includes(values.model))
    throw new UsageError(`--model ${values.model}: give 'Model 0', 'Model 1' or 'Model 2'.`);
  const counts = ['repeats', 'presses', 'epochs', 'pictures', 'rounds'];
  const numbers = counts.map((name) => [name, wholeNumber(values, name)]);
  return { ...values, ...Object.fromEntries(numbers), seconds: positive(values, 'seconds') };
}

export const needsOf = () => page;
