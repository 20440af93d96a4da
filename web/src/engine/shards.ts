/** One shard of the data pack: fetched, held to its length and SHA-256, inflated. */
import type { Split } from '../../../wasm/lab';
import { sha256 } from '../base/sha256';
import { faultOf, refusal, type Reply } from '../base/fault';
import type { PageProblem, PageProblems } from '../base/problems';
import type { Manifest, ShardEntry } from './protocol';

const refused = <P extends PageProblem>(where: string, problem: P, facts: PageProblems[P]) =>
  refusal(faultOf('bad_shard', problem, facts, where));

/** A connection that brings nothing for so long is given up. */
const silentMilliseconds = 30_000;
const silence = { seconds: silentMilliseconds / 1000 };

/** Aborts what listens to `signal` when nothing has been `heard` for too long. */
class Patience {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly signal = this.controller.signal;

  constructor() {
    this.heard();
  }

  heard(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.controller.abort(), silentMilliseconds);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

const folder = (base: string) => `${base}cifar10/`;

/** Bytes of one label and one 32x32x3 picture. */
const pictureBytes = 3072 + 1;

/**
 * Reads a stream to its end into room for `most` bytes, telling how many have come. Where it holds
 * more, `length` is above `most`, and no more of it is read.
 */
async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  most: number,
  received: (bytes: number) => void = () => {},
): Promise<{ bytes: Uint8Array<ArrayBuffer>; length: number }> {
  const bytes = new Uint8Array(most);
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes, length };
    if (length + value.length > most) {
      await reader.cancel();
      return { bytes, length: length + value.length };
    }
    bytes.set(value, length);
    length += value.length;
    received(length);
  }
}

/** Inflates raw deflate to exactly `promised` bytes; null when it holds anything else. */
export async function inflate(
  packed: Uint8Array<ArrayBuffer>,
  promised: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    if (typeof DecompressionStream === 'undefined') return await inflateWithout(packed, promised);
    const unpacked = new Blob([packed])
      .stream()
      .pipeThrough(new DecompressionStream('deflate-raw'));
    const { bytes, length } = await readAtMost(unpacked, promised);
    return length === promised ? bytes : null;
  } catch {
    return null;
  }
}

/** Firefox before 113 has SIMD and no DecompressionStream. */
async function inflateWithout(
  packed: Uint8Array<ArrayBuffer>,
  promised: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { Inflate } = await import('fflate');
  const bytes = new Uint8Array(promised);
  let length = 0;
  let isLast = false;
  const stream = new Inflate((piece, last) => {
    if (length + piece.length <= promised) bytes.set(piece, length);
    length += piece.length;
    isLast = last;
  });
  const step = 65_536;
  for (let at = 0; at < packed.length && length <= promised; at += step)
    stream.push(packed.subarray(at, at + step), at + step >= packed.length);
  return isLast && length === promised ? bytes : null;
}

export async function loadShard(
  base: string,
  entry: ShardEntry,
  fresh: boolean,
  received: (bytes: number) => void = () => {},
): Promise<Reply<Uint8Array<ArrayBuffer>>> {
  let body: Awaited<ReturnType<typeof readAtMost>>;
  const patience = new Patience();
  let begun = false;
  const heard = (bytes: number) => {
    patience.heard();
    received(bytes);
  };
  try {
    const response = await fetch(folder(base) + entry.file, {
      cache: fresh ? 'reload' : 'default',
      signal: patience.signal,
    });
    begun = true;
    if (response.status === 404) return refused(entry.file, 'not_on_server', {});
    if (!response.ok) return refused(entry.file, 'server_error', { status: response.status });
    // A captive portal or a single-page host answers anything with a page of its own.
    if (/^text\/html\b/.test(response.headers.get('content-type') ?? ''))
      return refused(entry.file, 'web_page', {});
    body = await readAtMost(response.body!, entry.bytes, heard);
  } catch {
    if (patience.signal.aborted) return refused(entry.file, 'server_silent', silence);
    return begun
      ? refused(entry.file, 'cut_off', { wanted: entry.bytes })
      : refused(entry.file, 'unreachable', {});
  } finally {
    patience.end();
  }
  const { bytes, length } = body;
  if (length !== entry.bytes)
    return refused(entry.file, 'wrong_length', { given: length, wanted: entry.bytes });
  if ((await sha256(bytes)) !== entry.sha256) return refused(entry.file, 'wrong_hash', {});
  const payload = await inflate(bytes, entry.count * pictureBytes);
  return payload ? { ok: true, value: payload } : refused(entry.file, 'not_deflated', {});
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
  const patience = new Patience();
  const { signal } = patience;
  try {
    const response = await fetch(folder(base) + file, { cache: 'no-cache', signal });
    if (response.status === 404) return refused(file, 'not_on_server', {});
    if (!response.ok) return refused(file, 'server_error', { status: response.status });
    const { bytes, length } = await readAtMost(response.body!, mostManifest);
    if (length > mostManifest) return refused(file, 'bad_manifest', {});
    const manifest = JSON.parse(new TextDecoder().decode(bytes.subarray(0, length))) as Manifest | null; // prettier-ignore
    const good =
      manifest?.format === 'cnnlab-pack/1' &&
      Array.isArray(manifest.classes) &&
      manifest.classes.length === 10 &&
      Array.isArray(manifest.shards) &&
      manifest.shards.every(isEntry) &&
      isWhole(manifest.shards, 'training', manifest.training) &&
      isWhole(manifest.shards, 'test', manifest.test);
    return good ? { ok: true, value: manifest } : refused(file, 'bad_manifest', {});
  } catch (error) {
    if (error instanceof SyntaxError) return refused(file, 'bad_manifest', {});
    return refused(file, signal.aborted ? 'server_silent' : 'unreachable', silence);
  } finally {
    patience.end();
  }
}
