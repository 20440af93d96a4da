import { describe, expect, test } from 'vitest';
// @ts-expect-error The tools are JavaScript.
import * as pack from '../../../../tools/pack.mjs';
import { shardPayload } from '../../../../web/src/engine/shard_payload';
import { shuffledFrom, shufflePixels } from '../../../../web/src/lesson/shuffle';

const { decodePicture } = pack as {
  decodePicture: (residuals: Uint8Array, planes: Uint8Array) => void;
};
const places = 32 * 32;
/** Two pictures of which no two neighbours are alike, in all of a byte's values. */
const pixels = Uint8Array.from(
  { length: 2 * 3 * places },
  (_, i) => (i * 167 + (i >> 7) * 31) % 256,
);

describe('the shuffle', () => {
  test('brings every pixel to one place, and nearly none to its own', () => {
    expect(new Set(shuffledFrom).size).toBe(places);
    const stayed = shuffledFrom.filter((from, to) => from === to).length;
    // Of a random shuffle one stays on average; more than 6 is less likely than 1 in 10,000.
    expect(stayed).toBeLessThanOrEqual(6);
  });

  test('is the same for every picture, and keeps the three colours of a pixel together', () => {
    const shuffled = shufflePixels(pixels);
    for (const picture of [0, 1])
      for (const to of [0, 500, places - 1]) {
        const at = (place: number) => 3 * (picture * places + place);
        expect([...shuffled.subarray(at(to), at(to) + 3)]).toEqual([
          ...pixels.subarray(at(shuffledFrom[to]!), at(shuffledFrom[to]!) + 3),
        ]);
      }
  });

  test('leaves no neighbourhoods: those who stood side by side are far apart', () => {
    let far = 0;
    for (let to = 0; to + 1 < places; ++to) {
      const [one, other] = [shuffledFrom[to]!, shuffledFrom[to + 1]!];
      far += Math.hypot((one >> 5) - (other >> 5), (one % 32) - (other % 32)) > 3 ? 1 : 0;
    }
    expect(far / places).toBeGreaterThan(0.93);
  });
});

describe('a shard made in the page', () => {
  test('is read back to the same pictures by the tool that reads the pack', () => {
    const payload = shardPayload(pixels, Uint8Array.of(7, 2));
    expect([...payload.subarray(0, 2)]).toEqual([7, 2]);
    for (const picture of [0, 1]) {
      const planes = new Uint8Array(3 * places);
      decodePicture(
        payload.subarray(2 + picture * 3 * places, 2 + (picture + 1) * 3 * places),
        planes,
      );
      const read = Uint8Array.from(planes, (_, i) => planes[(i % 3) * places + Math.floor(i / 3)]!);
      expect(read).toEqual(pixels.subarray(picture * 3 * places, (picture + 1) * 3 * places));
    }
  });
});
