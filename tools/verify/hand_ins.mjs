/** What a class has handed in: the files of folders, read as records. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const isHidden = (name) => path.basename(name).startsWith('.') || name.includes('__MACOSX');

/** The .json files in a folder and in those inside it, as course systems pack what is handed in. */
async function recordsIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !isHidden(path.relative(folder, file)))
    .sort();
}

/** `file` as the table and the lines call it: within its folder. */
async function readOne(place, file, page) {
  let bytes;
  try {
    bytes = await readFile(place);
  } catch (error) {
    const state = error.code === 'ENOENT' ? 'missing' : 'unreadable';
    return { file, state, why: state === 'missing' ? 'there is no such file' : error.message };
  }
  try {
    return { file, state: 'read', ...(await page.record.readRecord(bytes)) };
  } catch (error) {
    if (!error.fault) throw error;
    return { file, state: 'unreadable', why: `no record: ${page.faults.tell(error.fault)}` };
  }
}

/**
 * All records of files and folders, in order: { file, state, … }, `read` with { record, isSealed }, or
 * `unreadable` or `missing` with { why }.
 */
export async function readHandIns(places, page) {
  const handIns = [];
  for (const place of places) {
    const isFolder = (await stat(place).catch(() => null))?.isDirectory() ?? false;
    const files = isFolder ? await recordsIn(place) : [place];
    if (files.length === 0)
      handIns.push({ file: place, state: 'missing', why: 'there is no record (.json) in this folder' }); // prettier-ignore
    for (const file of files)
      handIns.push(await readOne(file, isFolder ? path.relative(place, file) : file, page));
  }
  return handIns;
}
