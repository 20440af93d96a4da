/** Which class a picture is of: its folder says so. */

/** What systems put beside pictures, and nobody chose. */
const systemFiles =
  /(^|\/)(\.[^/]*|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r)$|(^|\/)(__macosx|\.[^/]+)\//i;

/** Folders, and files that were not put there by a person: they are passed over in silence. */
export const isPassedOver = (path: string) => path.endsWith('/') || systemFiles.test(path);

/** Folders that data sets are cut into, above those of their classes. */
const parts = new Set(['train', 'training', 'test', 'testing', 'val', 'valid', 'validation']);

/**
 * The class of each picture, by the folder in which the paths begin to differ; null for a picture in
 * no folder. Where all lie in one folder, that is the class.
 */
export function classesOfPaths(paths: readonly string[]): (string | null)[] {
  const folders = paths.map((path) => path.split('/').filter(Boolean).slice(0, -1));
  const [first = []] = folders;
  const shared = folders.reduce((most, own) => {
    let at = 0;
    while (at < most && own[at] === first[at]) at += 1;
    return at;
  }, first.length);
  return folders.map((own) => {
    const below = own.slice(shared);
    const name = below.find((folder) => !parts.has(folder.toLowerCase()));
    return name ?? own.at(-1) ?? null;
  });
}
