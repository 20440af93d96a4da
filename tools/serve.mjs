/**
 * A small static server for the built page: `node tools/serve.mjs [--root dist] [--port P] [--open]`.
 *
 * It sends the headers that threads in WebAssembly need (cross-origin isolation) and the strict
 * Content-Security-Policy that the page is built for, so that what works here works on any host.
 * It lists no directories, follows nothing out of its root and listens on this machine only.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

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

const mimeTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.bin': 'application/octet-stream',
};

/** Pictures and shards are compressed already. */
const compressible = /^text|json|javascript|svg|wasm/;

const encoders = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/** The request handler for a folder. Compressed files stay in memory until they change on disk. */
export function createHandler(root) {
  const compressed = new Map();

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
      const info = await stat(real);
      return info.isFile() ? { file: real, info } : null;
    } catch {
      return null;
    }
  }

  async function encode(file, etag, encoding) {
    const key = `${file} ${encoding}`;
    if (compressed.get(key)?.etag !== etag) {
      compressed.set(key, { etag, bytes: encoders[encoding](await readFile(file)) });
    }
    return compressed.get(key).bytes;
  }

  return async function handle(request, response) {
    const headers = { ...securityHeaders };
    const answer = (status, text, more = {}) => {
      response.writeHead(status, {
        ...headers,
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
        ...more,
      });
      response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    }
    const found = await find(request.url.split(/[?#]/, 1)[0]);
    if (!found) return answer(404, 'There is no such page here.');

    const { file, info } = found;
    const type = mimeTypes[path.extname(file)] ?? 'application/octet-stream';
    headers['Content-Type'] = type;
    // The page may stand in a course's page, an isolated one too; nothing else is for others.
    if (type.startsWith('text/html')) headers['Cross-Origin-Resource-Policy'] = 'cross-origin';
    headers['Cache-Control'] = 'no-cache';
    const version = `${file} ${info.size} ${info.mtimeMs}`;
    const etag = `"${createHash('sha256').update(version).digest('base64url').slice(0, 22)}"`;
    headers.ETag = etag;
    if (compressible.test(type)) headers.Vary = 'Accept-Encoding';
    if (request.headers['if-none-match']?.includes(etag)) {
      response.writeHead(304, headers);
      return response.end();
    }

    const accepted = request.headers['accept-encoding'] ?? '';
    const encoding = compressible.test(type)
      ? Object.keys(encoders).find((name) => new RegExp(`\\b${name}\\b`).test(accepted))
      : undefined;
    const body = encoding ? await encode(file, etag, encoding) : await readFile(file);
    if (encoding) headers['Content-Encoding'] = encoding;
    headers['Content-Length'] = body.length;
    response.writeHead(200, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
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
