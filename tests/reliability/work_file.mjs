/** An independent reader of the file that "Download my work" makes (web/src/storage/work.ts). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { button, downloaded } from '../web/browser/page.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** { header, snapshot } of a file's bytes; throws where the checksum is wrong. */
export function readWork(bytes) {
  assert.equal(bytes.subarray(0, 8).toString('latin1'), 'CNNLABW1');
  assert.equal(bytes.subarray(8, 40).toString('hex'), sha256(bytes.subarray(40)));
  const length = bytes.readUInt32LE(40);
  const header = JSON.parse(bytes.subarray(44, 44 + length).toString('utf8'));
  return { header, snapshot: bytes.subarray(44 + length) };
}

/** Presses "Download my work" and returns the file's bytes. */
export async function downloadWork(page) {
  const { bytes } = await downloaded(page, () => button(page, 'Download my work').click());
  return bytes;
}

/**
 * SHA-256 of the run's whole state: model, settings, history, weights and the optimizer's moments.
 * Two runs that agree in it agree in every bit that training depends on.
 */
export async function snapshotDigest(page) {
  return sha256(readWork(await downloadWork(page)).snapshot);
}

/**
 * { header, digest } of the newest copy in the page's IndexedDB, read without the page's own code;
 * null when there is none. `digest` is what snapshotDigest gives.
 */
export async function keptWork(page) {
  return page.evaluate(async () => {
    const settled = (request) =>
      new Promise((done, fail) => {
        request.onerror = () => fail(request.error);
        request.onsuccess = () => done(request.result);
      });
    const database = await settled(indexedDB.open('cnn-lab'));
    const slots = await settled(database.transaction('slots').objectStore('slots').getAll());
    database.close();
    const newest = slots.sort((one, other) => other.sequence - one.sequence)[0];
    if (!newest) return null;
    const { bytes } = newest;
    const end = 44 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(40, true);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.subarray(end)));
    return {
      header: JSON.parse(new TextDecoder().decode(bytes.subarray(44, end))),
      digest: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    };
  });
}
