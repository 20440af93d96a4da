/** The lab where it is put: in a course's page on another site, behind another name, without storage. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, chromiumPath } from '../../chromium.mjs';
import { serve, shortManifest } from './page.mjs';

/** A page of a course that has the lab in a frame: `?src=…&attributes=…`, isolated with `&isolated`. */
async function serveCourse() {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url, 'http://localhost');
    if (!searchParams.has('src')) return void response.writeHead(404).end();
    const isolation = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(searchParams.has('isolated') && isolation),
    });
    const { src, attributes } = Object.fromEntries(searchParams);
    response.end(
      `<!doctype html><title>Course</title><h1>Week 4</h1>
       <iframe src="${src.replaceAll('&', '&amp;')}" width="1200" height="900" ${attributes ?? ''}></iframe>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/**
 * A browser, the lab's server and a course's server. Options: `override` (see serve),
 * `preferences` (the browser's own, as its settings page writes them), `args`.
 * The lab's server answers to `localhost`; a course on 127.0.0.1 is another site.
 */
export async function openPlaces({ override = () => null, preferences = {}, args = [] } = {}) {
  const manifest = JSON.stringify(shortManifest());
  const lab = await serve(
    (pathname) =>
      override(pathname) ??
      (pathname === '/cifar10/manifest.json' ? { type: 'application/json', body: manifest } : null),
  );
  const course = await serveCourse();
  const profile = mkdtempSync(path.join(tmpdir(), 'cnn-lab-places-'));
  mkdirSync(path.join(profile, 'Default'));
  writeFileSync(path.join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    args: [...browserFlags, ...args],
    viewport: { width: 1440, height: 1000 },
  });
  context.setDefaultTimeout(60_000);
  const { port } = course.address();
  return {
    context,
    url: lab.url,
    /** The lab in a page of `site`: the page around it, and the frame. */
    async framed({ hash = '', site = '127.0.0.1', attributes = '', isolated = false, src } = {}) {
      const page = await context.newPage();
      const asked = new URLSearchParams({ src: src ?? lab.url + hash, attributes });
      if (isolated) asked.set('isolated', '');
      await page.goto(`http://${site}:${port}/?${asked}`);
      const element = await page.locator('iframe').elementHandle();
      return { page, frame: await element.contentFrame() };
    },
    async opened(address) {
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
    async close() {
      await context.close();
      lab.close();
      course.closeAllConnections();
      course.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
