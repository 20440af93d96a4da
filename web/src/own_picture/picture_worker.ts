/** Opens the learner's pictures beside the page, so that it stays free. */
import { serve, type Endpoint } from '../engine/protocol';
import type { RgbPicture } from '../picture_files/area_average';
import { openPicture } from '../picture_files/open_picture';

export interface PictureCalls {
  open: { ask: { file: Blob }; answer: RgbPicture };
}

serve<PictureCalls, Record<string, never>>(self as unknown as Endpoint, {
  open: ({ file }) => openPicture(file),
});
