/** Files that are whole or not there: written under another name first. */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const unfinishedOf = (file) => `${file}.unfinished-${process.pid}`;

/** What a system's error means for the person who reads it. */
export function reasonOf(error) {
  const known = {
    EACCES: 'it may not be written to',
    EPERM: 'it may not be written to',
    EROFS: 'it is on a disk that can only be read',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota of this disk is used up',
    ENOTDIR: 'a file is in the way',
    EEXIST: 'a file is in the way',
    EISDIR: 'a folder is in the way',
    ENOENT: 'its folder is not there',
  };
  return known[error.code] ?? error.message;
}

/** Writes a file whole; what was there stays until then, and if it fails. */
export async function writeWhole(file, content) {
  const unfinished = unfinishedOf(file);
  try {
    const handle = await open(unfinished, 'w');
    try {
      await handle.writeFile(content);
      // On the disk before it takes the name: a full disk may say so only now.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
}

/** Makes a folder and those above it. (Node's own `recursive` never ends where a system makes none.) */
async function makeFolder(folder) {
  try {
    await mkdir(folder);
  } catch (error) {
    if (error.code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const above = path.dirname(path.resolve(folder));
    if (error.code !== 'ENOENT' || (await stat(above).catch(() => null))) throw error;
    await makeFolder(above);
    await mkdir(folder);
  }
}

/** Makes the folder if need be; throws unless files can be written in it under these names. */
export async function mustTakeFiles(folder, names) {
  await makeFolder(folder);
  for (const name of names)
    if ((await stat(path.join(folder, name)).catch(() => null))?.isDirectory())
      throw Object.assign(new Error(name), { code: 'EISDIR' });
  const probe = unfinishedOf(path.join(folder, 'probe'));
  try {
    await (await open(probe, 'w')).close();
  } finally {
    await rm(probe, { force: true });
  }
}
