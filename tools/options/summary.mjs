/** What `./lab summary` is told: read before anything is installed or built. */
import { modelPlace, presets } from './model_place.mjs';
import { UsageError, readWords } from './words.mjs';

export const usage = `./lab summary MODEL [--json]: the table that model.summary() prints in Keras.

MODEL is a Keras program (.py), a notebook (.ipynb; all its code cells are one program), a JSON file,
a project (.zip), or model-0, model-1 or model-2. Nothing in a program is run: it is read, compile and fit included.
A program that trains several models has a table for each. Then come the settings, as Keras has them,
and each note with its line. What the page would refuse is refused here, one "line:column: sentence"
a line ("cell 2 line 3: sentence" in a notebook), with exit code 1.

  --json      the same as JSON: models with their layers, totals and shapes, the layers that are put
              before them (front), optimizer, loss, metrics, batch size, epochs, validation,
              callbacks, scaling and pictures as Keras has them; settings, as the lab has them;
              notes and refusals with their places
  --help, -h  this text

Exit codes: 0 printed; 1 refused; 64 the command was typed wrong.`;

export const options = { json: { type: 'boolean', default: false } };
export const positionals = presets;

export function readOptions(words) {
  const { values, positionals: models } = readWords('summary', words, options);
  if (values.help) return { help: true };
  if (models.length !== 1) throw new UsageError('Give one model: ./lab summary model.py');
  return { json: values.json, file: modelPlace(models[0]) };
}

export const needsOf = () => ['wasm-simd'];
