/**
 * A small static server for the built page: `node tools/serve.mjs [--root dist] [--port P] [--open]`.
 *
 * It sends the headers that threads in WebAssembly need (cross-origin isolation) and the strict
 * Content-Security-Policy that the page is built for, so that what works here works on any host.
 * It lists no directories, follows nothing out of its root and listens on this machine only.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { access, constants as files, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { constants as zlib } from 'node:zlib';
import compression from 'compression';
import { lookup } from 'mrmime';
import sirv from 'sirv';

/** The page's own policy says more (web/build/policy.ts): this one goes with workers as well. */
const contentPolicy = JSON.parse(
  readFileSync(new URL('../web/build/content_policy.json', import.meta.url), 'utf8'),
);

export const securityHeaders = {
  'Content-Security-Policy': Object.entries(contentPolicy)
    .map((directive) => directive.join(' '))
    .join('; '),
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Pictures and shards are compressed already. */
const compressible = /^text|json|javascript|svg|wasm/;

/** sirv gives other answers than these to ranges from the end, and to those that end early. */
const isPlainRange = (range) => {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  return first !== undefined && (last === '' || (last !== '0' && Number(first) <= Number(last)));
};

/** The request handler for a folder: sirv's, with what this page wants said before it. */
export function createHandler(root) {
  const send = sirv(root, { dev: true, etag: true });
  const compress = compression({
    threshold: 0,
    filter: (_, response) => compressible.test(response.getHeader('Content-Type')),
    brotli: { params: { [zlib.BROTLI_PARAM_QUALITY]: 5 } },
  });

  /** The regular file that a URL path names, or null; a folder stands for its index.html. */
  async function find(urlPath) {
    let decoded;
    try {
      decoded = decodeURIComponent(urlPath);
    } catch {
      return null;
    }
    if (decoded.includes('\0') || decoded.includes('\\')) return null;
    if (decoded.split('/').some((part) => part.startsWith('.'))) return null;
    let file = path.join(root, decoded);
    if (decoded.endsWith('/')) file = path.join(file, 'index.html');
    try {
      const [real, realRoot] = [await realpath(file), await realpath(root)];
      if (!real.startsWith(realRoot + path.sep)) return null;
      await access(real, files.R_OK);
      return (await stat(real)).isFile() ? real : null;
    } catch {
      return null;
    }
  }

  return async function handle(request, response) {
    const answer = (status, text, more = {}) => {
      response.writeHead(status, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
        ...more,
      });
      response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
    };
    const notFound = () => answer(404, 'There is no such page here.');
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    }
    const file = await find(request.url.split(/[?#]/, 1)[0]);
    if (!file) return notFound();

    const type = lookup(file) ?? 'application/octet-stream';
    const isText = /^text|json|javascript/.test(type);
    response.setHeader('Content-Type', isText ? `${type}; charset=utf-8` : type);
    // The page may stand in a course's page, an isolated one too; nothing else is for others.
    if (type === 'text/html') response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    const { range } = request.headers;
    if (range && isPlainRange(range)) return send(request, response, notFound);
    delete request.headers.range;
    compress(request, response, () => send(request, response, notFound));
  };
}

/**
 * Serves a folder on this machine. With a port given, that port or an error; without, 8000 or the
 * next free one. Port 0 takes any free one.
 * Returns { port, url, close }.
 */
export async function startServer({ root, port }) {
  const candidates = port === undefined ? Array.from({ length: 100 }, (_, i) => 8000 + i) : [port];
  const handler = createHandler(root);
  for (const candidate of candidates) {
    const server = createServer((request, response) => {
      handler(request, response).catch((error) => {
        console.error(`${request.url}: ${error.message}`);
        if (!response.headersSent) response.writeHead(500, securityHeaders);
        response.end();
      });
    });
    try {
      server.listen(candidate, '127.0.0.1');
      await once(server, 'listening');
    } catch (error) {
      if (error.code === 'EADDRINUSE' && port === undefined) continue;
      if (error.code === 'EADDRINUSE') {
        throw new Error(`Port ${port} is taken: choose another one with --port.`, { cause: error });
      }
      if (error.code === 'EACCES') {
        throw new Error(`Port ${port} needs more rights than we have: choose one above 1023.`, {
          cause: error,
        });
      }
      throw error;
    }
    const taken = server.address().port;
    const close = () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    };
    return { port: taken, url: `http://localhost:${taken}/`, close };
  }
  throw new Error('Ports 8000 to 8099 are all taken: name a free one with --port.');
}

/** Opens the page where there is a desktop to open it on; its address is printed in any case. */
function openBrowser(url) {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const opener = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.on('error', () => {});
  opener.unref();
}

async function main() {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: 'dist' },
      port: { type: 'string' },
      open: { type: 'boolean', default: false },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    throw new Error(`--port ${values.port} is no port: give a number from 1024 to 65535.`);
  }
  const { url, close } = await startServer({ root: path.resolve(values.root), port });
  console.log(url);
  if (values.open) openBrowser(url);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => close().then(() => process.exit(0)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
