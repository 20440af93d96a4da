/** RGB bytes {height,width,3}. */
export interface RgbPicture {
  width: number;
  height: number;
  pixels: Uint8Array<ArrayBuffer>;
}

/** A rectangle of a picture, in its pixels; its edges may lie within pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Source pixels that one output pixel covers along one side, with how much of each. */
function coverage(begin: number, length: number, outputs: number, size: number) {
  return Array.from({ length: outputs }, (_, i) => {
    const from = begin + (i * length) / outputs;
    const to = begin + ((i + 1) * length) / outputs;
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(size, Math.ceil(to));
    const shares: number[] = [];
    for (let at = first; at < last; ++at) shares.push(Math.min(to, at + 1) - Math.max(from, at));
    return { first, shares };
  });
}

/**
 * The box, made `width` x `height` pixels large: each is the mean of the area it covers. The mean is
 * taken of the bytes as they are, as it was for the small pictures of CIFAR-10: not of light.
 */
export function areaAverage(
  source: RgbPicture,
  box: Box,
  width: number,
  height: number,
): RgbPicture {
  const rows = coverage(box.top, box.height, height, source.height);
  const columns = coverage(box.left, box.width, width, source.width);
  const pixels = new Uint8Array(3 * width * height);
  let at = 0;
  for (const row of rows)
    for (const column of columns) {
      let [red, green, blue, area] = [0, 0, 0, 0];
      for (let i = 0; i < row.shares.length; ++i) {
        let from = 3 * ((row.first + i) * source.width + column.first);
        for (const share of column.shares) {
          const part = share * row.shares[i]!;
          red += part * source.pixels[from]!;
          green += part * source.pixels[from + 1]!;
          blue += part * source.pixels[from + 2]!;
          area += part;
          from += 3;
        }
      }
      pixels[at++] = Math.round(red / area);
      pixels[at++] = Math.round(green / area);
      pixels[at++] = Math.round(blue / area);
    }
  return { width, height, pixels };
}
