/**
 * Chromium by the DevTools protocol, watched as little as can be: Playwright makes every tab believe
 * that it is looked at, and asks for the events of the network, for which each process of the browser
 * holds up to 100 MB of what it has fetched.
 */
import WebSocket from 'ws';
import { descendants, spawnBrowser } from './faults.mjs';

/** { openTab, processes, close }; `through` are the words before the browser's command. */
export async function openDevTools(profile, through = []) {
  const { child, exited, address } = await spawnBrowser(profile, through);
  const socket = new WebSocket(address);
  await new Promise((done) => socket.once('open', done));
  const waiting = new Map();
  const listeners = new Map();
  socket.on('message', (data) => {
    const { id, result, error, method, params, sessionId } = JSON.parse(data);
    if (id) waiting.get(id)(error ? Promise.reject(new Error(error.message)) : result);
    else listeners.get(sessionId)?.(method, params);
  });
  let asked = 0;
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((done) => {
      waiting.set(++asked, done);
      socket.send(JSON.stringify({ id: asked, method, params, sessionId }));
    });

  /** `said` is told what goes wrong in the tab. */
  async function openTab(url, said = () => {}) {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const tell = (method, params = {}) => send(method, params, sessionId);
    let crash;
    /** A page that has crashed answers no more. */
    const crashed = new Promise((_, fail) => (crash = fail));
    crashed.catch(() => {});
    listeners.set(sessionId, (method, params) => {
      if (method === 'Inspector.targetCrashed') {
        said('the page crashed');
        crash(new Error('the page crashed'));
      }
      if (method === 'Runtime.exceptionThrown') {
        const { text, exception } = params.exceptionDetails;
        said(exception?.description ?? text);
      }
    });
    await Promise.all([tell('Inspector.enable'), tell('Runtime.enable'), tell('Page.enable')]);
    await tell('Page.navigate', { url });
    const evaluate = async (expression) => {
      const told = tell('Runtime.evaluate', { expression });
      const { result, exceptionDetails } = await Promise.race([told, crashed]);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    };
    return {
      evaluate,
      show: () => send('Target.activateTarget', { targetId }),
      reload: () => tell('Page.reload'),
      /** Types over what the element that has the focus holds, and presses Enter. */
      async enter(text) {
        await evaluate('document.activeElement.select()');
        await tell('Input.insertText', { text });
        const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
        for (const type of ['keyDown', 'keyUp'])
          await tell('Input.dispatchKeyEvent', { type, ...key });
      },
    };
  }

  return {
    openTab,
    processes: async () => [child.pid, ...(await descendants(child.pid))],
    async close() {
      // A browser that has come to its end does not answer.
      await Promise.race([send('Browser.close'), exited]);
      await exited;
      socket.close();
    },
  };
}
