/**
 * A smoke run in Firefox ESR: the page opens, trains an epoch and says how, with and without
 * isolation.
 *
 *   node tests/reliability/firefox.mjs
 *
 * Firefox is driven by WebDriver BiDi over its own WebSocket (W3C, webdriver-bidi).
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { serve, shortManifest } from '../web/browser/page.mjs';
import { bareHost } from './bare_host.mjs';

const firefoxPath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const hash = '#model=model-0&epochs=2&pictures=500&test=500&seed=5';
const minute = 60_000;

async function startFirefox() {
  const profile = mkdtempSync(path.join(tmpdir(), 'cnn-lab-firefox-'));
  const child = spawn(
    firefoxPath,
    ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await new Promise((done, fail) => {
    let text = '';
    child.stderr.on('data', (part) => {
      text += part;
      const match = /WebDriver BiDi listening on (ws:\S+)/.exec(text);
      if (match) done(match[1]);
    });
    child.on('exit', () => fail(new Error(`Firefox does not start: ${text}`)));
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((done, fail) => socket.once('open', done).once('error', fail));
  const waiting = new Map();
  socket.on('message', (data) => {
    const { id, type, result, error, message } = JSON.parse(data);
    if (type === 'success') waiting.get(id)?.done(result);
    if (type === 'error') waiting.get(id)?.fail(new Error(`${error}: ${message}`));
  });
  let last = 0;
  const send = (method, params) =>
    new Promise((done, fail) => {
      const id = ++last;
      waiting.set(id, { done, fail });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await send('session.new', { capabilities: {} });
  const { context } = await send('browsingContext.create', { type: 'tab' });
  return {
    open: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    /** The value of an expression in the page; only texts, numbers and truth values come back. */
    async evaluate(expression) {
      const { result, exceptionDetails } = await send('script.evaluate', {
        expression,
        target: { context },
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    async close() {
      await send('browser.close', {}).catch(() => {});
      child.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function until(what, act, milliseconds = 2 * minute) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await act().catch(() => undefined); // A reload is under way.
    if (value) return value;
    if (Date.now() > end) throw new Error(`Firefox: no ${what} within ${milliseconds / 1000} s`);
    await new Promise((done) => setTimeout(done, 250));
  }
}

const textOf = (selector) => `document.querySelector('${selector}')?.innerText`;
const press = (label) =>
  `[...document.querySelectorAll('button')].find((b) => b.textContent.trim() === '${label}' && !b.disabled)?.click()`;

/** Trains two epochs; returns what the page says of engine and result. */
async function train(firefox, url) {
  await firefox.open(url + hash);
  const engine = await until('engine', () => firefox.evaluate(textOf('.chip summary')));
  // A host without headers makes the page reload once, for threads.
  await new Promise((done) => setTimeout(done, 3000));
  await until('engine', () => firefox.evaluate(textOf('.chip summary')));
  await firefox.evaluate(press('Train'));
  const status = await until('result', async () => {
    const text = await firefox.evaluate(textOf('.status'));
    return text?.startsWith('Epoch 2 of 2:') && text;
  });
  const saved = await until('saved work', async () =>
    /saved/.test((await firefox.evaluate(textOf('.kept .help'))) ?? ''),
  );
  return {
    first_engine: engine,
    engine: await firefox.evaluate(textOf('.chip summary')),
    isolated: await firefox.evaluate('crossOriginIsolated'),
    status,
    saved,
  };
}

const manifest = JSON.stringify(shortManifest());
const hosts = {
  isolated: (pathname) =>
    pathname === '/cifar10/manifest.json' ? { type: 'application/json', body: manifest } : null,
  'bare host, service worker': bareHost().override,
  'bare host, no service worker': bareHost((name) => name === '/service_worker.js').override,
};
for (const [name, override] of Object.entries(hosts)) {
  const server = await serve(override);
  const firefox = await startFirefox();
  try {
    const result = await train(firefox, server.url);
    console.log(JSON.stringify({ host: name, ...result }));
    assert.equal(result.isolated, name !== 'bare host, no service worker');
    assert.match(result.engine, result.isolated ? /^[2-9] threads/ : /^1 thread/);
  } finally {
    await firefox.close();
    server.close();
  }
}
