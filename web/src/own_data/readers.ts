/** What the worker does that reads the learner's pictures: one small picture, or arrays. */
import { badFile, faultOf, refusal, Refused, thrown, type Reply } from '../base/fault';
import { readFile } from '../base/read_file';
import { sha256 } from '../base/sha256';
import type { Call, Handlers } from '../engine/protocol';
import { openZip } from '../formats/zip';
import { areaAverage } from '../picture_files/area_average';
import { boxOf, wholeCrop } from '../picture_files/crop';
import { limits as pictureLimits, readPicture } from '../picture_files/open_picture';
import { limits } from './limits';
import { readArrays, type ArraySet } from './read_arrays';

/** A picture as the network will see it. */
export interface SmallPicture {
  /** {32,32,3} */
  pixels: Uint8Array;
  /** SHA-256 of the pixels: what tells two pictures apart. */
  hash: string;
  /** The file has several, of which this is the first. */
  isMoving: boolean;
}

interface ZipAsked {
  /** The same for the same file. */
  id: number;
  file: Blob;
}

export interface OwnDataCalls {
  picture: Call<{ file: Blob }, SmallPicture>;
  /** The names of its entries. */
  zip: Call<ZipAsked, string[]>;
  zipPicture: Call<ZipAsked & { entry: number }, SmallPicture>;
  arrays: Call<{ files: { name: string; file: Blob }[] }, ArraySet>;
}

type Zip = ReturnType<typeof openZip>;
/** The zip that was read last. */
let open: { id: number; zip: Promise<Zip> } | null = null;

function zipOf({ id, file }: ZipAsked): Promise<Zip> {
  if (open?.id !== id) {
    const zip = readFile(file, limits.fileBytes).then((bytes) => openZip(bytes, limits.zip));
    open = { id, zip };
  }
  return open.zip;
}

async function small(file: Blob): Promise<Reply<SmallPicture>> {
  const reply = await readPicture(file, limits.leastSide);
  if (!reply.ok) return reply;
  const { picture, isMoving } = reply.value;
  const { side } = limits;
  const { pixels } = areaAverage(picture, boxOf(wholeCrop(picture)), side, side);
  return { ok: true, value: { pixels, hash: await sha256(pixels), isMoving } };
}

async function tried<T>(act: () => Promise<Reply<T>>): Promise<Reply<T>> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused) return refusal(error.fault);
    return refusal(thrown(error, 'bad_file'));
  }
}

export const readers: Handlers<OwnDataCalls> = {
  picture: ({ file }) => tried(() => small(file)),
  zip: (ask) =>
    tried(async () => ({ ok: true, value: (await zipOf(ask)).map(({ name }) => name) })),
  zipPicture: ({ entry, ...ask }) =>
    tried(async () => {
      const { name, size, read } = (await zipOf(ask))[entry]!;
      if (/\.zip$/i.test(name)) throw badFile('data_zip_in_zip', {});
      const most = pictureLimits.bytes;
      if (size > most)
        return refusal(faultOf('bad_picture', 'picture_too_large', { bytes: size, most }));
      return small(new Blob([read() as Uint8Array<ArrayBuffer>]));
    }),
  arrays: ({ files }) =>
    tried(async () => {
      const read = files.map(async ({ name, file }) => ({
        name,
        bytes: await readFile(file, limits.fileBytes),
      }));
      return { ok: true, value: readArrays(await Promise.all(read)) };
    }),
};
