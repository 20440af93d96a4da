/**
 * Pictures as the content of a shard (assets/PACK.md): labels, then of each picture the residuals of
 * its planes G, R-G, B-G. The engine takes pictures in no other form.
 */
const side = 32;
const plane = side * side;
const pictureBytes = 3 * plane;

/** The median edge predictor of JPEG-LS: what a pixel is expected to be. */
function predicted(values: Uint8Array, row: number, column: number): number {
  const here = row * side + column;
  const left = column > 0 ? values[here - 1]! : 0;
  const above = row > 0 ? values[here - side]! : 0;
  const corner = column > 0 && row > 0 ? values[here - side - 1]! : 0;
  if (corner >= Math.max(left, above)) return Math.min(left, above);
  if (corner <= Math.min(left, above)) return Math.max(left, above);
  return left + above - corner;
}

/** `pixels` {n,32,32,3}, `labels` {n}. */
export function shardPayload(pixels: Uint8Array, labels: Uint8Array): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(labels.length * (1 + pictureBytes));
  payload.set(labels);
  const values = new Uint8Array(plane);
  for (let picture = 0; picture < labels.length; ++picture) {
    const from = picture * pictureBytes;
    for (const [target, channel] of [1, 0, 2].entries()) {
      for (let i = 0; i < plane; ++i) {
        const green = pixels[from + 3 * i + 1]!;
        values[i] = channel === 1 ? green : pixels[from + 3 * i + channel]! - green;
      }
      const to = labels.length + from + target * plane;
      for (let i = 0; i < plane; ++i)
        payload[to + i] = values[i]! - predicted(values, Math.floor(i / side), i % side);
    }
  }
  return payload;
}
