import { isoMedia } from './iso_media';

/**
 * Width and height as a PNG, GIF, WebP, JPEG, AVIF or HEIC file says them before its pixels; null for others.
 * A few hundred bytes may unpack to gigabytes: this is known before anything is unpacked.
 */
export function sizeOf(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, length: number) =>
    String.fromCharCode(...bytes.subarray(from, from + length));
  if (text(1, 3) === 'PNG') return { width: view.getUint32(16), height: view.getUint32(20) };
  if (text(0, 4) === 'GIF8')
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (text(0, 4) === 'RIFF' && text(12, 4) === 'VP8X') {
    // Each is written less one, in three bytes.
    const three = (at: number) => 1 + view.getUint16(at, true) + 65536 * bytes[at + 2]!;
    return { width: three(24), height: three(27) };
  }
  if (text(0, 4) === 'RIFF' && text(12, 4) === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (text(0, 4) === 'RIFF' && text(12, 4) === 'VP8L') {
    // Fourteen bits each, less one.
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
  }
  if (view.getUint16(0) === 0xffd8) return jpegSize(view);
  return isoMedia(bytes)?.size ?? null;
}

/** The frame header of a JPEG file: segments are ignored until it comes. */
function jpegSize(view: DataView): { width: number; height: number } | null {
  for (let at = 2; at + 9 <= view.byteLength;) {
    const marker = view.getUint16(at);
    // FFC0 to FFCF begin a frame, but for three that hold tables.
    if ((marker & 0xfff0) === 0xffc0 && ![0xffc4, 0xffc8, 0xffcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker >> 8 !== 0xff) return null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
