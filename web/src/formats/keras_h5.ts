import { connect } from '../engine/client';
import type { WeightTensor } from '../../../wasm/lab';
import { badFile, faultOf, type Reply } from '../base/fault';
import { elementCount } from '../base/bytes';
import type { Hdf5Array } from './hdf5';
import type { Hdf5Calls } from './hdf5_worker';
import { float32Of, isNumberType } from './number_types';
import { type FileTensors, type WantedTensor } from './tensors';

/**
 * Keras 3's .weights.h5 (keras/src/saving/saving_lib.py): HDF5 with a group layers/<name>/vars for
 * each layer, whose data sets 0, 1, … are the layer's variables, and an empty group vars for the
 * model itself. Layer names are Keras's automatic ones, conv2d, conv2d_1, …: so are ours. Keras 2.12
 * to 2.15 call the group layers by another name, and before them Keras 2 lists in attributes which
 * layers there are.
 */
export async function writeKerasH5(tensors: WeightTensor[], layers: string[]): Promise<Uint8Array> {
  if (import.meta.env.SSR) return (await import('./hdf5')).writeHdf5(tensors, layers);
  return beside('write', { tensors, layers });
}

/** The first bytes of every HDF5 file. */
export const hdf5Signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Every weight in the file; throws Refused where it is not HDF5, or holds none. */
export async function readKerasH5(bytes: Uint8Array, wanted: WantedTensor[]): Promise<FileTensors> {
  const most = wanted.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  if (hdf5Signature.some((byte, i) => bytes[i] !== byte)) throw badFile('not_hdf5', {});
  const content = import.meta.env.SSR
    ? await (await import('./hdf5')).readHdf5(bytes, most)
    : await beside('read', { bytes, most });
  if (!content) throw badFile('not_hdf5', {});
  if (content.arrays.length === 0) throw badFile('hdf5_without_weights', {});
  const numbers = (array: Hdf5Array) => () => {
    const { path, type, at, bytes, filters } = array;
    if (at < 0 || !isNumberType(type)) throw badFile('hdf5_not_unpacked', { name: path, filters });
    return float32Of(content.data.subarray(at, at + bytes), type);
  };
  return {
    tensors: content.arrays.map((array) => ({
      name: array.path,
      shape: array.shape,
      type: array.type,
      numbers: numbers(array),
    })),
    inOrder: content.inOrder,
  };
}

/** Asks a worker, which ends with its answer: what HDF5 took of memory goes with it. */
async function beside<Name extends keyof Hdf5Calls>(
  name: Name,
  ask: Hdf5Calls[Name]['ask'],
): Promise<Hdf5Calls[Name]['answer']> {
  const { client, end } = connect<Hdf5Calls, Record<string, never>>(
    () => new Worker(new URL('./hdf5_worker.ts', import.meta.url), { type: 'module' }),
  );
  const reply: Reply<Hdf5Calls[Name]['answer']> = await client.call(name, ask);
  end(faultOf('engine_lost', 'worker_ended', {}));
  if (!reply.ok) throw badFile('hdf5_reader_missing', {});
  return reply.value;
}
