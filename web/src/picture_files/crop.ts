import { clamp } from '../ui/arrow_keys';
import type { Box, RgbPicture } from './area_average';

/** A square of a picture, in its pixels. */
export interface Crop {
  left: number;
  top: number;
  size: number;
}

/** The smallest square that may be cut out. */
export const leastSize = 16;

type Size = Pick<RgbPicture, 'width' | 'height'>;

/** The largest square, in the middle. */
export function wholeCrop({ width, height }: Size): Crop {
  const size = Math.min(width, height);
  return { left: (width - size) / 2, top: (height - size) / 2, size };
}

/** The same square as near as it can be inside the picture. */
export function within({ width, height }: Size, crop: Crop): Crop {
  const size = clamp(crop.size, Math.min(leastSize, width, height), Math.min(width, height));
  return {
    left: clamp(crop.left, 0, width - size),
    top: clamp(crop.top, 0, height - size),
    size,
  };
}

export function moved(picture: Size, crop: Crop, right: number, down: number): Crop {
  return within(picture, { ...crop, left: crop.left + right, top: crop.top + down });
}

/** Larger or smaller around its middle. */
export function resized(picture: Size, crop: Crop, size: number): Crop {
  const inside = within(picture, { ...crop, size }).size;
  const shift = (crop.size - inside) / 2;
  return within(picture, { left: crop.left + shift, top: crop.top + shift, size: inside });
}

export const boxOf = ({ left, top, size }: Crop): Box => ({ left, top, width: size, height: size });
