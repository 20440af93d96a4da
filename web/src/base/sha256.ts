/** The browser's own hash is faster, and missing where the address is not secure (plain HTTP). */
export async function sha256Bytes(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle) return new Uint8Array(await subtle.digest('SHA-256', bytes));
  const { sha256 } = await import('@noble/hashes/sha2.js');
  return sha256(bytes);
}

/** As 64 hexadecimal digits. */
export const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
  Array.from(await sha256Bytes(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
