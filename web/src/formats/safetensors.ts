import * as v from 'valibot';
import type { WeightTensor } from '../../../wasm/lab';
import { badFile } from '../base/fault';
import { count, firstIssue, list } from './shapes';
import { bytesOf, elementCount } from '../base/bytes';
import { cifar10, dataLimits, type DataDescription } from '../model/data_description';
import { bytesPerNumber, float32Of, isNumberType } from './number_types';
import { type FileTensors } from './tensors';

/**
 * safetensors: uint64 length of the header, the header (JSON: dtype, shape and byte range of each
 * tensor), then the bytes of the tensors without gaps. Numbers are little-endian.
 */
export function writeSafetensors(
  tensors: WeightTensor[],
  { classes }: Pick<DataDescription, 'classes'> = cifar10,
): Uint8Array {
  let end = 0;
  const entries = tensors.map(({ name, shape, data }) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
  });
  const metadata = { classes: JSON.stringify(classes) };
  let text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  // Names of classes may have any letters, and lengths are bytes.
  text = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`); // prettier-ignore
  let header = text;
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

const entry = v.object({
  dtype: v.pipe(v.string(), v.maxLength(20)),
  shape: list(count, 8),
  data_offsets: v.tuple([count, count]),
});
/** Longer than any network's; the format itself allows 100 MB. */
const mostHeader = 10e6;

/** The format's words for the types of numbers. */
const types: Record<string, string> = { F16: 'float16', BF16: 'bfloat16', F32: 'float32', F64: 'float64' }; // prettier-ignore

/** What the header says, and the bytes behind it; throws Refused. */
function parted(file: Uint8Array): { header: Record<string, unknown>; data: Uint8Array } {
  if (file.length < 8) throw badFile('safetensors_cut', {});
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > file.length - 8) throw badFile('safetensors_cut', {});
  if (length > mostHeader) throw badFile('safetensors_not_json', {});
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(8, 8 + length))); // prettier-ignore
  } catch {
    throw badFile('safetensors_not_json', {});
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badFile('safetensors_not_json', {});
  return { header: given as Record<string, unknown>, data: file.subarray(8 + length) };
}

/** The classes that a network of this lab was trained to tell apart; null where the file does not say. */
export function classesOfSafetensors(file: Uint8Array): string[] | null {
  try {
    const { __metadata__: said } = parted(file).header;
    const { classes } = v.parse(v.object({ classes: v.string() }), said);
    return v.parse(list(v.string(), dataLimits.mostClasses), JSON.parse(classes));
  } catch {
    return null;
  }
}

/** The tensors, whose order means nothing; throws Refused for anything else. */
export function readSafetensors(file: Uint8Array): FileTensors {
  const { header, data } = parted(file);
  const { __metadata__: _, ...entries } = header;
  const checked = v.safeParse(v.record(v.string(), entry), entries);
  if (!checked.success) throw badFile('safetensors_wrong', firstIssue(checked.issues));
  const inOrder = Object.entries(checked.output).sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0],
  );
  let end = 0;
  const tensors = inOrder.map(([name, { dtype, shape, data_offsets }]) => {
    const type = types[dtype] ?? dtype;
    if (!isNumberType(type)) throw badFile('tensor_type', { name, type });
    const [first, last] = data_offsets;
    if (last > data.length || last - first !== bytesPerNumber[type] * elementCount(shape))
      throw badFile('tensor_bytes', { name });
    // The format allows no gaps: what nobody names could hold anything.
    if (first !== end) throw badFile('safetensors_gap', { name });
    end = last;
    return { name, shape, type, numbers: () => float32Of(data.subarray(first, last), type) };
  });
  if (end !== data.length) throw badFile('safetensors_cut', {});
  return { tensors, inOrder: false };
}
