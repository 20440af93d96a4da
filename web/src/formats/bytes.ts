/** Float32 numbers as the bytes that every format of weights holds. */

export const elementCount = (shape: number[]) => shape.reduce((product, n) => product * n, 1);

/** The little-endian bytes of float32 numbers. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/** Float32 numbers from little-endian bytes at any offset. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  // A copy, for the numbers may begin at any byte. (Node's Buffer.slice makes none.)
  return new Float32Array(new Uint8Array(bytes).buffer);
}
