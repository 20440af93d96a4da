/** `./lab summary MODEL`: Keras's table of a model, without a browser. See `usage`. */
import path from 'node:path';
import { loadEngine, valueOf } from './engine.mjs';
import { readModel, readWhole, remarkLine } from './model_file.mjs';
import { runCommand } from './options/words.mjs';
import { readOptions, usage } from './options/summary.mjs';
import { movedOf, wholeJson } from './program_json.mjs';

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
  const moved = movedOf(summary);
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

/** `optimizer=SGD, learning_rate=0.01, …`, one after the other. */
export function settingsLine(run, settings) {
  const said = [];
  const add = (name, value) => {
    if (value === null || value === undefined) return;
    if (typeof value === 'object' && !Array.isArray(value)) {
      const { class: name_, ...rest } = value;
      const inner = Object.entries(rest).map(([key, one]) => `${key}=${one}`);
      said.push(`${name}=${name_ ?? ''}(${inner.join(', ')})`);
    } else said.push(`${name}=${value}`);
  };
  if (run.optimizer) {
    add('optimizer', run.optimizer.class);
    for (const [name, value] of Object.entries(run.optimizer.config)) add(name, value);
  }
  if (run.loss) add('loss', run.loss);
  if (run.metrics?.length > 0) add('metrics', `[${run.metrics.join(', ')}]`);
  for (const name of ['batch_size', 'epochs']) add(name, run[name]);
  if (run.validation_split) add('validation_split', run.validation_split);
  for (const callback of run.callbacks ?? []) add('callback', callback);
  for (const [name, value] of Object.entries(settings))
    if (!['batch_size', 'epochs', 'learning_rate', 'validation_split', 'optimizer', 'loss'].includes(name)) add(name, value); // prettier-ignore
  return said.length > 0 ? `Settings: ${said.join(', ')}` : null;
}

async function main() {
  const { help, json, file } = readOptions(process.argv.slice(2));
  if (help) return console.log(usage);
  const { module, close } = await loadEngine('simd', 1);
  try {
    const session = new module.Session(1);
    const catalog = valueOf(session.catalog()).layers;
    if (/\.(json|zip)$/.test(file)) {
      const { model, summary } = await readModel(file, session);
      console.log(summaryLines(model, summary, catalog).join('\n'));
    } else {
      const whole = await wholeOf(file, session, json);
      if (whole) tell(file, whole, catalog, json);
    }
    session.delete();
  } finally {
    close();
  }
}

/** A file that is no notebook is one refusal of the whole file. */
async function wholeOf(file, session, isJson) {
  try {
    return await readWhole(file, session);
  } catch (error) {
    if (!isJson) throw error;
    const refusals = [{ place: 'the file', message: error.message }];
    console.log(JSON.stringify({ file: path.basename(file), outcome: 'refuse', models: [], settings: {}, notes: [], refusals }, null, 1)); // prettier-ignore
    process.exitCode = 1;
    return null;
  }
}

function tell(file, whole, catalog, isJson) {
  const { models, refusals, notes, settings, run } = whole;
  if (refusals.length > 0) process.exitCode = 1;
  if (isJson) return console.log(JSON.stringify(wholeJson(file, whole), null, 1));
  for (const note of notes) console.error(`note: ${remarkLine(note)}`);
  for (const refusal of refusals) console.error(remarkLine(refusal));
  if (refusals.length > 0 && models.length < 2) return;
  for (const { said, model, summary } of models) {
    if (!summary) continue;
    const name = models.length > 1 ? said.name : model.name;
    console.log(summaryLines({ ...model, name }, summary, catalog).join('\n'));
  }
  const line = settingsLine(run, settings);
  if (line && refusals.length === 0) console.log(line);
}

await runCommand(main);
