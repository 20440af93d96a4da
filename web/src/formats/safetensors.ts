import type { WeightTensor } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import { bytesOf, elementCount, floatsOf } from './bytes';
import { FormatError } from './tensors';

/**
 * safetensors: uint64 length of the header, the header (JSON: dtype, shape and byte range of each
 * tensor), then the bytes of the tensors without gaps. Numbers are little-endian.
 */
export function writeSafetensors(tensors: WeightTensor[]): Uint8Array {
  let end = 0;
  const entries = tensors.map(({ name, shape, data }) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
  });
  let header = JSON.stringify(Object.fromEntries(entries));
  // Spaces, so that the tensors are aligned to eight bytes.
  header = header.padEnd(8 * Math.ceil(header.length / 8));
  const bytes = new Uint8Array(8 + header.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  let at = 8 + header.length;
  for (const { data } of tensors) {
    bytes.set(bytesOf(data), at);
    at += data.byteLength;
  }
  return bytes;
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** The tensors in the order of their bytes; throws a FormatError for anything else. */
export function readSafetensors(file: Uint8Array): WeightTensor[] {
  if (file.length < 8) throw new FormatError(codeMessages.files.cutShort);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > file.length - 8) throw new FormatError(codeMessages.files.cutShort);
  let header: Record<string, Entry>;
  try {
    header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  } catch {
    throw new FormatError(codeMessages.files.noHeader);
  }
  delete header.__metadata__;
  const data = file.subarray(8 + length);
  const tensors = Object.entries(header).map(([name, { dtype, shape, data_offsets }]) => {
    if (dtype !== 'F32') throw new FormatError(codeMessages.files.notFloat32(name, dtype));
    const [begin, end] = data_offsets;
    if (!(begin >= 0 && end <= data.length && end - begin === 4 * elementCount(shape)))
      throw new FormatError(codeMessages.files.wrongBytes(name));
    return { begin, tensor: { name, shape, data: floatsOf(data.subarray(begin, end)) } };
  });
  return tensors.sort((a, b) => a.begin - b.begin).map(({ tensor }) => tensor);
}
