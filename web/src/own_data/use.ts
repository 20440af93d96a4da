import { faultOf, refusal, type Fault, type Reply } from '../base/fault';
import type { DataSet } from '../model/data_description';
import type { Lab } from '../state/lab.svelte';
import { rememberData } from '../storage/data_sets.svelte';

/** Whether something would be lost from the lab, and how it fares. */
export type AtStake = 'nothing' | 'running' | 'trained' | 'unkept';

export function atStake({ run }: Pick<Lab, 'run'>): AtStake {
  if (run.state.kind === 'idle' && !run.network) return 'nothing';
  if (!run.keeper?.keeps) return 'unkept';
  return run.running || run.state.kind === 'loading' ? 'running' : 'trained';
}

/**
 * Puts a data set into the lab; `unkept` is why the next visit will not find it. What had been
 * trained is set aside before.
 */
export async function useData(
  { control, run }: Pick<Lab, 'control' | 'run'>,
  data: DataSet | 'cifar10',
): Promise<Reply<{ unkept: Fault | null }>> {
  const { keeper } = run;
  const used = await control.useData(data);
  if (!used.ok) return used;
  await keeper?.setAside();
  if (data === 'cifar10') {
    rememberData(null);
    return { ok: true, value: { unkept: null } };
  }
  const kept = keeper
    ? await keeper.data.keep(data)
    : refusal(faultOf('storage', 'storage_denied', {}));
  return { ok: true, value: { unkept: kept.ok ? null : kept.fault } };
}
