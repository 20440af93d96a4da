/** The wire format of Protocol Buffers, as far as a writer of ONNX needs it. */

export type Field = Uint8Array[];

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

const tag = (field: number, wireType: number) => varint(field * 8 + wireType);

/** A whole number from 0 up. */
export const integer = (field: number, value: number): Field => [tag(field, 0), varint(value)];

export function float(field: number, value: number): Field {
  return [tag(field, 5), new Uint8Array(Float32Array.of(value).buffer)];
}

export const bytes = (field: number, value: Uint8Array): Field => [
  tag(field, 2),
  varint(value.length),
  value,
];

export const text = (field: number, value: string): Field =>
  bytes(field, new TextEncoder().encode(value));

/** A message inside another one. */
export const message = (field: number, ...fields: Field[]): Field =>
  bytes(field, join(fields.flat()));

export function join(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
