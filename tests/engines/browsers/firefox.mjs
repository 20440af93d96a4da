/** Firefox ESR, by WebDriver BiDi over its own WebSocket (W3C, webdriver-bidi). */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import WebSocket from 'ws';
import { callText, clickAt, pressing } from './actions.mjs';

const firefoxPath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

/** Resolves to the process and the address that it says it listens at. */
async function start(profile) {
  const child = spawn(
    firefoxPath,
    ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } },
  );
  const address = await new Promise((done, fail) => {
    let said = '';
    child.stderr.on('data', (part) => {
      said += part;
      const match = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
      if (match) done(match[1]);
    });
    child.on('error', fail);
    child.on('exit', () => fail(new Error(`Firefox does not start: ${said}`)));
  });
  return { child, address };
}

/** A BiDi connection: send(method, params), and `heard(method, params)` for what comes unasked. */
async function connect(address, heard) {
  const socket = new WebSocket(`${address}/session`);
  await new Promise((done, fail) => socket.once('open', done).once('error', fail));
  const waiting = new Map();
  socket.on('message', (data) => {
    const { id, type, method, params, result, error, message } = JSON.parse(data);
    if (type === 'event') return heard(method, params);
    if (type === 'success') waiting.get(id)?.done(result);
    if (type === 'error') waiting.get(id)?.fail(new Error(`${error}: ${message}`));
    waiting.delete(id);
  });
  socket.on('close', () => waiting.forEach(({ fail }) => fail(new Error('Firefox is gone'))));
  let last = 0;
  return (method, params) =>
    new Promise((done, fail) => {
      const id = ++last;
      waiting.set(id, { done, fail });
      socket.send(JSON.stringify({ id, method, params }));
    });
}

export async function openFirefox(home) {
  const downloads = path.join(home, 'Downloads');
  mkdirSync(downloads);
  const preferences = {
    'browser.download.dir': downloads,
    'browser.download.folderList': 2,
    'browser.download.always_ask_before_handling_new_types': false,
  };
  writeFileSync(
    path.join(home, 'user.js'),
    Object.entries(preferences)
      .map((entry) => `user_pref(${entry.map((part) => JSON.stringify(part)).join(', ')});\n`)
      .join(''),
  );
  const { child, address } = await start(home);
  const errors = [];
  const send = await connect(address, (method, { level, text }) => {
    if (method === 'log.entryAdded' && level === 'error') errors.push(text);
  });
  const { capabilities } = await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  let context;
  const perform = (actions) => send('input.performActions', { context, actions });

  async function open(url) {
    const last = context;
    ({ context } = await send('browsingContext.create', { type: 'tab' }));
    if (last) await send('browsingContext.close', { context: last });
    await send('browsingContext.setViewport', { context, viewport: { width: 1440, height: 900 } });
    await send('browsingContext.navigate', { context, url, wait: 'complete' });
  }

  async function evaluate(act, ...given) {
    const { result, exceptionDetails } = await send('script.evaluate', {
      expression: callText(act, given),
      target: { context },
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return JSON.parse(result.value ?? 'null');
  }

  return {
    version: `Firefox ESR ${capabilities.browserVersion}`,
    downloads,
    errors,
    open,
    evaluate,
    click: (x, y) => perform(clickAt(x, y)),
    press: (keys) => perform(pressing(keys)),
    async choose(selector, file) {
      const { nodes } = await send('browsingContext.locateNodes', {
        context,
        locator: { type: 'css', value: selector },
      });
      await send('input.setFiles', {
        context,
        element: { sharedId: nodes[0].sharedId },
        files: [file],
      });
    },
    async close() {
      const gone = new Promise((done) => child.once('exit', done));
      await send('browser.close', {}).catch(() => child.kill());
      await gone;
    },
  };
}
