/** What files say of themselves; the bytes are put together by their formats' specifications. */
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { marksOf } from '../../../../web/src/picture_files/picture_marks';
import { sizeOf } from '../../../../web/src/picture_files/picture_size';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))); // prettier-ignore
const big = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const little = (n: number) => big(n).reverse();
const chunk = (name: string, data: number[]): number[] => [...big(data.length), ...Buffer.from(name), ...data, 0, 0, 0, 0]; // prettier-ignore
const png = (...chunks: number[][]) => bytes('\x89PNG\r\n\x1a\n', chunk('IHDR', [...big(40), ...big(30), 8, 2, 0, 0, 0]), ...chunks); // prettier-ignore
const data = chunk('IDAT', [...deflateSync(Buffer.alloc(30 * 121))]);
const end = chunk('IEND', []);

const gifImage = [0x2c, 0, 0, 0, 0, 40, 0, 30, 0, 0, 2, 3, 1, 2, 3, 0];
const gifHead = ['GIF89a', [40, 0, 30, 0, 0x80, 0, 0], [0, 0, 0, 255, 255, 255]] as const;
const loop = [0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0'), 3, 1, 0, 0, 0];
const gif = (...parts: number[][]) => bytes(...(gifHead as unknown as (string | number[])[]), loop, ...parts); // prettier-ignore

const segment = (marker: number, data: number[]) => [0xff, marker, 0, data.length + 2, ...data];
/** With the end mark of a small preview in the camera's notes. */
const jpegHead = [0xff, 0xd8, ...segment(0xe1, [0xff, 0xd8, 0xff, 0xd9]), ...segment(0xc0, [8, 0, 30, 0, 40, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])]; // prettier-ignore
const scan = [...segment(0xda, [3, 0, 0, 0]), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4];

const riff = (kind: string, data: number[], says = data.length) =>
  bytes('RIFF', little(says + 12), 'WEBP', kind, little(says), data);
const vp8x = (flags: number) => [flags, 0, 0, 0, 39, 0, 0, 29, 0, 0];

/** Boxes of ISO/IEC 14496-12: a length that counts itself and the name, the name, the content. */
const box = (name: string, ...content: (string | number[])[]): number[] => {
  const inside = [...bytes(...content)];
  return [...big(inside.length + 8), ...Buffer.from(name), ...inside];
};
const flags = big(0);
const ftyp = (...[first, ...others]: string[]) => box('ftyp', first!, big(0), ...others);
/** Of a picture: its size is a property. */
const ispe = (width: number, height: number) => box('ispe', flags, big(width), big(height));
const meta = box('meta', flags, box('iprp', box('ipco', ispe(20, 15), ispe(40, 30))));
/** Of a sequence: a table says how many bytes each of its pictures has, here all the same number. */
const track = (pictures: number) =>
  box('trak', box('mdia', box('minf', box('stbl', box('stsz', flags, big(9), big(pictures))))));
const moov = (...tracks: number[][]) => box('moov', box('mvhd', flags), ...tracks);
const mdat = box('mdat', Array<number>(27).fill(7));
const avis = ftyp('avis', 'msf1', 'miaf', 'avif');

describe('a picture’s file', () => {
  test.each([
    ['a PNG', png(data, end), {}],
    [
      'an APNG of 3 frames',
      png(chunk('acTL', [...big(3), ...big(0)]), data, end),
      { isMoving: true },
    ],
    ['an APNG of 1 frame', png(chunk('acTL', [...big(1), ...big(0)]), data, end), {}],
    ['a PNG without its end', png(data), { isCut: true }],
    ['a PNG cut in its data', png(data).subarray(0, 60), { isCut: true }],
    [
      'a PNG whose chunk says 4 GB',
      png([...big(0xffffffff), ...Buffer.from('IDAT'), 1, 2, 3, 4]),
      { isCut: true },
    ],
    ['a GIF', gif(gifImage, [0x3b]), {}],
    ['a GIF without its last byte', gif(gifImage), {}],
    ['a GIF of 2 pictures', gif(gifImage, gifImage, [0x3b]), { isMoving: true }],
    ['a GIF cut in its picture', gif(gifImage.slice(0, 13)), { isCut: true }],
    ['a JPEG', bytes(jpegHead, scan, [0xff, 0xd9]), {}],
    ['a JPEG with more behind it', bytes(jpegHead, scan, [0xff, 0xd9, 1, 2, 3]), {}],
    ['a JPEG cut in its data', bytes(jpegHead, scan), { isCut: true }],
    ['a JPEG cut in its head', bytes(jpegHead), { isCut: true }],
    ['a WebP', riff('VP8 ', Array<number>(20).fill(0)), {}],
    ['a WebP that is cut', riff('VP8 ', Array<number>(20).fill(0), 40), { isCut: true }],
    ['a WebP that moves', riff('VP8X', vp8x(2)), { isMoving: true }],
    ['a WebP with transparency', riff('VP8X', vp8x(16)), {}],
    ['a HEIC', bytes(big(24), 'ftypheic', big(0), 'mif1heic'), { isHeic: true }],
    ['an AVIF', bytes(big(24), 'ftypavif', big(0), 'mif1avif'), {}],
    ['a HEIC of any codec', bytes(ftyp('mif1', 'heic')), { isHeic: true }],
    ['an AVIF that names its codec second', bytes(ftyp('mif1', 'avif', 'miaf'), meta, mdat), {}],
    ['an AVIF that moves', bytes(avis, meta, moov(track(3)), mdat), { isMoving: true }],
    [
      'an AVIF that moves, a picture in the first place',
      bytes(ftyp('avif', 'mif1', 'avis'), meta, moov(track(1), track(3)), mdat),
      { isMoving: true },
    ],
    ['an AVIF sequence of 1 picture', bytes(avis, moov(track(1)), mdat), {}],
    ['an AVIF whose pixels go to its end', bytes(avis, moov(track(2)), big(0), 'mdat', [1, 2]), { isMoving: true }], // prettier-ignore
    [
      'an AVIF whose length takes eight bytes',
      bytes(avis, big(1), 'mdat', big(0), big(18), [1, 2], moov(track(2))),
      { isMoving: true },
    ],
    ['an AVIF that is cut', bytes(ftyp('avif'), meta, mdat).subarray(0, -5), { isCut: true }],
    ['an AVIF with more behind it', bytes(ftyp('avif'), meta, mdat, 'SEFHxxxxxxxx'), {}],
    ['an AVIF with a box of no length', bytes(ftyp('avif'), big(3), 'mdat'), {}],
    [
      'a HEIC sequence',
      bytes(ftyp('hevc', 'msf1', 'heic'), moov(track(12)), mdat),
      { isMoving: true, isHeic: true },
    ],
    [
      'a HEIC sequence that names its codec second',
      bytes(ftyp('msf1', 'hevc'), moov(track(2)), mdat),
      { isMoving: true, isHeic: true },
    ],
    ['a video, which is no picture', bytes(ftyp('isom', 'mp42'), moov(track(90)), mdat), {}],
    ['noise', bytes([1, 2, 3]), {}],
    ['nothing', bytes([]), {}],
  ] as [string, Uint8Array, object][])('%s says so', (_, file, marks) => {
    expect(marksOf(file)).toEqual({ isCut: false, isMoving: false, isHeic: false, ...marks });
  });

  test.each([
    ['PNG', png(data, end)],
    ['GIF', gif(gifImage, [0x3b])],
    ['JPEG', bytes(jpegHead, scan, [0xff, 0xd9])],
    ['WebP, extended', riff('VP8X', [...vp8x(0), ...Array<number>(9).fill(0)])],
    ['WebP with losses', riff('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 40, 0x40, 30, 0x80, 0])],
    // 39 and 29 in fourteen bits each: 39 + 29 · 2^14.
    ['WebP without', riff('VP8L', [0x2f, ...little(39 + 29 * 2 ** 14), 0, 0, 0, 0, 0])],
    ['AVIF', bytes(ftyp('avif'), meta, mdat)],
  ])('%s: 40 wide, 30 high', (_, file) => {
    expect(sizeOf(file)).toEqual({ width: 40, height: 30 });
  });
});
