/**
 * What has been trained to verify records, kept so that it is trained once: for each run its epochs,
 * with the weights' SHA-256 after each. The key says all that decides its bits: the engine's version
 * and arithmetic, the network, the settings, the pictures.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../whole_file.mjs';

const format = 'cnnlab-kept/1';

export const keyOf = (text) => createHash('sha256').update(text).digest('hex');

/** The runs kept in a folder. */
export function keptRuns(folder) {
  const fileOf = (key) => path.join(folder, `${key}.json`);
  return {
    /** { epochs, ended }: none where nothing is kept, or where what is kept is damaged. */
    async read(key) {
      try {
        const { epochs, ended, ...about } = JSON.parse(await readFile(fileOf(key), 'utf8'));
        if (about.format === format && about.key === key) return { epochs, ended };
      } catch {
        // Then it is trained again.
      }
      return { epochs: [], ended: false };
    },
    async write(key, { epochs, ended }) {
      await mkdir(folder, { recursive: true });
      await writeWhole(fileOf(key), `${JSON.stringify({ format, key, ended, epochs })}\n`);
    },
  };
}
