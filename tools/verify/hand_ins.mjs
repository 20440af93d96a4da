/** What a class has handed in: the files of folders, read as records. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

const isHidden = (name) => name.startsWith('.') || name === '__MACOSX';
const isRecord = (name) => /\.json$/i.test(name);

/** Why something cannot be read, for the person who asked for it. */
const whyNot = ({ code, message }) =>
  ({ EACCES: 'it may not be read', EPERM: 'it may not be read', ENOENT: 'there is no such file' })[code] ?? message; // prettier-ignore

/**
 * The .json files in a folder and in those inside it, as course systems pack what is handed in: their
 * places, in order, and the folders that may not be looked into. Links to files count as files.
 */
async function recordsIn(folder) {
  const files = [];
  const closed = [];
  const look = async (place) => {
    const entries = await readdir(place, { withFileTypes: true }).catch((error) => {
      closed.push({ place, why: whyNot(error) });
      return [];
    });
    for (const entry of entries) {
      const inside = path.join(place, entry.name);
      if (isHidden(entry.name)) continue;
      if (entry.isDirectory()) await look(inside);
      // A link that leads nowhere is a file that is missing.
      else if (isRecord(entry.name) && ((await statusOf(inside))?.isFile() ?? true))
        files.push(inside);
    }
  };
  await look(folder);
  return { files: files.sort(), closed };
}

const statusOf = (place) => stat(place).catch(() => null);
const isFolder = async (place) => (await statusOf(place))?.isDirectory() ?? false;

/** `file` as the table and the lines call it: within its folder. */
async function readOne(place, file, page) {
  let bytes;
  try {
    bytes = await readFile(place);
  } catch (error) {
    const state = error.code === 'ENOENT' ? 'missing' : 'unreadable';
    return { file, state, why: whyNot(error) };
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
  // A file that is named twice, or stands in two of the folders, is handed in once.
  const seen = new Set();
  for (const place of places) {
    const whole = await isFolder(place);
    const { files, closed } = whole ? await recordsIn(place) : { files: [place], closed: [] };
    if (files.length === 0 && closed.length === 0)
      handIns.push({ file: place, state: 'missing', why: 'there is no record (.json) in this folder' }); // prettier-ignore
    // Of several folders, two may have files of one name.
    const named = (file) => (whole && places.length === 1 ? path.relative(place, file) || place : file); // prettier-ignore
    for (const { place: inside, why } of closed)
      handIns.push({ file: named(inside), state: 'unreadable', why: `the folder cannot be looked into: ${why}` }); // prettier-ignore
    for (const file of files) {
      const real = await realpath(file).catch(() => path.resolve(file));
      if (seen.has(real)) continue;
      seen.add(real);
      handIns.push(await readOne(file, named(file), page));
    }
  }
  return handIns;
}
