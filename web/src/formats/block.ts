/**
 * A block of bytes that finds its own damage, in the browser's storage as in a file:
 *
 *   a magic word of eight characters, the last of which is the format's version; SHA-256 of all that
 *   follows (32 bytes); uint32 length of the header (little-endian); the header (JSON in UTF-8); the
 *   rest.
 */
import { sha256Bytes } from '../base/sha256';

const digestAt = 8;
const lengthAt = digestAt + 32;
const headerAt = lengthAt + 4;
const mostHeaderBytes = 8 * 2 ** 20;

export type BlockTrouble =
  | { why: 'foreign' | 'other_version' | 'damaged' | 'header_not_json' }
  | { why: 'header_cut'; bytes: number };

const word = (magic: string) => new TextEncoder().encode(magic);

export async function packBlock(
  magic: string,
  header: unknown,
  rest: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(headerAt + headerBytes.length + rest.length);
  bytes.set(word(magic));
  new DataView(bytes.buffer).setUint32(lengthAt, headerBytes.length, true);
  bytes.set(headerBytes, headerAt);
  bytes.set(rest, headerAt + headerBytes.length);
  bytes.set(await digest(bytes), digestAt);
  return bytes;
}

/** Whether bytes begin as such a block does, of this version of its format or of another. */
export const isBlock = (magic: string, bytes: Uint8Array) =>
  word(magic)
    .subarray(0, -1)
    .every((byte, i) => bytes[i] === byte);

/** The header, of unknown form, and a view of the rest. */
export async function openBlock(
  magic: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ header: unknown; rest: Uint8Array<ArrayBuffer> } | BlockTrouble> {
  if (bytes.length < headerAt || !isBlock(magic, bytes)) return { why: 'foreign' };
  if (bytes[digestAt - 1] !== word(magic).at(-1)) return { why: 'other_version' };
  const told = bytes.subarray(digestAt, lengthAt);
  if ((await digest(bytes)).some((byte, i) => byte !== told[i])) return { why: 'damaged' };
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(lengthAt, true);
  if (length > Math.min(bytes.length - headerAt, mostHeaderBytes))
    return { why: 'header_cut', bytes: length };
  const written = bytes.subarray(headerAt, headerAt + length);
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(written));
    return { header, rest: bytes.subarray(headerAt + length) };
  } catch {
    return { why: 'header_not_json' };
  }
}

const digest = (bytes: Uint8Array<ArrayBuffer>) => sha256Bytes(bytes.subarray(lengthAt));
