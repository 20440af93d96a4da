/** Things that go wrong, done to a real page in a real browser. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { browserFlags, chromiumPath } from '../chromium.mjs';

export const isEngine = (worker) => /\/worker-[^/]*\.js$/.test(worker.url());

/** The engine's worker as it would end by a trap: an error that nobody catches. */
export async function killEngine(page, message = 'unreachable executed') {
  const engine = page.workers().findLast(isEngine);
  await engine.evaluate((text) => {
    setTimeout(() => {
      throw new Error(text);
    });
  }, message);
}

/** The page's process as it would end by "Aw, Snap!". */
export async function crashPage(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Answered only when the page is closed.
  void session.send('Page.crash').catch(() => {});
  await crashed;
}

/**
 * A browser whose profile outlives it, started through a command where one is given. `kill` ends it
 * and its children as a power cut would, `stop` and `goOn` hold them still as a closed lid does.
 */
export async function startBrowser(profile, through = []) {
  const { child, exited, address } = await spawnBrowser(profile, through);
  const browser = await chromium.connectOverCDP(address);
  // Chromium's children leave its process group: they are found by their parents.
  const signal = async (name) => {
    for (const pid of [child.pid, ...(await descendants(child.pid))])
      try {
        process.kill(pid, name);
      } catch {
        // Gone already.
      }
  };
  return {
    context: browser.contexts()[0],
    processes: async () => [child.pid, ...(await descendants(child.pid))],
    kill: async () => {
      await signal('SIGKILL');
      await exited;
    },
    stop: () => signal('SIGSTOP'),
    goOn: () => signal('SIGCONT'),
    close: async () => {
      await browser.close().catch(() => {});
      await signal('SIGTERM');
      await exited;
    },
  };
}

/** Chromium's process, the promise of its end, and where it listens. */
export async function spawnBrowser(profile, through = []) {
  const [command, ...words] = [
    ...through,
    chromiumPath,
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    ...browserFlags,
  ];
  const child = spawn(command, words, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise((done) => child.once('exit', done));
  const address = await new Promise((done, fail) => {
    let text = '';
    child.stderr.on('data', (part) => {
      text += part;
      const match = /DevTools listening on (ws:\S+)/.exec(text);
      if (match) done(match[1]);
    });
    exited.then(() => fail(new Error(`Chromium does not start: ${text}`)));
  });
  return { child, exited, address };
}

/** The processes under a process, all the way down. */
export async function descendants(parent) {
  const children = new Map();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // pid (name) state parent ...; the name may hold anything.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const of = Number(/^.*\) \S (\d+)/s.exec(stat)?.[1]);
    children.set(of, [...(children.get(of) ?? []), Number(name)]);
  }
  const found = [];
  for (const queue = [parent]; queue.length > 0;) {
    const here = children.get(queue.pop()) ?? [];
    found.push(...here);
    queue.push(...here);
  }
  return found;
}
