/** A model that a command is given: a preset's name, a JSON file, a Keras program or a notebook. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { valueOf } from './engine.mjs';
import { pageCode } from './page_code.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** What is wrong with a program, one `line:column: sentence` a line. */
export class ProgramError extends Error {}

/** The file that is meant: a preset's, or an existing one. */
export function modelFile(name) {
  const preset = path.join(root, 'assets/presets', `${name}.json`);
  const file = existsSync(preset) ? preset : path.resolve(name);
  if (existsSync(file)) return file;
  throw new Error(
    `${name} is no file: give model-0, model-1, model-2, a JSON file, a Keras program (.py) or a notebook (.ipynb).`,
  );
}

/**
 * Reads a model with the engine's catalog, and asks the engine whether it can be. Resolves to
 * { model, settings, summary, notes }: the settings that the program says, and remarks on it.
 * Throws a ProgramError for a program that the page would refuse.
 */
export async function readModel(file, session) {
  const { decodeProgram } = await pageCode('base/decode_text');
  const text = decodeProgram(await readFile(file));
  if (file.endsWith('.json')) return readJson(file, text, session);
  const { readProgram, placeOfPath } = await pageCode('keras/program');
  const { remarkText } = await pageCode('keras/source');
  const program = file.endsWith('.ipynb') ? await cellsOf(file, text) : text;
  const reading = readProgram(program, valueOf(session.catalog()).layers);
  const refuse = (remarks) => {
    throw new ProgramError(remarks.map((remark) => remarkText(program, remark)).join('\n'));
  };
  if (!reading.program) refuse(reading.mistakes);
  const { layers, settings } = reading.program;
  const { codeMessages } = await pageCode('messages/code');
  if (!layers) refuse([{ from: 0, to: 0, message: codeMessages.makesNoModel }]);
  const name = path.basename(file).replace(/\.\w+$/, '');
  const model = { name, layers };
  const summary = valueOf(session.summary(JSON.stringify(model)));
  const { sentence } = await pageCode('messages/format');
  if (summary.problems.length > 0)
    refuse(
      summary.problems.map(({ where, message }) => ({
        ...placeOfPath(reading, where),
        message: sentence(message),
      })),
    );
  const notes = reading.notes.map((note) => remarkText(program, note));
  return { model, settings, summary, notes };
}

/** All code cells of a notebook as one program. */
async function cellsOf(file, text) {
  const { readNotebook } = await pageCode('keras/notebook');
  try {
    return readNotebook(text).join('\n\n');
  } catch (error) {
    const { tell } = await pageCode('messages/faults');
    throw new Error(`${file} is no notebook: ${tell(error.fault)}.`, { cause: error });
  }
}

function readJson(file, text, session) {
  let model;
  try {
    model = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error.message}.`, { cause: error });
  }
  const summary = valueOf(session.summary(text));
  const [problem] = summary.problems;
  if (problem) throw new Error(`${file}: ${problem.where}: ${problem.message}.`);
  return { model, settings: {}, summary, notes: [] };
}
