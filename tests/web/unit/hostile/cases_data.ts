import { deflateRawSync } from 'node:zlib';
import { vi } from 'vitest';
import { loadManifest, loadShard } from '../../../../web/src/engine/shards';
import { openPicture } from '../../../../web/src/picture_files/open_picture';
import { Refused, type Reply } from '../../../../web/src/base/fault';
import type { Case } from './cases_files';
import { sha256 } from './make';

/** What a reader says of what the network gives it. */
async function over(response: Response | Error, read: () => Promise<Reply<unknown>>) {
  vi.stubGlobal('fetch', () =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );
  const reply = await read();
  if (!reply.ok) throw new Refused(reply.fault);
}

const pictures = Buffer.alloc(3 * 3073, 7);
const packed = deflateRawSync(pictures);
const entry = { file: 'training-00.bin', split: 'training' as const, first: 0, count: 3, bytes: packed.length, sha256: sha256(packed) }; // prettier-ignore
const shard = (
  body: BodyInit | null,
  change: Partial<typeof entry> = {},
  init: ResponseInit = {},
) =>
  // prettier-ignore
  over(new Response(body, init), () => loadShard('http://x/', { ...entry, ...change }, false));
/** A body as its own entry says it, whatever is in it. */
const honest = (body: Buffer<ArrayBuffer>, change: Partial<typeof entry> = {}) =>
  shard(body, { bytes: body.length, sha256: sha256(body), ...change });
/** A body that never ends. */
const endless = () =>
  new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65536)) });

const shardCases: Case[] = [
  ['as it should be', () => shard(packed), true],
  ['nothing', () => shard(null, {}, { status: 404 }), 'not_on_server'],
  ['a tired server', () => shard(null, {}, { status: 503 }), ['server_error', { status: 503 }]],
  ['no network', () => over(new Error('x'), () => loadShard('http://x/', entry, false)), 'unreachable'], // prettier-ignore
  ['a sign-in page', () => shard('<html>', {}, { headers: { 'content-type': 'text/html' } }), 'web_page'], // prettier-ignore
  ['cut short', () => shard(packed.subarray(1)), 'wrong_length'],
  ['bytes without end', () => shard(endless()), 'wrong_length'],
  ['another hash', () => shard(packed, { sha256: '0'.repeat(64) }), 'wrong_hash'],
  ['noise', () => honest(Buffer.from(pictures.subarray(0, 500))), 'not_deflated'],
  ['64 MB of zeros in 64 KB', () => honest(deflateRawSync(Buffer.alloc(64e6))), 'not_deflated'],
  ['a picture too few', () => honest(packed, { count: 4 }), 'not_deflated'],
];

const manifest = {
  format: 'cnnlab-pack/1',
  name: 'x',
  classes: Array<string>(10).fill('x'),
  picture: [32, 32, 3],
  training: 3,
  test: 0,
  shards: [entry] as unknown[],
};
const text = (body: BodyInit) => over(new Response(body), () => loadManifest('http://x/'));
const changed = (change: object) => text(JSON.stringify({ ...manifest, ...change }));
const ofEntry = (change: object) => changed({ shards: [{ ...entry, ...change }] });
const bad = 'bad_manifest';

const manifestCases: Case[] = [
  ['as it should be', () => changed({}), true],
  ['nothing', () => text('null'), bad],
  ['no JSON', () => text('<html>'), bad],
  ['100,000 brackets', () => text('['.repeat(100_000)), bad],
  ['text without end', () => text(endless()), bad],
  ['nine classes', () => changed({ classes: manifest.classes.slice(1) }), bad],
  ['a shard that is nothing', () => changed({ shards: [null] }), bad],
  ['a file elsewhere', () => ofEntry({ file: '../../secret' }), bad],
  ['a file above', () => ofEntry({ file: '..' }), bad],
  ['a file of another site', () => ofEntry({ file: 'http://y/z' }), bad],
  ['a count of 10^15', () => ofEntry({ count: 1e15, bytes: 9 }), bad],
  ['half a picture', () => ofEntry({ count: 0.5 }), bad],
  ['more bytes than pictures', () => ofEntry({ bytes: 1e9 }), bad],
  ['a hash that is none', () => ofEntry({ sha256: 'x' }), bad],
  ['a gap before a shard', () => ofEntry({ first: 1 }), bad],
  ['a shard twice', () => changed({ shards: [entry, entry], training: 6 }), bad],
  ['more pictures than the shards have', () => changed({ training: 4 }), bad],
];

/** The first bytes of a PNG that says these sides. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
const jpeg = Buffer.from('ffd8ffe00010' + '00'.repeat(14) + 'ffc0001108ffffffff' + '00'.repeat(20), 'hex'); // prettier-ignore
const gif = Buffer.concat([Buffer.from('GIF89a\xff\xff\xff\xff', 'latin1'), Buffer.alloc(40)]);
const webp = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X', 'latin1'), Buffer.alloc(8), Buffer.alloc(20, 0xff)]); // prettier-ignore

async function picture(body: Buffer | { size: number; type: string }, type = 'image/png') {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('the decoder was asked')));
  const file = Buffer.isBuffer(body) ? new Blob([new Uint8Array(body)], { type }) : (body as Blob);
  const reply = await openPicture(file);
  if (!reply.ok) throw new Refused(reply.fault);
}

const pictureCases: Case[] = [
  ['an empty file', () => picture(Buffer.alloc(0)), 'picture_empty'],
  [
    '4 GB',
    () => picture({ size: 4e9, type: 'image/png' }),
    ['picture_too_large', { bytes: 4000000000 }],
  ],
  [
    'a text',
    () => picture(Buffer.from('x'), 'text/html'),
    ['picture_wrong_type', { type: 'text/html' }],
  ],
  ['noise', () => picture(Buffer.alloc(99, 9)), ['picture_unreadable', { type: 'image/png' }]],
  [
    'a PNG of 4 billion pixels',
    () => picture(png(65535, 65535)),
    ['picture_too_many_pixels', { size: [65535, 65535] }],
  ],
  ['a PNG of 2^64 pixels', () => picture(png(2 ** 32 - 1, 2 ** 32 - 1)), 'picture_too_many_pixels'],
  [
    'a JPEG of 4 billion pixels',
    () => picture(jpeg, 'image/jpeg'),
    ['picture_too_many_pixels', { size: [65535, 65535] }],
  ],
  [
    'a GIF of 4 billion pixels',
    () => picture(gif, 'image/gif'),
    ['picture_too_many_pixels', { size: [65535, 65535] }],
  ],
  ['a WebP of 2^48 pixels', () => picture(webp, 'image/webp'), 'picture_too_many_pixels'],
  [
    'a JPEG that says nothing',
    () => picture(jpeg.subarray(0, 20), 'image/jpeg'),
    'picture_unreadable',
  ],
  ['a JPEG without a frame', () => picture(Buffer.from('ffd8' + 'ffe00002'.repeat(50), 'hex')), 'picture_unreadable'], // prettier-ignore
];

export const dataCases = {
  'a shard': shardCases,
  'a manifest': manifestCases,
  'a picture of one’s own': pictureCases,
};
