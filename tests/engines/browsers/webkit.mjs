/**
 * WebKitGTK's MiniBrowser under Xvfb, by WebDriver over HTTP (W3C, webdriver). It runs as root or
 * not, without a session bus, and without a sandbox of its own, as MiniBrowser does everywhere.
 * Options: `engineOptions`, which JavaScriptCore reads from its environment.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callText, clickAt, pressing } from './actions.mjs';

/** Debian puts MiniBrowser where libraries are: /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/. */
function miniBrowser() {
  if (process.env.MINIBROWSER) return process.env.MINIBROWSER;
  for (const machine of readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')))
    for (const version of readdirSync(path.join('/usr/lib', machine)))
      if (/^webkit2gtk-4/.test(version))
        return path.join('/usr/lib', machine, version, 'MiniBrowser');
  throw new Error('There is no MiniBrowser: install webkit2gtk-driver.');
}

/** A screen that nobody sees, on the first free number. */
async function startScreen() {
  const words = ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = await new Promise((done, fail) => {
    child.stdio[3].once('data', (number) => done(`:${String(number).trim()}`));
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`Xvfb ended with ${code}`)));
  });
  return { child, display };
}

/** A port that was free a moment ago: the driver takes no 0. */
function freePort() {
  const server = createServer();
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    }),
  );
}

/** Sends commands to the driver at `port`. */
const commands = (port) => async (method, command, body) => {
  const response = await fetch(`http://127.0.0.1:${port}${command}`, {
    method,
    body: body && JSON.stringify(body),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
  return value;
};

export async function openWebKit(home, { engineOptions = {} }) {
  const screen = await startScreen();
  const port = await freePort();
  const environment = {
    ...process.env,
    // What a desktop's session may say would lead elsewhere.
    WAYLAND_DISPLAY: '',
    GDK_BACKEND: 'x11',
    DISPLAY: screen.display,
    // Where no graphics card is, frames that are composited on it never come.
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    HOME: home,
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
    ...Object.fromEntries(
      Object.entries(engineOptions).map(([name, value]) => [`JSC_${name}`, String(value)]),
    ),
  };
  const downloads = path.join(home, 'Downloads');
  mkdirSync(downloads);
  mkdirSync(environment.XDG_CONFIG_HOME);
  const folders = path.join(environment.XDG_CONFIG_HOME, 'user-dirs.dirs');
  writeFileSync(folders, 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors = [];
  let said = '';
  for (const stream of [driver.stdout, driver.stderr])
    stream.on('data', (part) => {
      said += part;
      const lines = said.split('\n');
      said = lines.pop();
      errors.push(...lines.filter((line) => /^CONSOLE .*\bERROR\b/.test(line)));
    });
  const send = commands(port);
  const end = async () => {
    driver.kill();
    screen.child.kill();
  };

  try {
    for (let tries = 0; ; ++tries) {
      const ready = await send('GET', '/status').catch(() => null);
      if (ready) break;
      if (tries > 100) throw new Error('WebKitWebDriver does not start.');
      await sleep(100);
    }
    const args = ['--automation', '--enable-write-console-messages-to-stdout=true'];
    const browserOptions = { binary: miniBrowser(), args };
    const { sessionId, capabilities } = await send('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions } },
    });
    const session = `/session/${sessionId}`;
    const perform = (actions) => send('POST', `${session}/actions`, { actions });
    await send('POST', `${session}/timeouts`, { script: 600_000 });
    await send('POST', `${session}/window/rect`, { x: 0, y: 0, width: 1440, height: 1000 });
    return {
      version: `WebKitGTK ${capabilities.browserVersion}`,
      downloads,
      errors,
      async open(url) {
        // From another page, so that the same address is loaded again.
        await send('POST', `${session}/url`, { url: 'about:blank' });
        await send('POST', `${session}/url`, { url });
      },
      async evaluate(act, ...given) {
        const answer = await send('POST', `${session}/execute/async`, {
          script: `const done = arguments[arguments.length - 1];
            ${callText(act, given)}.then((value) => done({ value }), (error) => done({ error: String(error) }));`,
          args: [],
        });
        if (answer.error) throw new Error(answer.error);
        return JSON.parse(answer.value ?? 'null');
      },
      click: (x, y) => perform(clickAt(x, y)),
      press: (keys) => perform(pressing(keys)),
      async choose(selector, file) {
        const found = await send('POST', `${session}/element`, {
          using: 'css selector',
          value: selector,
        });
        const [element] = Object.values(found);
        await send('POST', `${session}/element/${element}/value`, { text: file });
      },
      async screenshot() {
        return Buffer.from(await send('GET', `${session}/screenshot`), 'base64');
      },
      async close() {
        await send('DELETE', session).catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
