import { badFile } from './fault';

/** The bytes of a file that the learner has chosen; throws Refused where they are too many or cannot be read. */
export async function readFile(file: Blob, most: number): Promise<Uint8Array> {
  if (file.size > most) throw badFile('file_too_large', { most });
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // It was moved or changed since, or may not be read: the browser has a name for it.
    throw badFile('file_not_read', { what: error instanceof Error ? error.name : '' });
  }
}
