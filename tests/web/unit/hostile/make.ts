import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../../../web/src/formats/zip';

/** Files by hand, so that each of their fields can lie. */

export interface ZipEntry {
  name: string;
  data?: Uint8Array | string;
  deflate?: boolean;
  /** Lies; what is not given is as it should be. */
  method?: number;
  size?: number;
  crc?: number;
  flags?: number;
  localName?: string;
  at?: number;
}

const bytesOf = (data: Uint8Array | string = '') => Buffer.from(data as string);

/** A zip with these entries; `end` changes the fields of its end record. */
export function zip(entries: ZipEntry[], end: { count?: number; at?: number } = {}): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const plain = bytesOf(entry.data);
    const packed = entry.deflate ? deflateRawSync(plain) : plain;
    const method = entry.method ?? (entry.deflate ? 8 : 0);
    const size = entry.size ?? plain.length;
    const crc = entry.crc ?? crc32(plain);
    const flags = entry.flags ?? 0;
    const common = (name: Buffer) => {
      const b = Buffer.alloc(26);
      b.writeUInt16LE(20, 0);
      b.writeUInt16LE(flags, 2);
      b.writeUInt16LE(method, 4);
      b.writeUInt32LE(crc, 10);
      b.writeUInt32LE(packed.length, 14);
      b.writeUInt32LE(size, 18);
      b.writeUInt16LE(name.length, 22);
      return b;
    };
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(localName), localName, packed]); // prettier-ignore
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.at ?? offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common(name), tail, name])); // prettier-ignore
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const last = Buffer.alloc(22);
  last.write('PK\x05\x06', 'latin1');
  last.writeUInt16LE(end.count ?? entries.length, 8);
  last.writeUInt16LE(end.count ?? entries.length, 10);
  last.writeUInt32LE(directory.length, 12);
  last.writeUInt32LE(end.at ?? offset, 16);
  return Buffer.concat([...parts, directory, last]);
}

/** A .npy file with this header and these numbers. */
export function npy(header: string, data: Uint8Array = new Uint8Array(), length?: number): Buffer {
  const text = Buffer.from(header);
  const head = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  head.writeUInt16LE(length ?? text.length, 8);
  return Buffer.concat([head, text, data]);
}

export const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** A .safetensors file with this header. */
export function safetensors(
  header: unknown,
  data: Uint8Array = new Uint8Array(),
  length?: bigint,
): Buffer {
  const text = typeof header === 'string' ? Buffer.from(header, 'latin1') : Buffer.from(JSON.stringify(header)); // prettier-ignore
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([size, text, data]);
}

/** A work file whose seal is right, whatever its header says. */
export function work(header: unknown, length?: number): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(length ?? text.length);
  const rest = Buffer.concat([size, text]);
  return Buffer.concat([Buffer.from('CNNLABW1'), createHash('sha256').update(rest).digest(), rest]);
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
