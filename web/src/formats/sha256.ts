export const sha256Bytes = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** As 64 hexadecimal digits. */
export const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
  Array.from(await sha256Bytes(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
