import { zipSync } from 'fflate';
import type { WeightTensor } from '../../../wasm/lab';
import { badFile } from '../base/fault';
import { bytesOf, elementCount } from '../base/bytes';
import { bytesPerNumber, float32Of, isNumberType, type NumberType } from './number_types';
import { type FileTensor, type FileTensors } from './tensors';
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

/** The first bytes of every .npy file: \x93NUMPY. */
export const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const writeNpy = ({ shape, data }: WeightTensor) => npyOf('<f4', shape, bytesOf(data));

/** An array of NumPy's type `word`, from its bytes. */
export function npyOf(word: string, shape: number[], data: Uint8Array): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  let header = `{'descr': '${word}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // The data begins at a multiple of 64 bytes; the header ends in a line feed.
  header += `${' '.repeat(63 - ((10 + header.length) % 64))}\n`;
  const bytes = new Uint8Array(10 + header.length + data.length);
  bytes.set([...npyMagic, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(data, 10 + header.length);
  return bytes;
}

/** Folders, and what a Mac puts beside the files of a folder that it packs. */
export const isNoFile = (name: string) => /\/$|^__MACOSX\/|(^|\/)\.[^/]*$/.test(name);

/** Throws Refused for what is no .npz of arrays of numbers. */
export function readNpz(file: Uint8Array): FileTensors {
  const entries = [...readZip(file)].filter(([name]) => !isNoFile(name));
  return {
    tensors: entries.map(([name, bytes]) => readNpy(name.replace(/\.npy$/, ''), bytes)),
    inOrder: false,
  };
}

/** NumPy's words for the types of numbers, behind the sign of their byte order. */
const kinds: Record<string, string> = { f: 'float', i: 'int', u: 'uint', c: 'complex' };
/** `f4` is float32. */
const typeOf = (word: string) =>
  word.replace(
    /^([fiuc])(\d+)$/,
    (_, kind: string, bytes) => `${kinds[kind]!}${8 * Number(bytes)}`,
  );

/** An array as its file has it. */
export interface NpyArray {
  name: string;
  shape: number[];
  /** By NumPy's name for numbers; its word for anything else. */
  type: string;
  littleEndian: boolean;
  data: Uint8Array;
}

/** One array of weights, under the name it has in its file, if any. */
export function readNpy(name: string, bytes: Uint8Array): FileTensor {
  const { shape, type, littleEndian, data } = openNpy(name, bytes, (type) => {
    if (!isNumberType(type)) throw badFile('tensor_type', { name, type });
  });
  const numberType = type as NumberType;
  if (data.length !== bytesPerNumber[numberType] * elementCount(shape))
    throw badFile('tensor_bytes', { name });
  return { name, shape, type, numbers: () => float32Of(data, numberType, littleEndian) };
}

/** Any array; nothing of a pickle is ever read. `check` throws for types that are not wanted. */
export function openNpy(name: string, bytes: Uint8Array, check: (type: string) => void): NpyArray {
  if (bytes.length < 12 || npyMagic.some((byte, i) => bytes[i] !== byte))
    throw badFile('npy_foreign', { name });
  // Version 1 has two bytes for the header's length, later ones four.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = bytes[6]! === 1 ? 10 : 12;
  const length = first === 10 ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = new TextDecoder().decode(bytes.subarray(first, first + length));
  const [, order = '', word = '?'] = /'descr': '([<>|=]?)([^']*)'/.exec(header) ?? [];
  if (word === 'O') throw badFile('npy_pickled', { name });
  const type = typeOf(word);
  check(type);
  if (!/'fortran_order': False/.test(header)) throw badFile('npy_fortran_order', { name });
  const shape = [...(/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '').matchAll(/\d+/g)].map(Number);
  return { name, shape, type, littleEndian: order !== '>', data: bytes.subarray(first + length) };
}
