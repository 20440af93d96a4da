/** Readers of weight files that share nothing with the page's writers: all numbers, as one hash. */
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';

const hashOf = (arrays) => {
  const hash = createHash('sha256');
  for (const bytes of arrays) hash.update(bytes);
  return hash.digest('hex');
};

/** NumPy's arrays in the archive's order (NEP 1: 10 bytes, the header's length, the numbers). */
export function npzHash(archive) {
  const arrays = Object.values(unzipSync(archive)).map((array) => {
    const view = new DataView(array.buffer, array.byteOffset);
    const start = 10 + view.getUint16(8, true);
    const header = Buffer.from(array.subarray(10, start)).toString('latin1');
    if (!/'descr': '<f4', 'fortran_order': False/.test(header)) throw new Error(header);
    return array.subarray(start);
  });
  return hashOf(arrays);
}

/** Safetensors: the header's length in 8 bytes, a JSON header, then the tensors where it says. */
export function safetensorsHash(bytes) {
  const start = 8 + Number(bytes.readBigUInt64LE());
  const { __metadata__, ...tensors } = JSON.parse(bytes.subarray(8, start).toString());
  return hashOf(
    Object.values(tensors).map(({ dtype, data_offsets: [from, to] }) => {
      if (dtype !== 'F32') throw new Error(dtype);
      return bytes.subarray(start + from, start + to);
    }),
  );
}
