import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startServer } from '../../tools/serve.mjs';

const page = '<!doctype html><title>A page</title>'.repeat(40);
let folder;
let server;

/** One request as it is written: no client tidies the path or undoes the encoding. */
function get(target, headers = {}, method = 'GET') {
  return new Promise((done, fail) => {
    const call = request({ port: server.port, host: '127.0.0.1', path: target, headers, method });
    call.on('error', fail);
    call.on('response', (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        done({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    });
    call.end();
  });
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cnnlab-serve-'));
  const root = path.join(folder, 'root');
  await mkdir(path.join(root, 'empty'), { recursive: true });
  await mkdir(path.join(root, 'sub'));
  await writeFile(path.join(root, 'index.html'), page);
  await writeFile(path.join(root, 'sub/engine.wasm'), Buffer.alloc(5000, 1));
  await writeFile(path.join(root, 'sub/code.mjs'), 'export default 1;\n');
  await writeFile(path.join(root, 'sub/shard.bin'), Buffer.alloc(5000, 2));
  await writeFile(path.join(root, '.hidden'), 'hidden');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await mkdir(path.join(folder, 'root-beside'));
  await writeFile(path.join(folder, 'root-beside/secret.txt'), 'secret');
  await symlink(path.join(folder, 'secret.txt'), path.join(root, 'link.txt'));
  await symlink(path.join(folder, 'root-beside/secret.txt'), path.join(root, 'beside.txt'));
  server = await startServer({ root, port: 0 });
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('the server', () => {
  it('isolates the page and forbids eval, on every answer', async () => {
    // A page may stand in another site's isolated page; its files are its own.
    for (const [target, shared] of [
      ['/', 'cross-origin'],
      ['/sub/code.mjs', 'same-origin'],
      ['/nowhere', 'same-origin'],
    ]) {
      const { headers } = await get(target);
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
      assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
      assert.equal(headers['cross-origin-resource-policy'], shared);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      const policy = headers['content-security-policy'].split('; ');
      assert.ok(policy.includes("default-src 'none'"));
      assert.ok(policy.includes("script-src 'self' 'wasm-unsafe-eval'"));
      assert.ok(policy.includes("connect-src 'self'"));
    }
  });

  it('gives each kind of file its type', async () => {
    const types = {
      '/': 'text/html; charset=utf-8',
      '/sub/engine.wasm': 'application/wasm',
      '/sub/code.mjs?version=2': 'text/javascript; charset=utf-8',
      '/sub/shard.bin': 'application/octet-stream',
    };
    for (const [target, type] of Object.entries(types)) {
      const answer = await get(target);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], type);
    }
  });

  it('compresses what compresses, as the browser accepts', async () => {
    const brotli = await get('/', { 'Accept-Encoding': 'gzip, br' });
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(brotli.body).toString(), page);
    const gzipped = await get('/sub/engine.wasm', { 'Accept-Encoding': 'gzip' });
    assert.equal(gzipped.headers['content-encoding'], 'gzip');
    assert.deepEqual(gunzipSync(gzipped.body), Buffer.alloc(5000, 1));
    const plain = await get('/');
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.body.toString(), page);
    const shard = await get('/sub/shard.bin', { 'Accept-Encoding': 'gzip, br' });
    assert.equal(shard.headers['content-encoding'], undefined);
    assert.equal(shard.body.length, 5000);
  });

  it('sends the part that is asked for, or all of it where the question is none it knows', async () => {
    const all = Buffer.from(page);
    const part = async (range) => {
      const answer = await get('/', { Range: range, 'Accept-Encoding': 'gzip, br' });
      assert.equal(answer.headers['cross-origin-embedder-policy'], 'require-corp');
      return answer;
    };
    const middle = await part('bytes=10-19');
    assert.equal(middle.status, 206);
    assert.equal(middle.headers['content-range'], `bytes 10-19/${all.length}`);
    assert.equal(middle.headers['content-encoding'], undefined);
    assert.deepEqual(middle.body, all.subarray(10, 20));
    const end = await part(`bytes=${all.length - 7}-`);
    assert.deepEqual(end.body, all.subarray(-7));
    assert.equal((await part(`bytes=${all.length}-`)).status, 416);
    for (const range of ['bytes=-7', 'bytes=9-2', 'bytes=0-0', 'bytes=0-1,4-5', 'lines=1-2']) {
      const whole = await part(range);
      assert.equal(whole.status, 200, range);
      assert.deepEqual(brotliDecompressSync(whole.body), all, range);
    }
  });

  it('sends a file again only when it has changed', async () => {
    const code = path.join(folder, 'root/sub/code.mjs');
    const encoding = { 'Accept-Encoding': 'br' };
    const first = await get('/sub/code.mjs', encoding);
    const again = { ...encoding, 'If-None-Match': first.headers.etag };
    const second = await get('/sub/code.mjs', again);
    assert.equal(second.status, 304);
    assert.equal(second.body.length, 0);
    await writeFile(code, 'export default 22;\n');
    const third = await get('/sub/code.mjs', again);
    assert.equal(third.status, 200);
    assert.equal(brotliDecompressSync(third.body).toString(), 'export default 22;\n');
  });

  it('gives nothing from outside its folder, no listing and no hidden file', async () => {
    const refused = [
      '/../secret.txt',
      '/sub/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/..%2froot-beside/secret.txt',
      '/..%5csecret.txt',
      '/link.txt',
      '/beside.txt',
      '/.hidden',
      '/empty/',
      '/empty',
      '/sub',
      '/%00',
      '/%zz',
      '//etc/passwd',
      '/nowhere',
    ];
    for (const target of refused) {
      const { status, body } = await get(target);
      assert.equal(status, 404, target);
      assert.doesNotMatch(body.toString(), /secret|hidden|root/, target);
    }
  });

  it('answers HEAD without a body and nothing but GET and HEAD', async () => {
    const head = await get('/', {}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.headers['content-length'], String(page.length));
    assert.equal(head.body.length, 0);
    assert.equal((await get('/', {}, 'POST')).status, 405);
  });

  it('refuses a port that is taken, and says what to do', async () => {
    await assert.rejects(
      startServer({ root: folder, port: server.port }),
      /is taken: choose another one with --port/,
    );
  });
});
