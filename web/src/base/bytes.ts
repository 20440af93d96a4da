/** Float32 numbers as the bytes that every format of weights holds. */

export const elementCount = (shape: number[]) => shape.reduce((product, n) => product * n, 1);

/** The little-endian bytes of float32 numbers. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
