/**
 * The text of a file, whichever way an editor or a shell wrote it: UTF-8 or UTF-16, with a byte
 * order mark or without. Throws a TypeError where the bytes are not such text.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
}

/** The same for a program: what its comments hold in an older encoding becomes U+FFFD. */
export function decodeProgram(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** The decoders of these names take a byte order mark off. */
function encodingOf(bytes: Uint8Array): string {
  // A text that begins with a letter of ASCII has a zero beside it in UTF-16, mark or not.
  const [first, second] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first! > 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second! > 0);
  return isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8';
}
