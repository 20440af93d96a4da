/** A browser as far as reading pictures needs one: files whose pixels are known, and a worker. */
import { vi } from 'vitest';
import { serve, type Endpoint } from '../../../../web/src/engine/protocol';
import type { GivenFile } from '../../../../web/src/own_data/given_files';
import { readers, type OwnDataCalls } from '../../../../web/src/own_data/readers';

/**
 * The bytes of a picture that the browser below can decode: `side` pixels wide and high, all grey of
 * this level. It is no format of the world's.
 */
export const greyBytes = (level: number, side = 40) => Uint8Array.of(0x47, side, level);

export const greyFile = (path: string, level: number, side = 40): GivenFile => fileOf(path, greyBytes(level, side)); // prettier-ignore

export const fileOf = (path: string, bytes: Uint8Array): GivenFile => ({
  path,
  file: new File([bytes as BlobPart], path.split('/').at(-1)!),
});

class Bitmap {
  constructor(
    readonly width: number,
    readonly height: number,
    readonly level: number,
  ) {}
  close() {}
}

class Frame {
  readonly format = 'RGBX';
  readonly codedWidth: number;
  readonly codedHeight: number;
  constructor(private bitmap: Bitmap) {
    [this.codedWidth, this.codedHeight] = [bitmap.width, bitmap.height];
  }
  copyTo(bytes: Uint8Array) {
    bytes.fill(this.bitmap.level);
    return Promise.resolve();
  }
  close() {}
}

/** Decodes greyBytes, and runs the page's reader of own data where it would be a worker. */
export function standInBrowser() {
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    const [magic, side, level] = new Uint8Array(await file.arrayBuffer());
    if (magic !== 0x47) throw new Error('no picture');
    return new Bitmap(side!, side!, level!);
  });
  vi.stubGlobal('VideoFrame', Frame);
  vi.stubGlobal(
    'Worker',
    class {
      onmessage: ((event: { data: unknown }) => void) | null = null;
      private inside: Endpoint = {
        onmessage: null,
        postMessage: (data) => queueMicrotask(() => this.onmessage?.({ data })),
      };
      constructor() {
        serve<OwnDataCalls, Record<string, never>>(this.inside, readers);
      }
      postMessage(data: unknown) {
        queueMicrotask(() => this.inside.onmessage?.({ data } as MessageEvent));
      }
      terminate() {
        this.onmessage = null;
      }
    },
  );
}
