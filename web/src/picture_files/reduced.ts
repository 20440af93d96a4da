import type { PictureShape } from '../model/data_description';
import { areaAverage, type RgbPicture } from './area_average';
import { boxOf, type Crop } from './crop';

/** How much of red, green and blue is in what the eye takes for grey (ITU-R BT.601). */
const shares = [0.299, 0.587, 0.114] as const;

/** {n,3} as grey {n}. */
export const greyOf = (rgb: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: rgb.length / 3 }, (_, i) =>
    Math.round(shares.reduce((sum, share, c) => sum + share * rgb[3 * i + c]!, 0)),
  );

/** A part of a picture, made as small as those of the data, and grey where they are. */
export function reduced(
  picture: RgbPicture,
  crop: Crop,
  [height, width, channels]: PictureShape,
): Uint8Array {
  const { pixels } = areaAverage(picture, boxOf(crop, width / height), width, height);
  return channels === 1 ? greyOf(pixels) : pixels;
}
