/** Files that the learner chose or dropped, each with its path from what was chosen. */
export interface GivenFile {
  path: string;
  file: File;
}

export const chosen = (files: Iterable<File>): GivenFile[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/**
 * What was dropped, folders with all that is in them. To be called while the event lasts: what it
 * carries is gone a moment later. `stopped` ends it early, in a folder of very many.
 */
export function dropped(
  transfer: DataTransfer,
  most: number,
  stopped: () => boolean = () => false,
): Promise<GivenFile[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry?.() ?? null)
    .filter((entry) => entry !== null);
  if (entries.length === 0) return Promise.resolve(chosen(transfer.files));
  return (async () => {
    const found: GivenFile[] = [];
    // One more than may be: that is what tells that there are too many.
    const visit = async (entry: FileSystemEntry): Promise<void> => {
      if (found.length > most || stopped()) return;
      if (entry.isFile) {
        const file = await new Promise<File | null>((done) =>
          (entry as FileSystemFileEntry).file(done, () => done(null)),
        );
        if (file) found.push({ path: entry.fullPath.replace(/^\//, ''), file });
        return;
      }
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      // A browser gives a hundred at a time.
      for (;;) {
        const some = await new Promise<FileSystemEntry[]>((done) =>
          reader.readEntries(done, () => done([])),
        );
        if (some.length === 0) return;
        for (const one of some) await visit(one);
      }
    };
    for (const entry of entries) await visit(entry);
    return found;
  })();
}
