import { afterEach, describe, expect, test } from 'vitest';
import { Client } from '../../../../web/src/engine/client';
import { faultOf, type Fault, type Reply } from '../../../../web/src/base/fault';
import { buffersOf, serve } from '../../../../web/src/engine/protocol';

/** Both sides of the protocol, over a real MessageChannel. */
interface Calls {
  double: { ask: number; answer: number };
  fill: { ask: { bytes: Uint8Array }; answer: { bytes: Uint8Array } };
  hang: { ask: null; answer: null };
  throws: { ask: null; answer: null };
  refuses: { ask: null; answer: null };
}
interface Events {
  tick: { run: number; values: Float32Array };
}

const refusal = faultOf('wrong_state', 'run_goes_on', {}, 'run 3');
const open: MessageChannel[] = [];

function pair(lost?: (fault: Fault) => void) {
  const channel = new MessageChannel();
  open.push(channel);
  const post = serve<Calls, Events>(channel.port2, {
    double: async (n) => {
      // Later answers overtake earlier ones.
      await new Promise((done) => setTimeout(done, 20 - n));
      return { ok: true, value: 2 * n };
    },
    fill: ({ bytes }) => ({ ok: true, value: { bytes: bytes.fill(7) } }),
    hang: () => new Promise<Reply<null>>(() => {}),
    throws: () => {
      throw new Error('out of bounds');
    },
    refuses: () => ({ ok: false, fault: refusal }),
  });
  return { client: new Client<Calls, Events>(channel.port1, lost), post };
}

afterEach(() => {
  for (const { port1 } of open.splice(0)) port1.close();
});

describe('a call', () => {
  test('gets its own answer, in whatever order they come', async () => {
    const { client } = pair();
    const answers = await Promise.all([1, 9, 4].map((n) => client.call('double', n)));
    expect(answers).toEqual([2, 18, 8].map((value) => ({ ok: true, value })));
  });

  test('moves its arrays instead of copying them', async () => {
    const { client } = pair();
    const bytes = new Uint8Array(4);
    const reply = await client.call('fill', { bytes });
    expect(bytes.byteLength).toBe(0);
    expect(reply).toEqual({ ok: true, value: { bytes: Uint8Array.of(7, 7, 7, 7) } });
  });

  test('brings back the fault it was refused with', async () => {
    expect(await pair().client.call('refuses', null)).toEqual({ ok: false, fault: refusal });
  });

  test('is answered even when its handler throws', async () => {
    const reply = await pair().client.call('throws', null);
    expect(reply).toEqual({
      ok: false,
      fault: { code: 'internal', problem: 'internal', where: '', facts: { what: 'out of bounds' } },
    });
  });
});

test('an event reaches its listener with its arrays', async () => {
  const { client, post } = pair();
  const heard = new Promise((done) => client.on('tick', done));
  const values = Float32Array.of(0.5, 0.25);
  post('tick', { run: 3, values });
  expect(values.byteLength).toBe(0);
  expect(await heard).toEqual({ run: 3, values: Float32Array.of(0.5, 0.25) });
});

test('death answers every waiter and every later call, once', async () => {
  const faults: Fault[] = [];
  const { client } = pair((fault) => faults.push(fault));
  const waiting = [client.call('hang', null), client.call('hang', null)];
  const fault = faultOf('engine_lost', 'engine_silent', { seconds: 30 });
  client.die(fault);
  client.die(faultOf('engine_lost', 'worker_ended', {}));
  expect(await Promise.all(waiting)).toEqual([
    { ok: false, fault },
    { ok: false, fault },
  ]);
  expect(await client.call('double', 1)).toEqual({ ok: false, fault });
  expect(faults).toEqual([fault]);
});

describe('buffersOf', () => {
  test('finds arrays in a message and one level below, each buffer once', () => {
    const a = new Float32Array(2);
    const b = new Uint8Array(a.buffer);
    const c = new Uint8Array(3);
    expect(buffersOf({ a, b, c, n: 1, none: null })).toEqual([a.buffer, c.buffer]);
    expect(buffersOf(c)).toEqual([c.buffer]);
    expect(buffersOf(null)).toEqual([]);
  });

  test('leaves shared memory where it is', () => {
    expect(buffersOf({ shared: new Uint8Array(new SharedArrayBuffer(4)) })).toEqual([]);
  });
});
