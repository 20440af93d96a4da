/** A model that a command is given: a JSON file, a Keras program, a notebook or a project. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { valueOf } from './engine.mjs';
import { madeWithOtherData, ofDescription } from './other_data.mjs';
import { pageCode } from './page_code.mjs';

/** What is wrong with a program, one `line:column: sentence` a line. */
export class ProgramError extends Error {}

/**
 * Reads a model with the engine's catalog, and asks the engine whether it can be. Resolves to
 * { model, settings, summary, notes }: the settings that the program says, and remarks on it.
 * Throws a ProgramError for a program that the page would refuse.
 */
export async function readModel(file, session) {
  if (file.endsWith('.json')) return readJsonModel(file, session);
  if (file.endsWith('.zip')) {
    const { model, settings, summary, remarks } = await readProjectFile(file, session);
    return { model, settings, summary, notes: remarks };
  }
  const { refusals, models, settings, notes } = await readWhole(file, session);
  if (refusals.length > 0) throw new ProgramError(refusals.map(remarkLine).join('\n'));
  const [{ model, summary }] = models;
  return { model, settings, summary, notes: notes.map(remarkLine) };
}

const textOf = async (file) => {
  const { decodeProgram } = await pageCode('base/decode_text');
  return decodeProgram(await readFile(file));
};

/** `3:14: Did you mean padding='same'?`, or `cell 2 line 3: …`. */
export const remarkLine = ({ cell, line, column, message }) =>
  cell ? `cell ${cell} line ${line}: ${message}` : `${line}:${column}: ${message}`;

/** A program or a notebook with all that is to be said of it: every model, note and refusal. */
export async function readWhole(file, session) {
  const { readProgram, placeOfPath } = await pageCode('keras/program');
  const { placeOf, remarkOf } = await pageCode('keras/source');
  const { modelJson, runJson } = await pageCode('keras/said');
  const { codeMessages } = await pageCode('messages/code');
  const { sentence } = await pageCode('messages/format');
  const catalog = valueOf(session.catalog()).layers;
  const { text, place } = await programOf(file, placeOf);
  const reading = readProgram(text, catalog);
  const located = ({ from, message }) => ({ ...place(from), message });
  const refusals = reading.mistakes.map(remarkOf).map(located);
  const name = path.basename(file).replace(/\.\w+$/, '');
  const summaryOf = (layers) => valueOf(session.summary(JSON.stringify({ name, layers })));
  const models = reading.said.map((said, i) => {
    const isLast = i === reading.said.length - 1;
    const front = said.front.map(({ spec }) => spec);
    const layers = isLast ? reading.layers.map(({ spec }) => spec) : [...front, ...said.model.layers.map(({ spec }) => spec)]; // prettier-ignore
    const summary = said.model.broken ? null : summaryOf(layers);
    if (summary && reading.program && isLast)
      for (const { where, message } of summary.problems)
        refusals.push(located({ ...placeOfPath(reading, where), message: sentence(message) }));
    return { said, model: { name, layers }, summary, json: modelJson(said, catalog) };
  });
  if (reading.program && !reading.program.layers)
    refusals.push(located({ from: 0, message: codeMessages.makesNoModel }));
  const last = reading.said.at(-1);
  return {
    models,
    refusals,
    notes: reading.notes.map(remarkOf).map(located),
    settings: reading.program?.settings ?? {},
    run: last ? runJson(last) : {},
  };
}

/** The text of a program or of all code cells of a notebook, and how its places are called. */
async function programOf(file, placeOf) {
  const text = await textOf(file);
  if (!file.endsWith('.ipynb')) return { text, place: (offset) => placeOf(text, offset) };
  const { notebookProgram } = await pageCode('keras/notebook');
  try {
    return notebookProgram(text);
  } catch (error) {
    const { tell } = await pageCode('messages/faults');
    throw new Error(`${file} is no notebook: ${tell(error.fault)}.`, { cause: error });
  }
}

/** A project with the network in it; `remarks` say which of its settings nothing can be trained with. */
export async function readProjectFile(file, session) {
  const { readProject } = await pageCode('formats/project');
  const { tell } = await pageCode('messages/faults');
  let project;
  try {
    project = readProject(new Uint8Array(await readFile(file)));
  } catch (error) {
    if (!error.fault) throw error;
    throw new Error(`${file} is no project: ${tell(error.fault)}.`, { cause: error });
  }
  if (project.data) throw madeWithOtherData(file, ofDescription(project.data.description));
  const summary = valueOf(session.summary(JSON.stringify(project.model)));
  const [problem] = summary.problems;
  if (problem) throw new Error(`${file}: ${problem.where}: ${problem.message}.`);
  const { startedWith } = await pageCode('model/settings');
  const remarks = project.adjusted.map(({ name, given, used }) => `${name} is ${given} in the project, which nothing can be trained with; ${used} is taken.`); // prettier-ignore
  return { ...project, settings: startedWith(project.settings), summary, remarks };
}

/** What a JSON file holds, for an engine to judge. */
export async function readJson(file) {
  try {
    return JSON.parse(await textOf(file));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error.message}.`, { cause: error });
  }
}

async function readJsonModel(file, session) {
  const model = await readJson(file);
  const summary = valueOf(session.summary(JSON.stringify(model)));
  const [problem] = summary.problems;
  if (problem) throw new Error(`${file}: ${problem.where}: ${problem.message}.`);
  return { model, settings: {}, summary, notes: [] };
}
