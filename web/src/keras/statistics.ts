import type { Pictures } from './values';
import { isCifar10 } from '../model/data_description';
import { numberOf } from './arrays';

/**
 * Sums of all numbers of 0..255 of each channel, and of their squares: whole numbers, so that means
 * and deviations of the pictures are known here to the last bit (counted over the pack's pictures).
 */
const sums = {
  train: {
    first: [6415714204, 6295060180, 5829907619],
    second: [1007102432534, 971356520230, 891641299129],
  },
  test: {
    first: [1290492328, 1266775083, 1176108223],
    second: [203142822772, 195994125155, 180646015723],
  },
};

/** What the pictures' mean or deviation is, over everything or for each channel; null: not known. */
export function statistic(
  pictures: Pictures,
  what: 'mean' | 'std' | 'var' | 'max' | 'min',
  byChannel: boolean,
): number[] | null {
  const { split } = pictures;
  const { description, counts } = pictures.data;
  if (!isCifar10(description)) return null;
  if (pictures.of !== 'images' || pictures.trouble) return null;
  const at = (values: number[], i: number) => values[i % values.length]!;
  // Both ends of 0..255 are in every stretch of the pictures that anyone takes.
  if (what === 'max' || what === 'min') {
    if (byChannel || pictures.scale.length > 1) return null;
    const ends = [0, 255].map((pixel) => pixel * pictures.scale[0]! + pictures.offset[0]!);
    return [Math[what](...ends)];
  }
  if (numberOf(pictures) !== counts[split]) return null;
  const count = counts[split] * 1024;
  const channel = [0, 1, 2].map((i) => {
    const scale = at(pictures.scale, i);
    const mean = sums[split].first[i]! / count;
    const square = sums[split].second[i]! / count;
    return { mean: mean * scale + at(pictures.offset, i), variance: (square - mean * mean) * scale * scale }; // prettier-ignore
  });
  const values = byChannel ? channel : [together(channel)];
  return values.map(({ mean, variance }) =>
    what === 'mean' ? mean : what === 'var' ? variance : Math.sqrt(variance),
  );
}

/** Mean and variance of channels of one size, taken together. */
function together(channels: { mean: number; variance: number }[]) {
  const mean = channels.reduce((sum, one) => sum + one.mean, 0) / channels.length;
  const square = channels.reduce((sum, one) => sum + one.variance + one.mean ** 2, 0) / channels.length; // prettier-ignore
  return { mean, variance: square - mean * mean };
}
