/** Our engine in headless Chromium, in a worker as in the page. */
import path from 'node:path';
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createHandler, securityHeaders } from '../../../tools/serve.mjs';
import { browserFlags, chromiumPath } from '../../chromium.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** A server of web/public with the benchmark's own page and worker; {url, close}. */
export async function startServer() {
  const serveFile = createHandler(path.join(root, 'web/public'));
  const own = {
    '/': ['text/html', '<!doctype html><title>bench</title>'],
    '/page_worker.js': [
      'text/javascript',
      await readFile(path.join(import.meta.dirname, 'page_worker.js'), 'utf8'),
    ],
  };
  const server = createServer((request, response) => {
    const known = own[request.url];
    if (!known) return serveFile(request, response);
    response.writeHead(200, { ...securityHeaders, 'Content-Type': known[0] });
    response.end(known[1]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${server.address().port}/`,
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

/** One browser for all builds; open(build, threads) gives an engine. */
export async function openChromium() {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: chromiumPath, args: browserFlags });
  const context = await browser.newContext();

  async function open(build, threads) {
    const page = await context.newPage();
    await page.goto(server.url);
    const ask = (message) =>
      page.evaluate(
        (data) =>
          new Promise((done, fail) => {
            self.worker ??= new Worker('/page_worker.js');
            self.worker.onmessage = (event) =>
              event.data.error ? fail(new Error(event.data.error)) : done(event.data);
            self.worker.onerror = (event) => fail(new Error(event.message));
            self.worker.postMessage(data);
          }),
        message,
      );
    await ask({ build, threads });
    return { name: `cnnlab-chromium-${build}`, threads, ask, close: () => page.close() };
  }

  return {
    version: browser.version(),
    open,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
