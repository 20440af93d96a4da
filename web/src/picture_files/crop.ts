import { clamp } from '../ui/arrow_keys';
import type { Box, RgbPicture } from './area_average';

/** A part of a picture, in its pixels; it is as wide for its height as the pictures of the data. */
export interface Crop {
  left: number;
  top: number;
  /** The longer side. */
  size: number;
}

/** The smallest part that may be cut out. */
export const leastSize = 16;

type Size = Pick<RgbPicture, 'width' | 'height'>;

/** `aspect` is the width of the part for a height of 1. */
const sidesOf = (size: number, aspect: number): Size => ({
  width: size * Math.min(1, aspect),
  height: size / Math.max(1, aspect),
});

/** The longer side of the largest part that is in the picture. */
export const mostSize = ({ width, height }: Size, aspect = 1): number => {
  const sides = sidesOf(1, aspect);
  return Math.min(width / sides.width, height / sides.height);
};

/** The largest part, in the middle. */
export function wholeCrop(picture: Size, aspect = 1): Crop {
  const size = mostSize(picture, aspect);
  const { width, height } = sidesOf(size, aspect);
  return { left: (picture.width - width) / 2, top: (picture.height - height) / 2, size };
}

/** The same part as near as it can be inside the picture. */
export function within(picture: Size, crop: Crop, aspect = 1): Crop {
  const most = mostSize(picture, aspect);
  const size = clamp(crop.size, Math.min(leastSize, most), most);
  const { width, height } = sidesOf(size, aspect);
  return {
    left: clamp(crop.left, 0, picture.width - width),
    top: clamp(crop.top, 0, picture.height - height),
    size,
  };
}

export function moved(picture: Size, crop: Crop, right: number, down: number, aspect = 1): Crop {
  return within(picture, { ...crop, left: crop.left + right, top: crop.top + down }, aspect);
}

/** Larger or smaller around its middle. */
export function resized(picture: Size, crop: Crop, size: number, aspect = 1): Crop {
  const inside = within(picture, { ...crop, size }, aspect).size;
  const shift = sidesOf((crop.size - inside) / 2, aspect);
  const around = { left: crop.left + shift.width, top: crop.top + shift.height, size: inside };
  return within(picture, around, aspect);
}

export const boxOf = ({ left, top, size }: Crop, aspect = 1): Box => ({
  left,
  top,
  ...sidesOf(size, aspect),
});
