import type { WeightTensor } from '../../../wasm/lab';
import { bytesOf } from '../base/bytes';

/**
 * The engine's saved run (core/train/run.cpp): "CNNLABS2", uint64 FNV-1a of all that follows, uint32
 * length of the header, the header (JSON), then float32 tensors, the weights first. Putting other
 * weights into a fresh one is how weights from a file come into the engine.
 */
export function withWeights(snapshot: Uint8Array, weights: WeightTensor[]): Uint8Array {
  const bytes = new Uint8Array(snapshot);
  const view = new DataView(bytes.buffer);
  let at = 20 + view.getUint32(16, true);
  for (const { data } of weights) {
    bytes.set(bytesOf(data), at);
    at += data.byteLength;
  }
  const [high, low] = fnv1a(bytes.subarray(16));
  view.setUint32(8, low, true);
  view.setUint32(12, high, true);
  return bytes;
}

/** FNV-1a, 64 bits, as its upper and lower half: JavaScript's own numbers hold no 64 bits. */
export function fnv1a(bytes: Uint8Array): [number, number] {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    // The prime is 2^40 + 0x1b3, so a product is a shift by 40 and one small multiplication.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low];
}
