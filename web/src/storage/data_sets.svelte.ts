import * as v from 'valibot';
import { faultOf, refusal, type Fault, type Reply } from '../base/fault';
import { recall, remember } from '../base/remembered';
import type { Client } from '../engine/client';
import { ownDescription, wantedData } from '../formats/data_set';
import { isCifar10, sameData, type DataDescription, type DataSet } from '../model/data_description';
import type { DataKeeper, KeptDataSets } from '../state/keeping';
import type { Lab } from '../state/lab.svelte';
import type { StorageCalls, StorageEvents } from './protocol';

/** The learner's data sets, by way of the storage worker; and which of them is in the lab. */
export class DataSets implements DataKeeper {
  /** The set that is on its way from storage. */
  bringing = $state.raw<DataDescription | null>(null);
  /** What an earlier visit worked with and this one cannot. */
  missing = $state.raw<{ name: string; fault: Fault } | null>(null);

  constructor(
    private lab: Pick<Lab, 'pictures' | 'control' | 'run' | 'editor'>,
    private client: () => Client<StorageCalls, StorageEvents>,
  ) {}

  all(): Promise<Reply<KeptDataSets>> {
    return this.client().call('dataSets', null);
  }

  async keep(set: DataSet): Promise<Reply<null>> {
    const kept = await this.client().call('keepData', set);
    // What is not kept is not looked for by the next visit; other data may be in the lab by now.
    if (sameData(set.description, this.lab.pictures.data))
      rememberData(kept.ok ? set.description : null);
    return kept;
  }

  load(description: DataDescription): Promise<Reply<DataSet | null>> {
    return this.client().call('loadData', description);
  }

  async discard(description: DataDescription): Promise<Reply<KeptDataSets>> {
    const left = await this.client().call('discardData', description);
    // What the learner deletes is not missed by the next visit.
    if (left.ok && isRemembered(description)) rememberData(null);
    return left;
  }

  /** What is in the lab already, CIFAR-10, or what is kept; or why it cannot be had. */
  async find(description: DataDescription): Promise<Reply<DataSet | 'cifar10' | null>> {
    if (sameData(description, this.lab.pictures.data)) return { ok: true, value: null };
    if (isCifar10(description)) return { ok: true, value: 'cifar10' };
    const loaded = await this.load(description);
    if (!loaded.ok) return loaded;
    if (loaded.value) return loaded;
    return refusal(faultOf('bad_data', 'data_not_here', wantedData(description)));
  }

  /** What the visit before worked with is in the lab again, unless a link brings a task of its own. */
  async bringBack(): Promise<void> {
    const { run, editor } = this.lab;
    const description = remembered();
    if (!description || editor.locks.length > 0 || editor.assignment) return;
    this.bringing = description;
    const found = await this.find(description);
    const isFree = run.state.kind === 'idle';
    const reply = !found.ok
      ? found
      : isFree
        ? await this.bring(description)
        : refusal(faultOf('wrong_state', 'run_goes_on', {}));
    this.bringing = null;
    if (reply.ok) return;
    this.missing = { name: description.name, fault: reply.fault };
    // What is gone or damaged is said once; what could not be had this time is looked for again.
    if (lost.includes(reply.fault.problem)) rememberData(null);
  }

  async bring(description: DataDescription): Promise<Reply<null>> {
    const found = await this.find(description);
    if (!found.ok) return found;
    if (!found.value) return { ok: true, value: null };
    const used = await this.lab.control.useData(found.value);
    if (!used.ok) return used;
    rememberData(found.value === 'cifar10' ? null : description);
    return { ok: true, value: null };
  }
}

/** Why a set will not come back by itself. */
const lost: Fault['problem'][] = ['data_not_here', 'data_damaged'];

/** By its classes too, as it is kept: two sets may have the same pictures under other names. */
function isRemembered(description: DataDescription): boolean {
  const known = remembered();
  return known !== null && sameData(known, description) && known.classes.join('\n') === description.classes.join('\n'); // prettier-ignore
}

function remembered(): DataDescription | null {
  try {
    const read = v.safeParse(ownDescription, JSON.parse(recall('data') ?? 'null'));
    return read.success ? read.output : null;
  } catch {
    return null; // Written by hand, or by another version.
  }
}

/** Which data the next visit begins with; null: CIFAR-10. */
export const rememberData = (description: DataDescription | null): void =>
  remember('data', description && JSON.stringify(description));
