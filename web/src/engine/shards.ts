/** One shard of the data pack: fetched, held to its length and SHA-256, inflated. */
import type { Split } from '../../../wasm/lab';
import type { Manifest, Reply, ShardEntry } from './protocol';

export type ShardTrouble =
  | 'unreachable'
  | 'missing'
  | 'server_error'
  | 'web_page'
  | 'wrong_length'
  | 'wrong_hash'
  | 'not_deflated'
  | 'bad_manifest';

/** `message` is the trouble's name and its facts; the sentence is in the message file. */
function refused<T>(where: string, trouble: ShardTrouble, facts = ''): Reply<T> {
  return { ok: false, fault: { code: 'bad_shard', where, message: `${trouble}|${facts}` } };
}

const folder = (base: string) => `${base}cifar10/`;

/** Bytes of one label and one 32x32x3 picture. */
const pictureBytes = 3072 + 1;

/** Reads a body to its end, telling how many bytes have come; stops when it is longer than said. */
async function readBody(
  response: Response,
  expected: number,
  received: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer> | number> {
  const bytes = new Uint8Array(expected);
  const reader = response.body!.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (length + value.length > expected) {
      await reader.cancel();
      return length + value.length;
    }
    bytes.set(value, length);
    length += value.length;
    received(length);
  }
  return length === expected ? bytes : length;
}

/** A body as text; null where it is longer than `most` bytes, of which no more are read. */
async function readText(response: Response, most: number): Promise<string | null> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Inflates raw deflate to exactly `length` bytes; null when it holds anything else. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const payload = new Uint8Array(length);
  let at = 0;
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return at === length ? payload : null;
      // Throws where more comes than was promised, whatever the file would inflate to.
      payload.set(value, at);
      at += value.length;
    }
  } catch {
    void reader.cancel().catch(() => {});
    return null;
  }
}

export async function loadShard(
  base: string,
  entry: ShardEntry,
  fresh: boolean,
  received: (bytes: number) => void = () => {},
): Promise<Reply<Uint8Array<ArrayBuffer>>> {
  let body: Uint8Array<ArrayBuffer> | number;
  try {
    const response = await fetch(folder(base) + entry.file, {
      cache: fresh ? 'reload' : 'default',
    });
    if (response.status === 404) return refused(entry.file, 'missing');
    if (!response.ok) return refused(entry.file, 'server_error', String(response.status));
    // A captive portal or a single-page host answers anything with a page of its own.
    if (/^text\/html\b/.test(response.headers.get('content-type') ?? ''))
      return refused(entry.file, 'web_page');
    body = await readBody(response, entry.bytes, received);
  } catch {
    return refused(entry.file, 'unreachable');
  }
  if (typeof body === 'number')
    return refused(entry.file, 'wrong_length', `${body}/${entry.bytes}`);
  if ((await sha256(body)) !== entry.sha256) return refused(entry.file, 'wrong_hash');
  const payload = await inflate(body, entry.count * pictureBytes);
  return payload ? { ok: true, value: payload } : refused(entry.file, 'not_deflated');
}

/** Of a split: CIFAR-10 has no more. */
const mostPictures = 50_000;
const mostManifest = 1e6; // bytes

const isEntry = (entry: ShardEntry | null) =>
  typeof entry?.file === 'string' &&
  /^[\w-][\w.-]*$/.test(entry.file) &&
  (entry.split === 'training' || entry.split === 'test') &&
  [entry.first, entry.count, entry.bytes].every((n) => Number.isSafeInteger(n) && n >= 0) &&
  entry.count <= mostPictures &&
  entry.bytes <= entry.count * pictureBytes * 2 &&
  /^[0-9a-f]{64}$/.test(entry.sha256);

/** Whether the shards of a split follow each other without gaps, to the number that is said. */
function isWhole(shards: ShardEntry[], split: Split, said: number): boolean {
  let next = 0;
  for (const entry of shards.filter((shard) => shard.split === split)) {
    if (entry.first !== next) return false;
    next += entry.count;
  }
  return next === said && next <= mostPictures;
}

export async function loadManifest(base: string): Promise<Reply<Manifest>> {
  const file = 'manifest.json';
  try {
    const response = await fetch(folder(base) + file, { cache: 'no-cache' });
    if (response.status === 404) return refused(file, 'missing');
    if (!response.ok) return refused(file, 'server_error', String(response.status));
    const text = await readText(response, mostManifest);
    const manifest = (text === null ? null : JSON.parse(text)) as Manifest | null;
    const good =
      manifest?.format === 'cnnlab-pack/1' &&
      Array.isArray(manifest.classes) &&
      manifest.classes.length === 10 &&
      Array.isArray(manifest.shards) &&
      manifest.shards.every(isEntry) &&
      isWhole(manifest.shards, 'training', manifest.training) &&
      isWhole(manifest.shards, 'test', manifest.test);
    return good ? { ok: true, value: manifest } : refused(file, 'bad_manifest');
  } catch (error) {
    return refused(file, error instanceof SyntaxError ? 'bad_manifest' : 'unreachable');
  }
}
