import type { ModelSpec, Outcome, Session } from '../../../wasm/lab';
import { withNetworkAside } from './network_aside';
import type { Look, LookAt } from './protocol';

/** What every layer makes of a picture, and one layer's weights as they are at that moment. */
export function look(session: Session, { pixels, weightsOf }: LookAt): Outcome<Look> {
  const outputs = session.activations(pixels);
  if (!outputs.ok) return outputs;
  if (weightsOf === null) return { ok: true, value: { outputs: outputs.value, weights: [] } };
  const all = session.weights();
  if (!all.ok) return all;
  const weights = all.value.filter(({ name }) => name.startsWith(`${weightsOf}/`));
  return { ok: true, value: { outputs: outputs.value, weights } };
}

/**
 * The same of the network that a run of this model and seed begins with, and what that says of the
 * watched test pictures. Its weights depend on nothing but the model and the seed, so the settings
 * are the smallest there are.
 */
export function lookUntrained(
  session: Session,
  model: ModelSpec,
  seed: number,
  watched: Uint32Array,
  at: LookAt,
): Outcome<Look> {
  return withNetworkAside(session, () => {
    const settings = {
      epochs: 1,
      batch_size: 1,
      training_pictures: 1,
      test_pictures: 1,
      seed,
      learning_rate: 0.001,
    };
    const started = session.start(JSON.stringify(model), JSON.stringify(settings));
    if (!started.ok) return started;
    const probabilities = session.predict('test', watched);
    if (!probabilities.ok) return probabilities;
    const seen = look(session, at);
    return seen.ok ? { ok: true, value: { ...seen.value, watched: probabilities.value } } : seen;
  });
}
