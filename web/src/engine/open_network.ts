import type { ModelSpec, Outcome, RunSettings, Session, WeightTensor } from '../../../wasm/lab';

/** A network that comes from a file: a saved run, or weights for a model. */
export type NetworkFile =
  { snapshot: Uint8Array } | { model: ModelSpec; settings: RunSettings; weights: WeightTensor[] };

/** How a network does on the first test pictures, and what it says of the watched ones {n,classes}. */
export interface Examined {
  right: number;
  pictures: number;
  probabilities: Float32Array;
}

const atOnce = 100;

/**
 * Puts the network into the engine, in place of the last run's, and examines it. Where one of the two
 * is refused, the last run's is there as before: the page goes on to show it with the run's numbers.
 */
export function openNetwork(
  session: Session,
  file: NetworkFile,
  pictures: number,
  watched: Uint32Array,
): Outcome<Examined> {
  const before = session.snapshot();
  const outcome = putAndExamine(session, file, pictures, watched);
  if (outcome.ok || !before.ok) return outcome;
  const restored = session.restore(before.value);
  return restored.ok ? outcome : restored;
}

function putAndExamine(
  session: Session,
  file: NetworkFile,
  pictures: number,
  watched: Uint32Array,
): Outcome<Examined> {
  const put = 'snapshot' in file ? session.restore(file.snapshot) : putWeights(session, file);
  if (!put.ok) return put;
  let right = 0;
  for (let first = 0; first < pictures; first += atOnce) {
    const length = Math.min(atOnce, pictures - first);
    const indices = Uint32Array.from({ length }, (_, i) => first + i);
    const shown = session.pictures('test', indices);
    const answers = session.predict('test', indices);
    if (!shown.ok) return shown;
    if (!answers.ok) return answers;
    const classes = answers.value.length / length;
    shown.value.labels.forEach((label, i) => {
      const row = answers.value.subarray(classes * i, classes * (i + 1));
      if (row.indexOf(Math.max(...row)) === label) right += 1;
    });
  }
  const probabilities = session.predict('test', watched);
  if (!probabilities.ok) return probabilities;
  return { ok: true, value: { right, pictures, probabilities: probabilities.value } };
}

/** A fresh run of the model takes the weights. */
function putWeights(
  session: Session,
  { model, settings, weights }: Extract<NetworkFile, { weights: unknown }>,
): Outcome<unknown> {
  const started = session.start(JSON.stringify(model), JSON.stringify(settings));
  return started.ok ? session.setWeights(weights) : started;
}
