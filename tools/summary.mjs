/** `./lab summary MODEL`: Keras's table of a model, without a browser. See `usage`. */
import { parseArgs } from 'node:util';
import { loadEngine, valueOf } from './engine.mjs';
import { modelFile, readModel } from './model_file.mjs';

const usage = `./lab summary MODEL: the table that model.summary() prints in Keras.

MODEL is a Keras program (.py), a notebook (.ipynb; all its code cells are one program), a JSON file,
or model-0, model-1 or model-2. Nothing in a program is run: it is read, compile and fit included.
What the page would refuse is refused here, one "line:column: sentence" a line, with exit code 1.`;

/** 4-byte floats in the units that Keras prints. */
function bytesText(parameters) {
  const bytes = 4 * parameters;
  if (bytes < 1024) return `${bytes.toFixed(2)} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(2)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(2)} MB`;
}

const whole = new Intl.NumberFormat('en');

/** The lines of Keras's table. */
export function summaryLines(model, summary, catalog) {
  const rows = summary.layers.map(({ kind, name, output_shape, parameters }) => [
    `${name} (${catalog.find((entry) => entry.kind === kind).keras})`,
    `(None, ${output_shape.join(', ')})`,
    whole.format(parameters),
  ]);
  const heads = ['Layer (type)', 'Output Shape', 'Param #'];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i].length)));
  const line = (cells) =>
    ` ${cells[0].padEnd(widths[0])}   ${cells[1].padEnd(widths[1])}   ${cells[2].padStart(widths[2])}`;
  const rule = (sign) => sign.repeat(widths.reduce((sum, width) => sum + width, 8));
  // Batch normalization moves two of its four numbers a channel by itself.
  const moved = summary.layers
    .filter(({ kind }) => kind === 'batch_normalization')
    .reduce((sum, { parameters }) => sum + parameters / 2, 0);
  const total = summary.total_parameters;
  const count = (name, n) => `${name} params: ${whole.format(n)} (${bytesText(n)})`;
  return [
    `Model: "${model.name}"`,
    rule('_'),
    line(heads),
    rule('='),
    ...rows.map(line),
    rule('='),
    count('Total', total),
    count('Trainable', total - moved),
    count('Non-trainable', moved),
  ];
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.help) return console.log(usage);
  if (positionals.length !== 1) throw new Error('Give one model: ./lab summary model.py');
  const file = modelFile(positionals[0]);
  const { module, close } = await loadEngine('simd', 1);
  try {
    const session = new module.Session(1);
    const { model, settings, summary, notes } = await readModel(file, session);
    for (const note of notes) console.error(`note: ${note}`);
    console.log(summaryLines(model, summary, valueOf(session.catalog()).layers).join('\n'));
    const said = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    if (said.length > 0) console.log(`Settings: ${said.join(', ')}`);
    session.delete();
  } finally {
    close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
