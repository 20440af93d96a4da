/** What `./lab bench` is told: read before anything is installed or built. */
import { readFileSync } from 'node:fs';
import { presets } from './model_place.mjs';
import { engines } from './needed.mjs';
import { listOf, positive, wholeNumber, wholeNumbers } from './numbers.mjs';
import { UsageError, readWords } from './words.mjs';

export const usage = `./lab bench [options]: one training step, ours and our peers', side by side.
(./lab bench --page measures the page instead; it has a --help of its own.)

  --against A,B    peers: pytorch, tfjs, or none (default pytorch); tfjs takes seconds a step,
                   so give it --batches 32
  --models M,...   presets (default model-1)
  --batches N,...  batch sizes (default 32,64,128)
  --threads T,...  threads (default 2)
  --repeats N      measurements of each, of which the median counts (default 5)
  --seconds S      about how long one measurement takes (default 1)
  --evaluation     also the forward pass alone
  --layers         also tables of one step by layer and pass, in Chromium, and of each kind of layer by
                   itself: beside Keras where ./lab test real-keras has installed it, or where
                   CNNLAB_KERAS_PYTHON names a Python that has it
  --kinds A,B      of these kinds only, by their names in Keras
  --augmentation   also what augmentation costs, in Chromium
  --memory         also the engine's memory at its peak, in Chromium
  --json FILE      the results as JSON
  --help, -h       this text

Engines take turns within each repeat, so that a machine that slows down slows all of them.
Quote ratios: they come from one run. Whoever measures should leave the machine alone meanwhile.

Exit codes: 0 measured; 1 not; 64 the command was typed wrong.`;

export const options = {
  against: { type: 'string', default: 'pytorch' },
  models: { type: 'string', default: 'model-1' },
  batches: { type: 'string', default: '32,64,128' },
  threads: { type: 'string', default: '2' },
  repeats: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '1' },
  evaluation: { type: 'boolean', default: false },
  layers: { type: 'boolean', default: false },
  kinds: { type: 'string', default: '' },
  augmentation: { type: 'boolean', default: false },
  memory: { type: 'boolean', default: false },
  json: { type: 'string' },
};

export const choices = { against: ['pytorch', 'tfjs', 'none'], models: presets };

export function readOptions(words) {
  const { values, positionals } = readWords('bench', words, options);
  if (values.help) return { help: true };
  if (positionals.length > 0)
    throw new UsageError(`bench takes options alone, not ${positionals.join(' ')}.`);
  return {
    ...values,
    against: listOf(values, 'against', choices.against),
    models: listOf(values, 'models', presets),
    batches: wholeNumbers(values, 'batches'),
    threads: wholeNumbers(values, 'threads'),
    repeats: wholeNumber(values, 'repeats'),
    seconds: positive(values, 'seconds'),
    kinds: listOf(values, 'kinds'),
  };
}

const hasFma = () => /\bfma\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));

export const needsOf = () => ['data', 'native', ...(hasFma() ? ['native-fma'] : []), ...engines];
