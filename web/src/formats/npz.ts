import { zipSync } from 'fflate';
import type { WeightTensor } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import { bytesOf, elementCount, floatsOf } from './bytes';
import { FormatError } from './tensors';
import { readZip } from './zip';

/**
 * NumPy's .npz: a zip of .npy files, one for each tensor (numpy.lib.format, version 1.0). The keys
 * are the tensors' names, in the order of Keras's get_weights.
 */
export function writeNpz(tensors: WeightTensor[]): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const tensor of tensors) files[`${tensor.name}.npy`] = writeNpy(tensor);
  // Weights are noise to a compressor: storing them costs nothing.
  return zipSync(files, { level: 0 });
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

function writeNpy({ shape, data }: WeightTensor): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  let header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  // The data begins at a multiple of 64 bytes; the header ends in a line feed.
  header += `${' '.repeat(63 - ((10 + header.length) % 64))}\n`;
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([...magic, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(bytesOf(data), 10 + header.length);
  return bytes;
}

/** Throws a FormatError for what is no .npz of float32 arrays. */
export function readNpz(file: Uint8Array): WeightTensor[] {
  return [...readZip(file)].map(([name, bytes]) => readNpy(name.replace(/\.npy$/, ''), bytes));
}

function readNpy(name: string, bytes: Uint8Array): WeightTensor {
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    throw new FormatError(codeMessages.files.noArray(name));
  // Version 1 has two bytes for the header's length, later ones four.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = bytes[6]! === 1 ? 10 : 12;
  const length = first === 10 ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = new TextDecoder().decode(bytes.subarray(first, first + length));
  const type = /'descr': '([^']*)'/.exec(header)?.[1];
  if (type !== '<f4') throw new FormatError(codeMessages.files.notFloat32(name, type ?? '?'));
  if (!/'fortran_order': False/.test(header))
    throw new FormatError(codeMessages.files.fortranOrder(name));
  const shape = [...(/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '').matchAll(/\d+/g)].map(Number);
  const data = bytes.subarray(first + length);
  if (data.length !== 4 * elementCount(shape))
    throw new FormatError(codeMessages.files.wrongBytes(name));
  return { name, shape, data: floatsOf(data) };
}
