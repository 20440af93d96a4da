import { faultOf, type Fault, type Reply } from '../base/fault';
import type { EngineIdentity } from './arithmetic';
import { connect, type Client } from './client';
import type { Choice, Limit } from './features';
import type { Build, EngineCalls, EngineEvents } from './protocol';
import { engineVersion } from './version';

export type EngineClient = Client<EngineCalls, EngineEvents>;
export type ThreadedInfo = EngineIdentity & { threads: number };

export interface Launched {
  client: EngineClient;
  info: ThreadedInfo;
  limit: Limit;
}

type Lost = (client: EngineClient, fault: Fault) => void;

const initMilliseconds = 10_000;

/**
 * Starts the engine in a worker of its own: the build that was chosen or, if its threads do not
 * start in time, the one without. `lost` is told should it die later.
 */
export async function launch(
  base: string,
  { build, threads, limit }: Extract<Choice, { kind: 'build' }>,
  lost: Lost,
): Promise<Reply<Launched>> {
  const first = await launchWorker(base, build, threads, lost);
  if (first.ok) return { ok: true, value: { ...first.value, limit } };
  if (build === 'simd') return first;
  const second = await launchWorker(base, 'simd', 1, lost);
  if (!second.ok) return second;
  return { ok: true, value: { ...second.value, limit: limitBy(first.fault) } };
}

/** Why the threads did not start. */
function limitBy({ code, problem }: Fault): Limit {
  if (code === 'timed_out') return 'threads_timed_out';
  return problem === 'out_of_memory' ? 'no_memory' : 'threads_failed';
}

async function launchWorker(
  base: string,
  build: Build,
  threads: number,
  lost: Lost,
): Promise<Reply<Omit<Launched, 'limit'>>> {
  const { client, end } = connect<EngineCalls, EngineEvents>(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    (fault) => lost(client, fault),
  );
  const timer = setTimeout(
    () => end(faultOf('timed_out', 'engine_late', { seconds: initMilliseconds / 1000 })),
    initMilliseconds,
  );
  const reply = await client.call('init', { base, build, threads });
  clearTimeout(timer);
  if (reply.ok)
    return { ok: true, value: { client, info: { ...reply.value, version: engineVersion } } };
  end(reply.fault);
  return reply;
}
