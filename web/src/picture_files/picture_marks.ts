import { isoMedia, type IsoMedia } from './iso_media';

/** What a picture's file says of itself beyond its size: what a decoder does not tell a page. */
export interface Marks {
  /** It ends before its picture does: some decoders make up the rest in grey. */
  isCut: boolean;
  /** Several pictures, of which the first is taken. */
  isMoving: boolean;
  /** As iPhones write it; most browsers cannot read it. */
  isHeic: boolean;
}

const sound: Marks = { isCut: false, isMoving: false, isHeic: false };
/** The brands of ISO 23008-12 that hold HEVC, or do not say. */
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];
/** Those of AV1, and those whose pictures follow each other in time. */
const avifBrands = ['avif', 'avis'];
const sequenceBrands = ['avis', 'msf1', 'hevc', 'hevx', 'hevm', 'hevs'];

/** Of a whole file; formats that are not known here are left to the decoder. */
export function marksOf(bytes: Uint8Array): Marks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, length: number) =>
    String.fromCharCode(...bytes.subarray(from, from + length));
  if (text(1, 3) === 'PNG') return pngMarks(view, text);
  if (text(0, 4) === 'GIF8') return gifMarks(bytes);
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP' && bytes.length >= 21)
    return {
      ...sound,
      isCut: bytes.length < view.getUint32(4, true) + 8,
      isMoving: text(12, 4) === 'VP8X' && (bytes[20]! & 2) !== 0,
    };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { ...sound, isCut: !hasJpegEnd(bytes, view) };
  const media = isoMedia(bytes);
  return media ? isoMarks(media) : sound;
}

/** A file may be a picture and a sequence in one: its brands say both, and its tracks how many there are. */
function isoMarks({ brands, inTracks, isCut }: IsoMedia): Marks {
  const has = (some: string[]) => brands.some((brand) => some.includes(brand));
  return {
    isCut,
    isMoving: has(sequenceBrands) && inTracks > 1,
    isHeic: heicBrands.includes(brands[0]!) && !has(avifBrands),
  };
}

/** Chunks: a length, a name, so many bytes and a checksum. */
function pngMarks(view: DataView, text: (from: number, length: number) => string): Marks {
  let isMoving = false;
  for (let at = 8; at + 12 <= view.byteLength;) {
    const name = text(at + 4, 4);
    if (name === 'IEND') return { ...sound, isMoving };
    // The control chunk of an APNG begins with the number of its frames.
    if (name === 'acTL' && at + 12 <= view.byteLength) isMoving = view.getUint32(at + 8) > 1;
    at += 12 + view.getUint32(at);
  }
  return { ...sound, isCut: true, isMoving };
}

function gifMarks(bytes: Uint8Array): Marks {
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + tableBytes(bytes[10] ?? 0);
  let images = 0;
  /** Blocks of up to 255 bytes, each behind its length; the last has none. */
  const skipBlocks = () => {
    while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!;
    at += 1;
  };
  while (at < bytes.length && bytes[at] !== 0x3b) {
    if (bytes[at] === 0x2c) {
      at += 11 + tableBytes(bytes[at + 9] ?? 0); // and the size of a code
      skipBlocks();
      if (at <= bytes.length) images += 1;
    } else {
      at += 2;
      skipBlocks();
    }
  }
  return { ...sound, isCut: images === 0, isMoving: images > 1 };
}

/** Whether the end mark stands behind the picture's data; notes of the camera have such marks too. */
function hasJpegEnd(bytes: Uint8Array, view: DataView): boolean {
  for (let at = 2; at + 4 <= view.byteLength;) {
    const marker = view.getUint16(at);
    if (marker >> 8 !== 0xff) return true; // No JPEG that is known here: the decoder's to say.
    at += 2 + view.getUint16(at + 2);
    // Within the data, FF stands before 00 or the number of a restart.
    if (marker !== 0xffda) continue;
    for (let end = bytes.indexOf(0xff, at); end >= 0; end = bytes.indexOf(0xff, end + 1))
      if (bytes[end + 1] === 0xd9) return true;
    return false;
  }
  return false;
}
