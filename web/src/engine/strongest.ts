import type { Session } from '../../../wasm/lab';
import { faultOf, refusal, type Reply } from '../base/fault';
import type { Answering } from './protocol';

const shown = 6;
/** Pictures between two looks at the messages: a picture takes a millisecond or two. */
const slice = 8;

/**
 * The pictures, of the first so many test pictures, that bring about the greatest activations in one
 * channel of a layer (or one unit), greatest first. A network that trains meanwhile learns on.
 */
export async function strongest(
  session: Session,
  layer: number,
  channel: number,
  pictures: number,
): Promise<Reply<Answering[]>> {
  const found: Answering[] = [];
  for (let picture = 0; picture < pictures; ++picture) {
    const taken = session.pictures('test', Uint32Array.of(picture));
    if (!taken.ok) return taken;
    const outputs = session.activations(taken.value.pixels);
    if (!outputs.ok) return outputs;
    const output = outputs.value[layer];
    if (!output) return refusal(faultOf('wrong_state', 'network_replaced', {}));
    const { shape, data } = output;
    let activation = -Infinity;
    for (let i = channel; i < data.length; i += shape.at(-1)!)
      activation = Math.max(activation, data[i]!);
    found.push({ picture, activation });
    if (picture % slice === slice - 1) await new Promise((done) => setTimeout(done));
  }
  found.sort((a, b) => b.activation - a.activation);
  return { ok: true, value: found.slice(0, shown) };
}
