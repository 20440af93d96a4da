/** Pictures as people have them, made by code; what no code here can make is small and written down. */
import { zipSync } from 'fflate';
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

/** The chunks of a PNG: [name, data] of each. */
function chunksOf(bytes) {
  const chunks = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    chunks.push([bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at))]); // prettier-ignore
  return chunks;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  const crc = body.reduce((sum, byte) => crcTable[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff);
  ends.writeUInt32BE(~crc >>> 0, 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

const words = (...numbers) => {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, 4 * i));
  return bytes;
};

/** Two PNGs of one size as one that moves (APNG). */
export function movingPng(first, second) {
  const [one, two] = [first, second].map((bytes) => chunksOf(Buffer.from(bytes)));
  const [, head] = one[0];
  const data = (chunks) => Buffer.concat(chunks.filter(([name]) => name === 'IDAT').map(([, own]) => own)); // prettier-ignore
  // Its number in the row, its size, no offset, a second long.
  const control = (number) =>
    chunk('fcTL', Buffer.concat([words(number, head.readUInt32BE(0), head.readUInt32BE(4), 0, 0), Buffer.from([0, 1, 0, 1, 0, 0])])); // prettier-ignore
  return Buffer.concat([
    Buffer.from(first).subarray(0, 8),
    chunk('IHDR', head),
    chunk('acTL', words(2, 0)),
    control(0),
    chunk('IDAT', data(one)),
    control(1),
    chunk('fdAT', Buffer.concat([words(2), data(two)])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Two WebPs of width×height as one that moves. */
export function movingWebp(width, height, stills) {
  const part = (name, data) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(name, 'latin1'), length, data, Buffer.alloc(data.length % 2)]); // prettier-ignore
  };
  const size = Buffer.alloc(6);
  size.writeUIntLE(width - 1, 0, 3);
  size.writeUIntLE(height - 1, 3, 3);
  /** The picture itself: a still has it alone, or behind parts that say how it looks. */
  const pictureOf = (still) => {
    for (let at = 12; ; at += 8 + still.readUInt32LE(at + 4) + (still.readUInt32LE(at + 4) % 2))
      if (/^VP8[ L]/.test(still.toString('latin1', at, at + 4)))
        return still.subarray(at, at + 8 + still.readUInt32LE(at + 4) + (still.readUInt32LE(at + 4) % 2)); // prettier-ignore
  };
  // No offset, its size, a second long, drawn over all that was there.
  const frames = stills.map((still) =>
    part('ANMF', Buffer.concat([Buffer.alloc(6), size, Buffer.from([232, 3, 0, 2]), pictureOf(Buffer.from(still))]))); // prettier-ignore
  const whole = Buffer.concat([
    Buffer.from('WEBP'),
    part('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size])),
    part('ANIM', Buffer.alloc(6)),
    ...frames,
  ]);
  return part('RIFF', whole);
}

/** Pictures {n,H,W,C} and labels as Keras's data sets are distributed: `parts` are arrays by name, each with its shape. */
export const npz = (parts) =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, { shape, bytes }]) => {
        const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
        const header = `${text.padEnd(117)}\n`;
        return [`${name}.npy`, Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([header.length, 0]), Buffer.from(header), bytes])]; // prettier-ignore
      }),
    ),
    { level: 0 },
  );

/**
 * So many pictures of each class, {H,W,C}: a class is as light as its number, and no two pictures are
 * the same.
 */
export function arraysOf([height, width, channels], classes, { training, test }) {
  const each = height * width * channels;
  const part = (count, seed) => {
    const labels = Uint8Array.from({ length: count * classes }, (_, i) => i % classes);
    const bytes = Buffer.alloc(labels.length * each);
    labels.forEach((label, i) => {
      bytes.fill(Math.round(40 + (160 * label) / classes), i * each, (i + 1) * each);
      bytes.writeUInt32LE(seed + i, i * each);
    });
    return [
      { shape: [labels.length, height, width, ...(channels === 1 ? [] : [channels])], bytes },
      { shape: [labels.length], bytes: Buffer.from(labels) },
    ];
  };
  const [x_train, y_train] = part(training, 0);
  const [x_test, y_test] = part(test, 1e6);
  return npz({ x_train, y_train, x_test, y_test });
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
