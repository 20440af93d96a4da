/**
 * AVIF and HEIC are boxes (ISO/IEC 14496-12): a length, a name of four letters, and a content, which
 * may be boxes again. This reads of them what is to be known before a decoder is asked.
 */
export interface IsoMedia {
  brands: string[];
  /** The largest that it speaks of; null where it does not say. */
  size: { width: number; height: number } | null;
  /** Pictures of its longest track; 0 where it has none. */
  inTracks: number;
  /** A box of it goes on behind the file's end. */
  isCut: boolean;
}

interface Box {
  name: string;
  /** Of its content. */
  from: number;
  to: number;
  isCut: boolean;
}

/** Boxes that a file begins with, or has behind them; whatever else stands at its end is no part of it. */
const known = ['ftyp', 'meta', 'moov', 'mdat'];
/** A file may nest and repeat boxes as it likes: no picture has nearly as many. */
const mostBoxes = 10_000;

/** Null for what is no such file. */
export function isoMedia(bytes: Uint8Array): IsoMedia | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 16 || text(4) !== 'ftyp') return null;
  let left = mostBoxes;

  function boxes(from: number, to: number): Box[] {
    const all: Box[] = [];
    for (let at = from; at + 8 <= to && left > 0; --left) {
      let length = view.getUint32(at);
      let head = 8;
      if (length === 1 && at + 16 <= to) {
        // Its length takes eight bytes, behind the name.
        length = Number(view.getBigUint64(at + 8));
        head = 16;
      } else if (length === 0) length = to - at; // All that is left.
      if (length < head) break;
      const isCut = at + length > to;
      const end = isCut ? to : at + length;
      all.push({ name: text(at + 4), from: at + head, to: end, isCut });
      at = end;
    }
    return all;
  }
  /** The boxes at the end of a path of names. */
  const within = (all: Box[], ...[name, ...deeper]: string[]): Box[] => {
    const found = all.filter((box) => box.name === name);
    if (deeper.length === 0) return found;
    // `meta` has a version and flags before what is in it.
    const skip = name === 'meta' ? 4 : 0;
    return found.flatMap((box) => within(boxes(box.from + skip, box.to), ...deeper));
  };

  const top = boxes(0, bytes.length);
  const [kind] = top;
  const brands = [text(kind!.from)];
  // Behind the first brand there is its version; then those that it is as well.
  for (let at = kind!.from + 8; at + 4 <= kind!.to; at += 4) brands.push(text(at));

  let size: IsoMedia['size'] = null;
  for (const { from, to } of within(top, 'meta', 'iprp', 'ipco', 'ispe')) {
    if (from + 12 > to) continue;
    const [width, height] = [view.getUint32(from + 4), view.getUint32(from + 8)];
    if (!size || width * height > size.width * size.height) size = { width, height };
  }
  const table = ['moov', 'trak', 'mdia', 'minf', 'stbl'];
  const counts = ['stsz', 'stz2']
    .flatMap((name) => within(top, ...table, name))
    .filter(({ from, to }) => from + 12 <= to)
    .map(({ from }) => view.getUint32(from + 8));
  return {
    brands,
    size,
    inTracks: Math.max(0, ...counts),
    isCut: top.some(({ name, isCut }) => isCut && known.includes(name)),
  };
}
