import type { Outcome } from '../../../wasm/lab';
import { faultOf, refusal, type Reply } from '../base/fault';
import type { Examination } from './protocol';

/** Pictures between two looks at the messages: so few that Pause is still answered at once. */
const slice = 64;

/** A network, and the pictures that it is put to. */
export interface Examinee {
  /** {n,classes} class probabilities. */
  predict(indices: Uint32Array): Outcome<Float32Array>;
  pictures(indices: Uint32Array): Outcome<{ labels: Uint8Array }>;
}

/**
 * What the network makes of the first `pictures` of them, slice by slice, with a look at the
 * messages after each. Ends with a fault when `goOn` says that another network has taken its place.
 */
export async function examine(
  of: Examinee,
  pictures: number,
  goOn = () => true,
): Promise<Reply<Pick<Examination, 'probabilities' | 'labels'>>> {
  const channel = new MessageChannel();
  const looked = () =>
    new Promise<void>((done) => {
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(null);
    });
  try {
    const probabilities: Float32Array[] = [];
    const labels: Uint8Array[] = [];
    for (let first = 0; first < pictures; first += slice) {
      if (!goOn()) return replaced;
      const count = Math.min(slice, pictures - first);
      const indices = Uint32Array.from({ length: count }, (_, i) => first + i);
      const said = of.predict(indices);
      if (!said.ok) return said;
      const truth = of.pictures(indices);
      if (!truth.ok) return truth;
      probabilities.push(said.value);
      labels.push(truth.value.labels);
      await looked();
    }
    const value = {
      probabilities: Float32Array.from(probabilities.flatMap((part) => [...part])),
      labels: Uint8Array.from(labels.flatMap((part) => [...part])),
    };
    return { ok: true, value };
  } finally {
    channel.port1.close();
  }
}

/** The part of them that it names correctly. */
export function accuracyOf({
  probabilities,
  labels,
}: Pick<Examination, 'probabilities' | 'labels'>): number {
  const classes = probabilities.length / labels.length;
  const right = labels.filter((label, i) => {
    const row = probabilities.subarray(classes * i, classes * (i + 1));
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / labels.length;
}

const replaced = refusal(faultOf('wrong_state', 'network_replaced', {}));
