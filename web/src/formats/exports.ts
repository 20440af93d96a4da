import { strToU8, zipSync } from 'fflate';
import type { CatalogEntry, EpochRecord, ModelSpec, ModelSummary, WeightTensor } from '../../../wasm/lab'; // prettier-ignore
import { exportNotebook, exportPython, weightsFile } from '../keras/export_program';
import { cifar10Data, dataFile, type ProgramData } from '../keras/program_data';
import type { DataSet } from '../model/data_description';
import type { Shown } from '../keras/kept_program.svelte';
import { keptEpoch, type Settings } from '../model/settings';
import { writeCsv } from './csv';
import { writeDataNpz } from './data_npz';
import { writeKerasH5 } from './keras_h5';
import { writeNpz } from './npz';
import { writeOnnx } from './onnx';
import { projectData, writeProject } from './project';
import { writeSafetensors } from './safetensors';
import { writeTfjs } from './tfjs';

/** What can be taken out of the lab. */
export interface Work {
  model: ModelSpec;
  settings: Settings;
  /** What it is trained on, where that is not CIFAR-10. */
  data?: ProgramData;
  own?: DataSet | null;
  summary: ModelSummary;
  catalog: CatalogEntry[];
  /** Of that model and those settings. */
  code: string;
  /** What was made of the lab since that network was trained; null where it is as it was. */
  edited: Shown | null;
  /** Empty: nothing is trained. */
  epochs: EpochRecord[];
  weights: WeightTensor[];
  snapshot: Uint8Array | null;
}

export interface Export {
  file: string;
  /** Whether there is something to write only once a network has been trained. */
  trained: boolean;
  write(work: Work): Uint8Array | Promise<Uint8Array>;
}

const accuracyOf = ({ epochs, settings }: Work) => keptEpoch(epochs, settings)?.test_accuracy ?? null; // prettier-ignore
const program = (work: Work) =>
  [work.model, work.settings, work.catalog, accuracyOf(work), work.data] as const;
const dataOf = ({ data = cifar10Data }: Work) => data.description;

const projectOf = ({ own, ...work }: Work) => ({ ...work, data: own ? projectData(own) : null });

export const exports = {
  python: { file: 'cnn-lab.py', trained: false, write: (work) => strToU8(exportPython(...program(work))) }, // prettier-ignore
  notebook: { file: 'cnn-lab.ipynb', trained: false, write: (work) => strToU8(exportNotebook(...program(work))) }, // prettier-ignore
  project: {
    file: 'cnn-lab-project.zip',
    trained: false,
    write: (work) => writeProject(projectOf(work)),
  },
  npz: { file: weightsFile, trained: true, write: ({ weights }) => writeNpz(weights) },
  safetensors: { file: 'cnn-lab.safetensors', trained: true, write: (work) => writeSafetensors(work.weights, dataOf(work)) }, // prettier-ignore
  kerasH5: {
    file: 'cnn-lab.weights.h5',
    trained: true,
    write: ({ weights, summary }) => writeKerasH5(weights, summary.layers.map(({ name }) => name)), // prettier-ignore
  },
  onnx: {
    file: 'cnn-lab.onnx',
    trained: true,
    write: (work) => writeOnnx(work.model, work.summary, work.weights, dataOf(work)),
  },
  tfjs: {
    file: 'cnn-lab-tfjs.zip',
    trained: true,
    write: (work) => zipSync(writeTfjs(work.model, work.summary, work.catalog, work.weights, dataOf(work))), // prettier-ignore
  },
  csv: { file: 'cnn-lab-run.csv', trained: true, write: ({ epochs }) => strToU8(writeCsv(epochs)) },
} satisfies Record<string, Export>;

export type ExportName = keyof typeof exports;

/** Data of the learner's own, for the program to read. */
export const dataExport = { file: dataFile, write: (own: DataSet) => writeDataNpz(own) };
