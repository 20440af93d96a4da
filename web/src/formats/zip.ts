import { inflateSync } from 'fflate';
import { badFile, Refused } from '../base/fault';

/**
 * Reads zip files of any origin (PKWARE's APPNOTE 6.3): what fflate unpacks is not held to its
 * checksum, nor to a size. Here nothing is unpacked before every entry has been found sound, and no
 * more memory is taken than the entries say, which is no more than their bytes can hold.
 */

export interface ZipLimits {
  entries: number;
  /** Unpacked, all entries together. */
  bytes: number;
  /** Whether names are only ever shown: then they may lead anywhere. */
  anyName: boolean;
}
/** No network of this lab comes near. */
const ofNetworks: ZipLimits = { entries: 1000, bytes: 500e6, anyName: false };
/** Deflate packs 258 bytes into two bits at best. */
const mostRatio = 1032;

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };

interface Entry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  crc: number;
  /** Bytes in the file, and unpacked. */
  packed: number;
  size: number;
  /** Where its local header begins, and its bytes. */
  at: number;
  data: number;
}

/** The files in a zip by their names; throws Refused for anything else. */
export function readZip(file: Uint8Array): Map<string, Uint8Array> {
  return new Map(openZip(file).map(({ name, read }) => [name, read()]));
}

/** The same, each unpacked when it is read. */
export function openZip(file: Uint8Array, limits = ofNetworks) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return readEntries(file, view, limits).map((entry) => ({
    name: entry.name,
    size: entry.size,
    read: () => unpack(file, entry),
  }));
}

/** The names in a zip, of which nothing is unpacked; null for what is not a sound zip. */
export function namesInZip(file: Uint8Array): string[] | null {
  try {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    return readEntries(file, view, ofNetworks).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

function readEntries(file: Uint8Array, view: DataView, limits: ZipLimits): Entry[] {
  const end = findEnd(view);
  if (end < 0) throw badFile('not_a_zip', {});
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const central = at;
  if (count > limits.entries)
    throw badFile('zip_too_many_entries', { count, most: limits.entries });
  const entries: Entry[] = [];
  const names = new Set<string>();
  let total = 0;
  for (let i = 0; i < count; ++i) {
    if (at + 46 > end || view.getUint32(at, true) !== signatures.central)
      throw badFile('not_a_zip', {});
    const nameLength = view.getUint16(at + 28, true);
    const name = nameOf(file.subarray(at + 46, at + 46 + nameLength), limits.anyName);
    const entry: Entry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
      data: 0,
    };
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at > end) throw badFile('not_a_zip', {});
    if (names.has(name)) throw badFile('zip_entry_twice', { name });
    names.add(name);
    check(file, view, entry, central);
    total += entry.size;
    if (total > limits.bytes) throw badFile('zip_too_large', { name, most: limits.bytes });
    entries.push(entry);
  }
  const byPlace = [...entries].sort((a, b) => a.at - b.at);
  byPlace.forEach((entry, i) => {
    const next = byPlace[i + 1]?.at ?? central;
    if (entry.data + entry.packed > next) throw badFile('zip_entry_damaged', { name: entry.name });
  });
  return entries;
}

/** Where the end record is; it may be followed by a comment. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; --at)
    if (view.getUint32(at, true) === signatures.end) return at;
  return -1;
}

/** A name that leads nowhere else. */
function nameOf(bytes: Uint8Array, any: boolean): string {
  const name = new TextDecoder().decode(bytes);
  if (any) return name;
  if (/^\/|\\|:|\p{Cc}|(^|\/)\.\.(\/|$)/u.test(name) || name.length > 200)
    throw badFile('zip_strange_name', { name });
  return name;
}

/** Holds an entry to its own local header, and to what its bytes can hold; finds its bytes. */
function check(file: Uint8Array, view: DataView, entry: Entry, central: number): void {
  const { name, method, packed, size, at } = entry;
  if (at + 30 > central || view.getUint32(at, true) !== signatures.local)
    throw badFile('zip_entry_damaged', { name });
  const isPlain = (view.getUint16(at + 6, true) & 1) === 0;
  if (!isPlain || (method !== 0 && method !== 8)) throw badFile('zip_entry_packed', { name });
  const nameLength = view.getUint16(at + 26, true);
  entry.data = at + 30 + nameLength + view.getUint16(at + 28, true);
  const local = new TextDecoder().decode(file.subarray(at + 30, at + 30 + nameLength));
  if (local !== name || entry.data + packed > central) throw badFile('zip_entry_damaged', { name });
  if (method === 0 ? size !== packed : size > mostRatio * packed)
    throw badFile('zip_entry_damaged', { name });
}

function unpack(file: Uint8Array, { name, method, crc, packed, size, data }: Entry): Uint8Array {
  let bytes = file.subarray(data, data + packed);
  if (method === 8) {
    try {
      // One byte more than it says: an entry that holds more is seen, and takes no more memory.
      bytes = inflateSync(bytes, { out: new Uint8Array(size + 1) });
    } catch {
      throw badFile('zip_entry_damaged', { name });
    }
  }
  if (bytes.length !== size || crc32(bytes) !== crc) throw badFile('zip_entry_damaged', { name });
  return bytes;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; ++bit) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 as zip has it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; ++i) crc = table[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
