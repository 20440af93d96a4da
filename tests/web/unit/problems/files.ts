/** Pictures and files that come in, and files on their way out. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import { download } from '../../../../web/src/base/download';
import { type Fault } from '../../../../web/src/base/fault';
import { readFile } from '../../../../web/src/base/read_file';
import { opened } from '../../../../web/src/files/open_file';
import { readWeights } from '../../../../web/src/files/read_weights';
import { matched } from '../../../../web/src/formats/matching';
import { readKerasH5 } from '../../../../web/src/formats/keras_h5';
import { writeTfjs } from '../../../../web/src/formats/tfjs';
import { catalog } from '../../../../web/src/model/outside';
import { cifar10 } from '../../../../web/src/model/data_description';
import { defaultSettings } from '../../../../web/src/model/settings';
import { presets } from '../../../../web/src/model/presets';
import { noFile, ofPicture } from '../../../../web/src/picture_files/faults';
import { openPicture } from '../../../../web/src/picture_files/open_picture';
import { pack, unpack } from '../../../../web/src/storage/work';
import { work } from '../hostile/make';
import { stub, workerThat, fromWorker, named, thrownBy, type Provocations } from './made_up';

const weightFile = (name: string) =>
  new Uint8Array(readFileSync(path.join(import.meta.dirname, '../files/weight_files', name)));

const lab = (locks: string[] = []) =>
  ({
    editor: { locks, model: presets['model-1'], settings: defaultSettings },
    run: { keeper: { read: unpack } },
    pictures: {
      data: cifar10,
      reach: () => 0,
      bring: () => Promise.resolve({ training: 0, test: 0 }),
    },
    engine: { request: () => Promise.resolve({ ok: true, value: { problems: [] } }) },
  }) as unknown as Parameters<typeof opened>[0];
const header = { savedAt: 1, build: null, model: presets['model-0'], run: null, records: [] };
const log = { model: presets['model-0'], settings: defaultSettings, epochs: [], rates: [], engines: [], probabilities: [], accuracy: { sums: [], counts: [], perPoint: 1 }, loss: { sums: [], counts: [], perPoint: 1 }, progress: null, ended: null }; // prettier-ignore
const workFile = (bytes: Uint8Array) => new File([bytes as BlobPart], 'my.cnnlab');

async function projectFile() {
  const { writeProject } = await import('../../../../web/src/formats/project');
  const project = writeProject({ model: presets['model-0'], settings: defaultSettings, code: '', epochs: [], snapshot: Uint8Array.of(1), edited: null }); // prettier-ignore
  return new File([project as BlobPart], 'x.zip');
}

/** In a frame that says of itself what is given. */
function downloadIn(frame: () => unknown) {
  const page = {
    parent: globalThis,
    get frameElement() {
      return frame();
    },
  };
  const link = { click: () => {} };
  stub({
    self: page,
    top: globalThis,
    URL: class extends URL {
      static override createObjectURL = () => 'blob:x';
      static override revokeObjectURL = () => {};
    },
    document: {
      createElement: () => link,
      get domain() {
        return '';
      },
      set domain(_: string) {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    },
  });
  const fault = download('x.npz', new Blob());
  if (!fault) throw new Error('it was handed out');
  return fault;
}

const wanted = (...layers: string[]) =>
  layers.flatMap((layer) => [
    { name: `${layer}/kernel`, shape: [3, 10] },
    { name: `${layer}/bias`, shape: [10] },
  ]);
const tensor = (name: string, shape: number[]) => ({
  name,
  shape,
  type: 'float32',
  numbers: () => new Float32Array(shape.reduce((a, b) => a * b)),
});

const picture = (bitmap: unknown) => {
  stub({ createImageBitmap: () => Promise.resolve(bitmap), VideoFrame: undefined });
  return openPicture(new Blob(['x'], { type: 'image/png' }));
};

export const ofFiles: Provocations = {
  picture_not_a_file: () => noFile,
  picture_too_small: () => picture({ width: 31, height: 90, close() {} }),
  picture_falsified: () => picture({ width: 40, height: 40, close() {} }),
  picture_broke: async () => {
    const reply = await fromWorker((worker) => worker.onerror!({ message: 'out', preventDefault() {} } as ErrorEvent)); // prettier-ignore
    return ofPicture((reply as { fault: Fault }).fault);
  },

  download_forbidden: () =>
    downloadIn(() => ({ hasAttribute: () => true, sandbox: { contains: () => false } })),
  download_unsure: () =>
    downloadIn(() => {
      throw new DOMException('of another origin', 'SecurityError');
    }),

  tfjs_lacks: () =>
    thrownBy(() => {
      const layers = [{ kind: 'activation', activation: 'exponential' }];
      const summary = { layers: [{ name: 'activation', output_shape: [10] }] };
      writeTfjs({ name: 'x', layers }, summary as never, catalog, []);
    }),

  file_too_large: () => thrownBy(() => readFile({ size: 501e6 } as Blob, 500e6)),
  file_not_read: () =>
    thrownBy(() => readFile({ size: 1, arrayBuffer: () => Promise.reject(named('NotReadableError')) } as unknown as Blob, 9)), // prettier-ignore
  file_locked: () =>
    thrownBy(() => opened(lab(['model']), workFile(work({ ...header, run: log })))),
  pictures_missing: () => thrownBy(async () => opened(lab(), await projectFile())),
  work_too_large: () => unpack({ length: 513 * 2 ** 20 } as Uint8Array<ArrayBuffer>),
  work_other_version: async () => {
    const bytes = await pack({ header, snapshot: new Uint8Array() });
    bytes[7]! += 1;
    return unpack(bytes);
  },
  work_without_run: () => thrownBy(() => opened(lab(), workFile(work(header)))),

  tensor_count: () =>
    thrownBy(() => readWeights('x.npz', weightFile('deep12-positional.npz'), wanted('dense'))),
  hdf5_without_weights: () =>
    thrownBy(() => readWeights('x.h5', weightFile('hostile-links.weights.h5'), wanted('dense'))),
  hdf5_not_unpacked: () =>
    thrownBy(() => readWeights('x.h5', weightFile('hostile-damaged.weights.h5'), wanted('dense'))),
  hdf5_reader_missing: () => {
    vi.stubEnv('SSR', false);
    stub({ Worker: workerThat((worker) => void worker.onerror!({ preventDefault() {} } as ErrorEvent)), Event, dispatchEvent: () => true }); // prettier-ignore
    return thrownBy(() => readKerasH5(weightFile('tiny.weights.h5'), wanted('dense')));
  },
  names_unclear: () =>
    thrownBy(() => readWeights('x', weightFile('own-names.safetensors'), wanted('dense', 'dense_1', 'dense_2'))), // prettier-ignore
  names_two_ways: () =>
    thrownBy(() =>
      matched(
        {
          tensors: ['dense', 'dense_1'].flatMap((layer) => [
            tensor(`${layer}/kernel`, [3, 10]),
            tensor(`${layer}/bias`, [10]),
          ]),
          inOrder: false,
        },
        wanted('dense', 'dense_1'),
        { dense: 'dense_1', dense_1: 'dense' },
      ),
    ),
};
