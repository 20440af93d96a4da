import { expect, test } from 'vitest';
import type { Session } from '../../../../wasm/lab';
import { strongest } from '../../../../web/src/engine/strongest';

/** One layer {2,2,2}: picture i brings about i at one place of channel 1 and 100 - i in channel 0. */
const session = {
  pictures: (_: string, [index]: Uint32Array) => ({
    ok: true,
    value: { pixels: Uint8Array.of(index!), labels: new Uint8Array(1) },
  }),
  activations: ([index]: Uint8Array) => ({
    ok: true,
    value: [{ shape: [2, 2, 2], data: Float32Array.of(100 - index!, 0, 0, 0, 0, index!, 0, 0) }],
  }),
} as unknown as Session;

test('the pictures with the greatest activation in a channel, greatest first', async () => {
  const found = async (channel: number) => {
    const reply = await strongest(session, 0, channel, 20);
    return reply.ok ? reply.value.map(({ picture, activation }) => [picture, activation]) : reply.fault; // prettier-ignore
  };
  expect(await found(1)).toEqual([[19, 19], [18, 18], [17, 17], [16, 16], [15, 15], [14, 14]]); // prettier-ignore
  expect(await found(0)).toEqual([[0, 100], [1, 99], [2, 98], [3, 97], [4, 96], [5, 95]]); // prettier-ignore
});

test('a layer that the network no longer has is a fault, and no crash', async () => {
  const reply = await strongest(session, 7, 0, 20);
  expect(reply.ok || reply.fault.problem).toBe('network_replaced');
});
