/** Pictures as people have them, made by code; what no code here can make is small and written down. */
import { PNG } from 'pngjs';
import { colour, png } from './test_picture.mjs';

/** 16×16, red, in CMYK, as print shops have them (ImageMagick 6.9). */
export const cmyk = Buffer.from(
  '/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBKUVJP/9sAQwEODg4TERMmFRUmTzUtNU9PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P/8AAFAgAEAAQBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAFB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAFB//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAOBAEAAhEDEQQAAD8AvgGU2acA/9k=',
  'base64',
);

/** The same picture with 16 bits a channel. */
export const deepPng = (width, height, pixel) => {
  const data = Buffer.alloc(8 * width * height);
  for (let i = 0; i < width * height; ++i)
    pixel(Math.floor(i / width), i % width).forEach((value, c) =>
      data.writeUInt16BE(value * 257, 8 * i + 2 * c),
    );
  return PNG.sync.write({ width, height, data }, { bitDepth: 16, colorType: 6 });
};

/** A JPEG with a note of the camera's: how it was held (EXIF's orientation). */
export function turned(jpeg, orientation) {
  const tiff = Buffer.from('4d4d002a00000008' + '0001' + '0112' + '0003' + '00000001' + '00000000' + '00000000', 'hex'); // prettier-ignore
  tiff.writeUInt16BE(orientation, 18);
  const note = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, note.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, note, jpeg.subarray(2)]);
}

/** Two pictures of 40×40 in a GIF: all of the first colour, then all of the second. */
export function movingGif([first, second]) {
  // LZW of 1,600 equal pixels without a dictionary: a clear code before every second pixel.
  const picture = (index) => {
    const bits = [];
    for (let i = 0; i < 1600; ++i) bits.push(...(i % 2 === 0 ? [4, index] : [index]));
    bits.push(5);
    const bytes = [];
    let [value, held] = [0, 0];
    for (const code of bits) {
      value |= code << held;
      held += 3;
      while (held >= 8) {
        bytes.push(value & 255);
        value >>= 8;
        held -= 8;
      }
    }
    if (held > 0) bytes.push(value);
    const blocks = [];
    for (let at = 0; at < bytes.length; at += 255) {
      const block = bytes.slice(at, at + 255);
      blocks.push(block.length, ...block);
    }
    return [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 40, 0, 40, 0, 0, 2, ...blocks, 0];
  };
  return Buffer.from([
    ...Buffer.from('GIF89a'),
    ...[40, 0, 40, 0, 0x81, 0, 0],
    ...first,
    ...second,
    ...[0, 0, 0, 0, 0, 0],
    ...picture(0),
    ...picture(1),
    0x3b,
  ]);
}

/** The first bytes of a PNG of 100 million pixels. */
export const hugePng = (() => {
  const bytes = Buffer.from(png(40, 40, colour));
  bytes.writeUInt32BE(10_000, 16);
  bytes.writeUInt32BE(10_000, 20);
  return bytes;
})();

/** As an iPhone writes it, as far as anybody looks who cannot read it. */
export const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0mif1heic'),
  Buffer.alloc(64),
]);
