import { sha256 } from '../base/sha256';

/** Two spellings of a name that a person takes for the same. */
export const plainName = (name: string) =>
  name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

/**
 * The seed of a learner in an assignment: the first 32 bits of the SHA-256 of its key and the name.
 * Everyone has other numbers, so a record that was copied from another learner's shows.
 */
export async function learnerSeed(name: string, assignment: string): Promise<number> {
  const text = `${assignment}\n${plainName(name)}`;
  const hash = await sha256(new TextEncoder().encode(text));
  return Number.parseInt(hash.slice(0, 8), 16);
}

/** `cnn-lab-record-Ada-Lovelace-biology-7.json`; no part of it is a sign that a file system minds. */
export function recordFileName(name: string, assignment: string | null): string {
  const parts = [name, assignment ?? ''].map((part) =>
    Array.from(
      part
        .normalize('NFC')
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, ''),
    )
      .slice(0, 60)
      .join(''),
  );
  return `${['cnn-lab-record', ...parts].filter(Boolean).join('-')}.json`;
}
