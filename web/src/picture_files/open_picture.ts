import { faultOf, refusal, thrown, type Reply } from '../base/fault';
import { readFile } from '../base/read_file';
import type { PageProblem, PageProblems } from '../base/problems';
import { areaAverage, type RgbPicture } from './area_average';
import { marksOf } from './picture_marks';
import { sizeOf } from './picture_size';

export const limits = {
  bytes: 40_000_000,
  /** Of a side: a network that sees 32 pixels is not shown fewer. */
  leastSide: 32,
  pixels: 50_000_000,
  /** The longer side of the picture that is cropped; a larger one is reduced to it. */
  workingSide: 640,
};

const refused = <P extends PageProblem>(problem: P, facts: PageProblems[P]) =>
  refusal(faultOf('bad_picture', problem, facts));

/** A file that the learner chose, as large as it is; of one that moves, the first picture. */
export interface OpenedFile {
  picture: RgbPicture;
  isMoving: boolean;
}

/** Reads it to be looked at and cropped: not larger than that takes. */
export async function openPicture(file: Blob): Promise<Reply<RgbPicture>> {
  const opened = await readPicture(file, limits.leastSide);
  if (!opened.ok) return opened;
  const { picture } = opened.value;
  const { width, height } = picture;
  const scale = limits.workingSide / Math.max(width, height);
  if (scale >= 1) return { ok: true, value: picture };
  const value = areaAverage(
    picture,
    { left: 0, top: 0, width, height },
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  return { ok: true, value };
}

/** Runs in a worker: a large photograph takes its time. */
export async function readPicture(file: Blob, leastSide: number): Promise<Reply<OpenedFile>> {
  const { pixels: most } = limits;
  if (file.size === 0) return refused('picture_empty', {});
  if (file.size > limits.bytes)
    return refused('picture_too_large', { bytes: file.size, most: limits.bytes });
  if (file.type && !file.type.startsWith('image/'))
    return refused('picture_wrong_type', { type: file.type });
  const bytes = await readFile(file, limits.bytes).catch((error: unknown) => thrown(error));
  if (!(bytes instanceof Uint8Array)) return refusal({ ...bytes, code: 'bad_picture' });
  // A few hundred bytes may unpack to gigabytes: this is known before anything is unpacked.
  const said = sizeOf(bytes);
  if (said && said.width * said.height > most)
    return refused('picture_too_many_pixels', { size: [said.width, said.height], most });
  const { isCut, isMoving, isHeic } = marksOf(bytes);
  let bitmap: ImageBitmap;
  try {
    // Turned as the camera held it, colours as the screen has them.
    bitmap = await createImageBitmap(file);
  } catch {
    if (isHeic) return refused('picture_heic', {});
    return said && isCut
      ? refused('picture_cut', {})
      : refused('picture_unreadable', { type: file.type });
  }
  try {
    const { width, height } = bitmap;
    const size = [width, height];
    if (isCut) return refused('picture_cut', {});
    if (width < leastSide || height < leastSide)
      return refused('picture_too_small', { size, least: [leastSide, leastSide] });
    if (width * height > most) return refused('picture_too_many_pixels', { size, most });
    const rgba = (await framePixels(bitmap)) ?? canvasPixels(bitmap);
    if (!rgba) return refused('picture_falsified', {});
    return { ok: true, value: { picture: { width, height, pixels: onWhite(rgba) }, isMoving } };
  } finally {
    bitmap.close();
  }
}

/**
 * RGBA bytes by way of a VideoFrame (WebCodecs), which no privacy mode falsifies; null where the
 * browser has none or gives its pixels in another form.
 */
async function framePixels(bitmap: ImageBitmap): Promise<Uint8Array | null> {
  const bytes = await frameBytes(bitmap);
  if (!bytes || isOpaque(bytes)) return bytes;
  // Whether colours come multiplied by their transparency is not specified: half-red tells.
  const halfRed = await createImageBitmap(new ImageData(Uint8ClampedArray.of(255, 0, 0, 128), 1));
  const probe = await frameBytes(halfRed);
  halfRed.close();
  if (!probe) return null;
  if (probe[0]! > 192) return bytes;
  return bytes.map((byte, i) => {
    const alpha = bytes[i - (i % 4) + 3]!;
    return i % 4 === 3 || alpha === 0 ? byte : Math.min(255, Math.round((255 * byte) / alpha));
  });
}

function isOpaque(rgba: Uint8Array): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 255) return false;
  return true;
}

/** The bytes of a VideoFrame of the bitmap, red, green, blue and alpha in this order. */
async function frameBytes(bitmap: ImageBitmap): Promise<Uint8Array | null> {
  if (typeof VideoFrame === 'undefined') return null;
  let frame: VideoFrame | null = null;
  try {
    frame = new VideoFrame(bitmap, { timestamp: 0 });
    const { format, codedWidth, codedHeight } = frame;
    const swapped = format === 'BGRA' || format === 'BGRX';
    if (!swapped && format !== 'RGBA' && format !== 'RGBX') return null;
    const rect = { x: 0, y: 0, width: codedWidth, height: codedHeight };
    const bytes = new Uint8Array(4 * rect.width * rect.height);
    await frame.copyTo(bytes, { rect, layout: [{ offset: 0, stride: 4 * rect.width }] });
    for (let i = 0; i < bytes.length; i += 4) {
      if (swapped) [bytes[i], bytes[i + 2]] = [bytes[i + 2]!, bytes[i]!];
      if (format.endsWith('X')) bytes[i + 3] = 255;
    }
    // A camera's note of how it was held is the frame's business, not its bytes'.
    const held = frame as VideoFrame & { rotation?: number; flip?: boolean };
    const upright = turned(bytes, rect.width, rect.height, held.rotation ?? 0, held.flip ?? false);
    return upright.width === bitmap.width && upright.height === bitmap.height
      ? upright.bytes
      : null;
  } catch {
    return null;
  } finally {
    frame?.close();
  }
}

/** RGBA turned clockwise by so many degrees, then mirrored, as a VideoFrame means it. */
export function turned(
  bytes: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  rotation: number,
  flip: boolean,
): { bytes: Uint8Array<ArrayBuffer>; width: number; height: number } {
  if (rotation === 0 && !flip) return { bytes, width, height };
  const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width];
  const from = new Uint32Array(bytes.buffer);
  const to = new Uint32Array(from.length);
  for (let y = 0; y < down; ++y)
    for (let column = 0; column < across; ++column) {
      const x = flip ? across - 1 - column : column;
      const [left, top] =
        rotation === 90
          ? [y, height - 1 - x]
          : rotation === 180
            ? [width - 1 - x, height - 1 - y]
            : rotation === 270
              ? [width - 1 - y, x]
              : [x, y];
      to[y * across + column] = from[top * width + left]!;
    }
  return { bytes: new Uint8Array(to.buffer), width: across, height: down };
}

/** The way for browsers without WebCodecs: through a canvas, if a canvas tells the truth. */
function canvasPixels(bitmap: ImageBitmap): Uint8ClampedArray | null {
  if (typeof OffscreenCanvas === 'undefined' || !canvasIsTrue()) return null;
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? null;
}

/** Whether what is read from a canvas is what was put there: privacy modes add noise to it. */
function canvasIsTrue(): boolean {
  const side = 16;
  const context = new OffscreenCanvas(side, side).getContext('2d');
  if (!context) return false;
  const put = new ImageData(side, side);
  for (let i = 0; i < put.data.length; ++i) put.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
  context.putImageData(put, 0, 0);
  const got = context.getImageData(0, 0, side, side).data;
  return got.every((byte, i) => byte === put.data[i]);
}

/** RGB, what is transparent laid on white. */
function onWhite(rgba: Uint8Array | Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    if (rgba[from + 3] === 255) {
      pixels[to++] = rgba[from]!;
      pixels[to++] = rgba[from + 1]!;
      pixels[to++] = rgba[from + 2]!;
      continue;
    }
    const alpha = rgba[from + 3]! / 255;
    for (let channel = 0; channel < 3; ++channel)
      pixels[to++] = Math.round(alpha * rgba[from + channel]! + 255 * (1 - alpha));
  }
  return pixels;
}
