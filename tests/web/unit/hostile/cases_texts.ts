import { readNotebook } from '../../../../web/src/keras/notebook';
import { readProgram } from '../../../../web/src/keras/program';
import { remarkText } from '../../../../web/src/keras/source';
import { presets } from '../../../../web/src/model/presets';
import { readRecord } from '../../../../web/src/record/record';
import { parseHash, stops } from '../../../../web/src/address/hash';
import { readRun } from '../../../../web/src/state/recorded';
import { catalog } from '../../../../web/src/model/outside';
import type { Case } from './cases_files';

const deep = '['.repeat(100_000);

// --- Notebooks --------------------------------------------------------------------------------------

const code = (source: unknown) => ({ cell_type: 'code', source });
const notebook = (...cells: unknown[]) => readNotebook(JSON.stringify({ cells, nbformat: 4 }));

const notebookCases: Case[] = [
  ['as it should be', () => notebook(code('x = 1'), code(['y = 1\n', 'z = 2'])), true],
  ['without a cell', () => notebook(), true],
  ['with cells of other kinds', () => notebook(null, 5, { cell_type: 'raw' }, { cell_type: {} }), true], // prettier-ignore
  ['an empty file', () => readNotebook(''), 'notebook_not_json'],
  ['a web page', () => readNotebook('<!doctype html>'), 'notebook_web_page'],
  [
    'an unfinished merge',
    () => readNotebook('{"cells": [\n<<<<<<< HEAD\n'),
    ['notebook_merge_marks', { line: 2 }],
  ],
  ['100,000 brackets', () => readNotebook(deep), 'notebook_not_json'],
  ['nothing', () => readNotebook('null'), 'notebook_without_cells'],
  ['worksheets', () => readNotebook('{"worksheets":[{"cells":[]}]}'), 'notebook_without_cells'],
  [
    'cells that are no list',
    () => readNotebook('{"cells":{"length":3}}'),
    'notebook_without_cells',
  ],
  ['a source that is an object', () => notebook(code('x'), code({ toString: 1 })), ['notebook_cell_not_text', { cell: 2 }]], // prettier-ignore
  [
    'lines that are not text',
    () => notebook(code([{ toString: 1 }])),
    ['notebook_cell_not_text', { cell: 1 }],
  ],
  ['10,000 cells', () => notebook(...Array<object>(10_000).fill(code('x'))), ['notebook_too_many_cells', { count: 10000, most: 500 }]], // prettier-ignore
];

// --- Keras programs: besides the wrong ones of keras/mistakes.test.ts -------------------------------

const program = (text: string) => {
  const { program, mistakes } = readProgram(text, catalog);
  if (!program) throw new Error(remarkText(text, mistakes[0]!));
  return program;
};

const programCases: Case[] = [
  ['nothing', () => program(''), true],
  ['a byte order mark', () => program('\ufeffmodel.fit(x, y, epochs=3)'), true],
  ['two byte order marks', () => program('\ufeff\ufeffmodel.fit(x, y)'), /U\+FEFF/],
  ['400 positional arguments', () => program(`model.summary(${'1,'.repeat(400)}1)`), /^1:\d+: summary takes at most 6/], // prettier-ignore
  ['an argument more than Python takes', () => program("layers.MaxPooling2D(2, 2, 'valid', None, 'x', 7)"), /^1:\d+: MaxPooling2D takes at most 5/], // prettier-ignore
  [
    'a million line ends',
    () => program('\n'.repeat(1e6)),
    /^80002:1: The program has 1,000,000 char/,
  ],
  ['a line of 5 MB', () => program('x'.repeat(5e6)), /^1:1: The program has 5,000,000/],
  ['100,000 brackets', () => program(deep), /^1:1: The program has 100,000/],
  ['zero bytes', () => program('x = \0'), /^1:5: /],
  ['half of a character', () => program('x = \ud800'), /^1:5: /],
  [
    'text that runs backwards',
    () => program('x = \u202e1'),
    /^1:5: There is a character .* U\+202E/,
  ],
  ['names of prototypes', () => program('__proto__ = 1\nconstructor = __proto__ + 1'), true],
  ['a layer that every object has', () => program('model = Sequential([layers.constructor(3)])'), /^1:28: There is no layer constructor/], // prettier-ignore
  ['an argument that every object has', () => program('model = Sequential([Dense(3, __proto__=1)])'), /^1:30: Dense has no argument __proto__/], // prettier-ignore
  ['a setting that every object has', () => program('model.fit(x, y, toString=1)'), /^1:17: fit has no argument toString/], // prettier-ignore
  ['a space that does not break', () => program('x\u00a0= 1\n\u00a0\ny = 2'), true],
  [
    'a list that doubles',
    () => program('x = [1]\n' + 'x = x + x\n'.repeat(40)),
    /^11:5: This list would have more than 1,000/,
  ],
  [
    'a list that doubles in place',
    () => program('x = [1]\n' + 'x += x\n'.repeat(40)),
    /^11:1: This list would/,
  ],
  [
    'a list that doubles by stars',
    () => program('x = [1]\n' + 'x = [*x, *x]\n'.repeat(40)),
    /^11:11: This list would/,
  ],
  [
    'a list that extends itself',
    () => program('x = [1]\n' + 'x.extend(x)\n'.repeat(40)),
    /^11:10: This list would/,
  ],
  ['a number that explodes', () => program('x = 9 ** 9 ** 9 ** 9'), /too large/],
  ['loops in loops', () => program(Array.from({ length: 9 }, (_, i) => `${' '.repeat(i)}for a in range(90):\n`).join('') + `${' '.repeat(9)}x = 1`), /3,000 statements/], // prettier-ignore
  ['a system call', () => program("import os\nos.system('touch /tmp/hostile')"), true],
  ['an import of everything', () => program(`import ${'a, '.repeat(300)}b`), true],
];

// --- Links: what makes no sense is left out, and the page opens ------------------------------------

/** An address that is read as one without settings, model or locks. */
const ignored = (hash: string) => {
  const { stop, preset, settings, layers, locks } = parseHash(hash);
  if (!stops.includes(stop)) throw new Error('no stop');
  if (preset || Object.keys(settings).length > 0 || layers || locks) throw new Error('applied');
};
const engineRefuses = (hash: string) => {
  const { layers } = parseHash(hash);
  // Layers as data: that there is no such kind, the engine says of the model.
  if (!layers?.every((layer) => !catalog.some(({ kind }) => kind === layer.kind)))
    throw new Error('applied');
};

const linkCases: Case[] = [
  ['nothing', () => ignored(''), true],
  ['percent signs', () => ignored('#%%%E0%A4%A&stop=%'), true],
  ['5 MB', () => ignored(`#layers=${'('.repeat(5e6)}`), true],
  ['a million layers', () => ignored(`#layers=${'flatten;'.repeat(1e6)}`), true],
  ['a million keys', () => ignored(`#${'a=1&'.repeat(1e6)}`), true],
  ['a script', () => ignored('#layers=<script>alert(1)</script>&model=<b>&lock=<i>'), true],
  ['prototypes', () => ignored('#layers=__proto__(a:1)&model=__proto__&stop=constructor'), true],
  ['kinds that every object has', () => engineRefuses('#layers=constructor;toString;valueOf(1)'), true], // prettier-ignore
  ['fields that every object has', () => engineRefuses('#layers=hasOwnProperty(constructor:1)'), true], // prettier-ignore
  ['numbers out of range', () => ignored('#epochs=0&batch=1e9&seed=-1&rate=NaN&pictures=Infinity'), true], // prettier-ignore
  ['locks that there are not', () => ignored('#lock=everything,__proto__'), true],
];

// --- Completion records -------------------------------------------------------------------------------

const epoch = { epoch: 1, loss: 2, accuracy: 0.2, test_loss: 2, test_accuracy: 0.25 };
const run = {
  model: presets['model-0'],
  settings: { epochs: 1, batch_size: 32, training_pictures: 500, test_pictures: 500, seed: 1, learning_rate: 0.001 }, // prettier-ignore
  rates: [],
  engines: [{ build: 'simd', arithmetic: 'separate', version: 'x', epoch: 1, phase: 'training', batch: 0 }], // prettier-ignore
  epochs: [epoch],
};
export const record = {
  format: 'cnnlab-record/3',
  learner: 'Ada',
  made: '2026-01-01',
  answered: ['1'],
  passed: [],
  answers: [{ place: '4/0', option: 1, verdict: { came: true, measure: 'gain', value: 3 } }],
  reflections: [],
  runs: [run],
  sha256: 'a'.repeat(64),
};
const recordOf = (change: object) => readRecord(JSON.stringify({ ...record, ...change }));
const answer = (change: object) => recordOf({ answers: [{ ...record.answers[0], ...change }] });

const recordCases: Case[] = [
  ['as it should be', () => recordOf({}), true],
  ['an empty file', () => readRecord(''), 'record_not_json'],
  ['100,000 brackets', () => readRecord(deep), 'record_not_json'],
  ['17 MB', () => readRecord(' '.repeat(17e6)), ['record_too_long', { characters: 17000000 }]],
  ['nothing', () => readRecord('null'), 'record_foreign'],
  ['bytes that are no text', () => readRecord(Uint8Array.of(0x7b, 0xc3, 0x28)), 'record_not_text'], // prettier-ignore
  ['half a letter of UTF-16', () => readRecord(Uint8Array.of(0xff, 0xfe, 0x7b)), 'record_not_text'], // prettier-ignore
  ['a thousand levels', () => readRecord(JSON.stringify(record).replace('{', `{"deep":${'['.repeat(1000)}${']'.repeat(1000)},`)), ['record_too_deep', { most: 64 }]], // prettier-ignore
  ['a format to come', () => recordOf({ format: 'cnnlab-record/4' }), 'record_foreign'],
  [
    'a name that is a list',
    () => recordOf({ learner: ['Ada'] }),
    ['record_wrong', { at: 'learner' }],
  ],
  ['an engine that there is not', () => recordOf({ runs: [{ ...run, engines: [{ ...run.engines[0], build: 'warp' }] }] }), ['record_wrong', { at: 'runs.0.engines.0.build' }]], // prettier-ignore
  ['an arithmetic that there is not', () => recordOf({ runs: [{ ...run, engines: [{ ...run.engines[0], arithmetic: 'decimal' }] }] }), ['record_wrong', { at: 'runs.0.engines.0.arithmetic' }]], // prettier-ignore
  ['a run without engines', () => recordOf({ runs: [{ ...run, engines: undefined }] }), ['record_wrong', { at: 'runs.0.engines' }]], // prettier-ignore
  [
    'a stop that there is not',
    () => recordOf({ answered: ['99'] }),
    ['record_wrong', { at: 'answered.0' }],
  ],
  [
    'a place that leads elsewhere',
    () => answer({ place: '../../x/1' }),
    ['record_wrong', { at: 'answers.0.place' }],
  ],
  [
    'an option below the first',
    () => answer({ option: -1 }),
    ['record_wrong', { at: 'answers.0.option' }],
  ],
  ['a verdict of another kind', () => answer({ verdict: { came: 1, measure: 'gain', value: 3 } }), ['record_wrong', { at: 'answers.0.verdict.came' }]], // prettier-ignore
  ['a measure that every object has', () => answer({ verdict: { came: true, measure: 'constructor', value: 3 } }), ['record_wrong', { at: 'answers.0.verdict.measure' }]], // prettier-ignore
  ['a reflection of a megabyte', () => recordOf({ reflections: [{ exercise: 'exercise-1', text: 'x'.repeat(1e6) }] }), ['record_wrong', { at: 'reflections.0.text.length' }]], // prettier-ignore
  ['a run without settings', () => recordOf({ runs: [{ ...run, settings: {} }] }), ['record_wrong', { at: 'runs.0.settings.epochs' }]], // prettier-ignore
  ['an accuracy that is a text', () => recordOf({ runs: [{ ...run, epochs: [{ ...epoch, accuracy: '1' }] }] }), ['record_wrong', { at: 'runs.0.epochs.0.accuracy' }]], // prettier-ignore
  [
    '100,000 runs',
    () => recordOf({ runs: Array(1e5).fill(1) }),
    ['record_wrong', { at: 'runs.length' }],
  ],
  ['a rate set before the run', () => recordOf({ runs: [{ ...run, rates: [{ pictures: -1, rate: 1 }] }] }), ['record_wrong', { at: 'runs.0.rates.0.pictures' }]], // prettier-ignore
  ['a hash that is none', () => recordOf({ runs: [{ ...run, weights_sha256: 'x' }] }), ['record_wrong', { at: 'runs.0.weights_sha256' }]], // prettier-ignore
  ['no seal', () => recordOf({ sha256: undefined }), ['record_wrong', { at: 'sha256' }]],
];

// --- Recorded runs --------------------------------------------------------------------------------------

const line = JSON.stringify({ ...epoch, seconds: 1 });
const recorded = (text: string) => readRun(text, -1, 'model-0', 1);
const recordedCases: Case[] = [
  ['as it should be', () => recorded(`${line}\n{"weights_sha256":"00"}`), true],
  ['an empty file', () => recorded(''), ['recorded_not_json', { line: 1 }]],
  [
    'cut in a line',
    () => recorded(`${line}\n${line.slice(0, 20)}`),
    ['recorded_not_json', { line: 2 }],
  ],
  [
    'nothing',
    () => recorded('null'),
    ['recorded_wrong', { line: 1, at: 'epoch', given: 'undefined' }],
  ],
  ['a number that is a text', () => recorded(line.replace('"loss":2', '"loss":"2"')), ['recorded_wrong', { line: 1, at: 'loss', given: '2' }]], // prettier-ignore
  [
    'an epoch twice',
    () => recorded(`${line}\n${line}`),
    ['recorded_wrong', { line: 2, at: 'epoch', given: '1' }],
  ],
];

export const textCases = {
  'a notebook': notebookCases,
  'a Keras program': programCases,
  'a link': linkCases,
  'a completion record': recordCases,
  'a recorded run': recordedCases,
};
