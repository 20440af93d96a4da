import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import {
  checkRecords,
  cifar10,
  readNpmPackage,
  readOfficialArchive,
  readTarGz,
  recordsOfSprite,
} from '../../tools/archives.mjs';
import { RECORD, sha256 } from '../../tools/pack.mjs';
import { recordsWith, tarGz } from './made_up.mjs';

describe('a .tar.gz', () => {
  const archive = tarGz({ 'a/one.txt': Buffer.from('one'), 'a/two.bin': Buffer.alloc(513, 2) });

  it('gives its files', () => {
    const files = readTarGz(archive);
    assert.deepEqual([...files.keys()], ['a/one.txt', 'a/two.bin']);
    assert.equal(files.get('a/one.txt').toString(), 'one');
    assert.deepEqual(files.get('a/two.bin'), Buffer.alloc(513, 2));
  });

  it('is read where it was unpacked on the way and kept its name', () => {
    const tar = gunzipSync(archive);
    assert.deepEqual(readTarGz(tar), readTarGz(archive));
    assert.throws(() => readTarGz(tar.subarray(0, 700)), /ends too early/);
    tar[3] ^= 1;
    assert.throws(() => readTarGz(tar), /no sound gzip file/);
  });

  it('is refused with a sentence when cut, foreign or no tar inside', () => {
    assert.throws(() => readTarGz(archive.subarray(0, archive.length - 20)), /ends too early/);
    assert.throws(() => readTarGz(gzipSync(gunzipSync(archive).subarray(0, 700))), /ends too/);
    assert.throws(() => readTarGz(Buffer.from('plain text')), /no sound gzip file/);
    assert.throws(() => readTarGz(gzipSync(Buffer.alloc(2048, 65))), /no tar file/);
  });

  it('is refused when a size is no number, though the checksum is right', () => {
    const tar = gunzipSync(archive);
    // Eleven digits (0x30) become x (0x78); the checksum, six octal digits, grows accordingly.
    const digits = tar.toString('latin1', 124, 135);
    const grown = [...digits].reduce((sum, digit) => sum + 0x78 - digit.charCodeAt(0), 0);
    const checksum = parseInt(tar.toString('latin1', 148, 154), 8) + grown;
    tar.write('x'.repeat(11), 124);
    tar.write(checksum.toString(8).padStart(6, '0'), 148);
    assert.throws(() => readTarGz(gzipSync(tar)), /ends too early/);
  });
});

describe('a sprite', () => {
  const png = new PNG({ width: 1024, height: 3, colorType: 2 });
  for (let i = 0; i < 3 * 1024; i++) {
    png.data.set([i % 251, (i * 3) % 253, (i * 7) % 255, 255], i * 4);
  }
  const bytes = PNG.sync.write(png, { colorType: 2 });

  it('becomes records: a label, then red, green and blue planes', () => {
    const records = recordsOfSprite('three.png', bytes, [4, 0, 9]);
    assert.equal(records.length, 3 * RECORD);
    assert.deepEqual(
      [0, 1, 2].map((i) => records[i * RECORD]),
      [4, 0, 9],
    );
    // Pixel 5 of picture 2 is pixel 2 * 1024 + 5 = 2053 of the sprite.
    const at = 2 * RECORD + 1 + 5;
    assert.deepEqual(
      [records[at], records[at + 1024], records[at + 2048]],
      [2053 % 251, (2053 * 3) % 253, (2053 * 7) % 255],
    );
  });

  it('is refused when damaged or of another size', () => {
    assert.throws(() => recordsOfSprite('x.png', bytes.subarray(0, 90), [1, 2, 3]), /x.png is dam/);
    assert.throws(() => recordsOfSprite('x.png', bytes, [1, 2]), /1024x3, expected 1024x2/);
  });
});

describe('an archive', () => {
  it('of another kind is refused by what it lacks', () => {
    const other = tarGz({ 'readme.txt': Buffer.from('hello') });
    assert.throws(() => readOfficialArchive(other), /holds no cifar-10-batches-bin\/data_batch_1/);
    assert.throws(() => readNpmPackage(other), /holds no package\/train_lables.json/);
  });

  it('with a short batch is refused by its size', () => {
    const short = tarGz({ 'cifar-10-batches-bin/data_batch_1.bin': recordsWith([1, 2]) });
    assert.throws(() => readOfficialArchive(short), /has 6146 bytes, expected 30730000/);
  });
});

describe('the check', () => {
  const labels = [3, 8, 0, 1, 2, 4, 5, 6, 7, 9];
  const records = recordsWith(labels);
  const known = {
    count: 10,
    labels: [3, 8, 0],
    pixel: [1, 1025, 2049].map((at) => records[at]),
    sha256: sha256(records),
  };
  const refusal = (change, pattern) => {
    const changed = Buffer.from(records);
    change(changed);
    assert.throws(() => checkRecords('test', changed, known), pattern);
  };

  it('passes what it knows', () => {
    checkRecords('test', records, known);
  });

  it('refuses another count, label, class balance, first label, first pixel or any other byte', () => {
    assert.throws(
      () => checkRecords('test', records.subarray(RECORD), known),
      /test pictures number 9, expected 10/,
    );
    refusal((bytes) => (bytes[RECORD] = 10), /test picture 1 has label 10/);
    refusal((bytes) => (bytes[RECORD] = 9), /test pictures of class ship number 0, expected 1/);
    refusal((bytes) => {
      bytes[0] = 8;
      bytes[RECORD] = 3;
    }, /test labels start 8 3 0, expected 3 8 0/);
    refusal((bytes) => (bytes[1] ^= 255), /test picture 0 starts with pixel/);
    refusal((bytes) => (bytes[bytes.length - 1] ^= 1), /test pictures have SHA-256/);
  });

  it('knows the published facts of CIFAR-10', () => {
    assert.deepEqual(cifar10.training.labels, [6, 9, 9, 4, 1, 1, 2, 7, 8, 3]);
    assert.deepEqual(cifar10.test.pixel, [158, 112, 49]);
    assert.equal(cifar10.training.count + cifar10.test.count, 60_000);
  });
});
