import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { sha256 } from '../../../../web/src/base/sha256';

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** FIPS 180-4's own examples (NIST, "Secure Hash Standard": one block, two blocks, none). */
const published = [
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
] as const;

afterEach(() => void vi.unstubAllGlobals());

test.each([
  ['with the browser’s own hash', globalThis.crypto],
  ['at an address that is not secure, which has none', {}],
  ['without any crypto', undefined],
])('%s: the published values, and Node’s', async (_, crypto) => {
  vi.stubGlobal('crypto', crypto);
  for (const [text, value] of published) expect(await sha256(bytesOf(text))).toBe(value);
  const bytes = new Uint8Array(1_000_003).map((_, i) => (i * i) % 251);
  expect(await sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
});
