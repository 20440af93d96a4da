import type { WeightTensor } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import { elementCount } from './bytes';
import { FormatError } from './tensors';

/**
 * Keras 3's .weights.h5 (keras/src/saving/saving_lib.py): HDF5 with a group layers/<name>/vars for
 * each layer, whose data sets 0, 1, … are the layer's variables, and an empty group vars for the
 * model itself. Layer names are Keras's automatic ones, conv2d, conv2d_1, …: so are ours. The HDF5
 * library is 1.5 MB, compressed, and loads when it is first needed.
 */
async function library() {
  const { default: hdf5 } = await import('h5wasm');
  const { FS } = await hdf5.ready;
  return { hdf5, files: FS };
}

/** The first bytes of every HDF5 file. */
const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** A name that no other file in the library's memory has. */
let named = 0;
const freshName = () => `weights-${++named}.h5`;

/** `layers`: the names of all layers, those without weights too. */
export async function writeKerasH5(tensors: WeightTensor[], layers: string[]): Promise<Uint8Array> {
  const { hdf5, files } = await library();
  const name = freshName();
  const file = new hdf5.File(name, 'w');
  file.create_group('vars');
  const all = file.create_group('layers');
  for (const layer of layers) {
    const variables = all.create_group(layer).create_group('vars');
    tensors
      .filter((tensor) => tensor.name.startsWith(`${layer}/`))
      .forEach(({ shape, data }, i) =>
        variables.create_dataset({ name: String(i), data, shape, dtype: '<f' }),
      );
  }
  file.close();
  const bytes = files.readFile(name);
  files.unlink(name);
  return bytes;
}

/** The tensors that `wanted` names; throws a FormatError where the file has no such layers. */
export async function readKerasH5(
  bytes: Uint8Array,
  wanted: { name: string; shape: number[] }[],
): Promise<WeightTensor[]> {
  if (signature.some((byte, i) => bytes[i] !== byte))
    throw new FormatError(codeMessages.files.noHdf5);
  const { hdf5, files } = await library();
  const name = freshName();
  files.writeFile(name, bytes);
  try {
    const file = new hdf5.File(name, 'r');
    try {
      // The library does not throw at a file that it cannot open.
      if (file.file_id < 0n) throw new FormatError(codeMessages.files.noHdf5);
      if (!file.get('layers')) throw new FormatError(codeMessages.files.noLayers);
      const seen = new Map<string, number>();
      return wanted.map((tensor) => {
        const layer = tensor.name.split('/')[0]!;
        const index = seen.get(layer) ?? 0;
        seen.set(layer, index + 1);
        const data = file.get(`layers/${layer}/vars/${index}`);
        if (!(data instanceof hdf5.Dataset))
          throw new FormatError(codeMessages.files.noWeights(tensor.name));
        const shape = data.shape ?? [];
        // Before anything is unpacked: a packed file of a few bytes may say that it is endless.
        if (shape.join() !== tensor.shape.join())
          throw new FormatError(codeMessages.files.tensorShape(tensor.name, shape, tensor.name, tensor.shape)); // prettier-ignore
        const { value } = data;
        if (!(value instanceof Float32Array) || value.length !== elementCount(shape))
          throw new FormatError(codeMessages.files.notFloat32(tensor.name, data.dtype as string));
        return { name: tensor.name, shape, data: value.slice() };
      });
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(codeMessages.files.noHdf5);
  } finally {
    files.unlink(name);
  }
}
