import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { faultOf, refusal } from '../../../../web/src/base/fault';
import type { PageProblem, PageProblems } from '../../../../web/src/base/problems';
import type { ShardEntry } from '../../../../web/src/engine/protocol';
import { inflate, loadManifest, loadShard } from '../../../../web/src/engine/shards';

// Three pictures' worth of bytes that are neither constant nor even.
const payload = Uint8Array.from({ length: 3 * 3073 }, (_, i) => (i * i + (i >> 3)) & 255);
const good = deflateRawSync(payload);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const entry = (more: Partial<ShardEntry> = {}): ShardEntry => ({
  file: 'training-00.bin',
  split: 'training',
  first: 0,
  count: 3,
  bytes: good.length,
  sha256: hash(good),
  ...more,
});

/** What the server answers with, changed by each test. */
let answer: {
  status?: number;
  type?: string;
  body: Uint8Array | string;
  declared?: number;
  hang?: boolean;
};
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(answer.status ?? 200, {
      'Content-Type': answer.type ?? 'application/octet-stream',
      ...(answer.declared ? { 'Content-Length': answer.declared } : {}),
    });
    if (answer.hang) response.write(answer.body);
    else if (answer.declared && answer.declared > answer.body.length) {
      response.write(answer.body);
      setTimeout(() => response.destroy(), 30);
    } else response.end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

const refused = <P extends PageProblem>(problem: P, facts: PageProblems[P]) =>
  refusal(faultOf('bad_shard', problem, facts, 'training-00.bin'));

describe('a shard', () => {
  test('that is whole comes back inflated, and tells how many bytes have come', async () => {
    answer = { body: good };
    let received = 0;
    const reply = await loadShard(base, entry(), false, (bytes) => (received = bytes));
    expect(reply).toEqual({ ok: true, value: payload });
    expect(received).toBe(good.length);
  });

  test('with one flipped bit is refused', async () => {
    const body = Uint8Array.from(good);
    body[body.length >> 1]! ^= 1;
    answer = { body };
    expect(await loadShard(base, entry(), false)).toEqual(refused('wrong_hash', {}));
  });

  test('that is too short or too long is refused, with both lengths', async () => {
    answer = { body: good.subarray(0, -5) };
    expect(await loadShard(base, entry(), false)).toEqual(
      refused('wrong_length', { given: good.length - 5, wanted: good.length }),
    );
    answer = { body: Buffer.concat([good, good]) };
    const reply = await loadShard(base, entry(), false);
    expect(reply.ok ? '' : reply.fault.problem).toBe('wrong_length');
  });

  test('in whose place a web page comes is refused', async () => {
    answer = { body: '<!doctype html><title>Sign in</title>', type: 'text/html; charset=utf-8' };
    expect(await loadShard(base, entry(), false)).toEqual(refused('web_page', {}));
  });

  test('that is missing, broken at the server, or cut off is refused for what it is', async () => {
    answer = { status: 404, body: '' };
    expect(await loadShard(base, entry(), false)).toEqual(refused('not_on_server', {}));
    answer = { status: 503, body: '' };
    expect(await loadShard(base, entry(), false)).toEqual(refused('server_error', { status: 503 }));
    answer = { body: good.subarray(0, 100), declared: good.length };
    expect(await loadShard(base, entry(), false)).toEqual(
      refused('cut_off', { wanted: good.length }),
    );
    expect(await loadShard('http://127.0.0.1:1/', entry(), false)).toEqual(
      refused('unreachable', {}),
    );
  });

  test('of which nothing comes for half a minute is given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      answer = { body: good.subarray(0, 100), hang: true };
      let reply!: ReturnType<typeof loadShard>;
      await new Promise<void>((begun) => {
        reply = loadShard(base, entry(), false, () => begun());
      });
      vi.advanceTimersByTime(29_999);
      let isOver = false;
      void reply.then(() => (isOver = true));
      for (let turn = 0; turn < 20; ++turn) await new Promise((done) => setImmediate(done));
      expect(isOver).toBe(false);
      vi.advanceTimersByTime(1);
      expect(await reply).toEqual(refused('server_silent', { seconds: 30 }));
    } finally {
      vi.useRealTimers();
    }
  });

  test('that has the right hash but is no deflate, or another number of pictures, is refused', async () => {
    const noise = Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) & 255);
    answer = { body: noise };
    const odd = entry({ bytes: noise.length, sha256: hash(noise) });
    expect(await loadShard(base, odd, false)).toEqual(refused('not_deflated', {}));
    answer = { body: good };
    expect(await loadShard(base, entry({ count: 2 }), false)).toEqual(refused('not_deflated', {}));
    expect(await loadShard(base, entry({ count: 4 }), false)).toEqual(refused('not_deflated', {}));
  });
});

test('inflating stops at the promised length, whatever the file holds', async () => {
  // A thousand to one: 64 MB of zeros in 64 KB.
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(64 << 20)));
  // Processor time: what else the machine is doing does not count.
  const before = process.cpuUsage();
  expect(await inflate(bomb, 3073)).toBeNull();
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
});

describe('the manifest', () => {
  const manifest = {
    format: 'cnnlab-pack/1',
    name: 'CIFAR-10',
    classes: Array.from({ length: 10 }, (_, i) => `class ${i}`),
    picture: [32, 32, 3],
    training: 3,
    test: 0,
    shards: [entry()],
  };
  const load = (body: unknown) => {
    answer = {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      type: 'application/json',
    };
    return loadManifest(base);
  };

  test('is read', async () => {
    expect(await load(manifest)).toEqual({ ok: true, value: manifest });
  });

  test.each<[string, unknown]>([
    ['not JSON', '<html>'],
    ['another format', { ...manifest, format: 'cnnlab-pack/2' }],
    ['no classes', { ...manifest, classes: undefined }],
    ['a file elsewhere', { ...manifest, shards: [entry({ file: '../../secret' })] }],
    ['a negative count', { ...manifest, shards: [entry({ count: -1 })] }],
    ['more bytes than the pictures could need', { ...manifest, shards: [entry({ bytes: 1e9 })] }],
    ['a hash that is none', { ...manifest, shards: [entry({ sha256: 'x' })] }],
  ])('with %s is refused', async (_, body) => {
    expect(await load(body)).toMatchObject({
      ok: false,
      fault: { code: 'bad_shard', where: 'manifest.json', problem: 'bad_manifest' },
    });
  });
});
