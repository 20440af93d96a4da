/**
 * The types of numbers that weights come in, by NumPy's names. The engine's are float32: narrower
 * ones are widened, which changes no value, and float64 is rounded to the nearest, as Keras does.
 */
export type NumberType = 'float16' | 'bfloat16' | 'float32' | 'float64';

export const bytesPerNumber: Record<NumberType, number> = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

export const isNumberType = (name: string): name is NumberType =>
  Object.hasOwn(bytesPerNumber, name);

/** Numbers that begin at any byte, as float32. */
export function float32Of(bytes: Uint8Array, type: NumberType, littleEndian = true): Float32Array {
  // A copy, because the numbers may begin at any byte. (Node's Buffer.slice makes none.)
  if (type === 'float32' && littleEndian) return new Float32Array(new Uint8Array(bytes).buffer);
  const size = bytesPerNumber[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers[type];
  const numbers = new Float32Array(bytes.length / size);
  for (let i = 0; i < numbers.length; ++i) numbers[i] = read(view, i * size, littleEndian);
  return numbers;
}

const bits = new DataView(new ArrayBuffer(4));

const readers: Record<NumberType, (view: DataView, at: number, little: boolean) => number> = {
  float16: (view, at, little) => half(view.getUint16(at, little)),
  // The upper half of a float32.
  bfloat16: (view, at, little) => {
    bits.setUint32(0, view.getUint16(at, little) << 16);
    return bits.getFloat32(0);
  },
  float32: (view, at, little) => view.getFloat32(at, little),
  float64: (view, at, little) => view.getFloat64(at, little),
};

/** IEEE 754's binary16: a sign, five bits of exponent, ten of fraction. */
function half(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 31;
  const fraction = word & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
