import type { ModelSpec, Outcome, RunSettings, Session, WeightTensor } from '../../../wasm/lab';
import { faultOf, refusal, thrown, type Reply } from '../base/fault';
import { pictureBytes, type DataDescription } from '../model/data_description';
import { examine } from './examination';
import type { KeptWeights } from './kept_weights';
import { look } from './look';
import type { EpochOfMap, Examination, Look, LookAt } from './protocol';
import { fixData } from './use_data';

/** The network of a run as it was at the end of one of its epochs. */
export interface PastNetwork {
  run: number;
  epoch: number;
  model: ModelSpec;
  settings: RunSettings;
}

const least = {
  epochs: 1,
  batch_size: 1,
  training_pictures: 1,
  test_pictures: 1,
  seed: 1,
  learning_rate: 0.001,
};

/**
 * The networks that were, seen through a session of their own that is gone after each look: the run
 * that goes on in the other one is not touched, and its memory is left to it.
 */
export class Past {
  constructor(
    private present: Session,
    private newSession: () => Session,
    private kept: KeptWeights,
    private data: () => DataDescription,
  ) {}

  /** What its layers make of a picture, and what it says of the `watched` test pictures. */
  look(at: PastNetwork, what: LookAt, watched: Uint32Array): Promise<Reply<Look>> {
    return this.with(at, (session) => {
      const seen = look(session, what);
      if (!seen.ok) return seen;
      const said = this.predict(session, watched);
      return said.ok ? { ok: true, value: { ...seen.value, watched: said.value } } : said;
    });
  }

  predictPixels(at: PastNetwork, pixels: Uint8Array): Promise<Reply<Float32Array>> {
    return this.with(at, (session) => session.predictPixels(pixels));
  }

  async examine(at: PastNetwork, pictures: number): Promise<Reply<Examination>> {
    const { present } = this;
    const outcome = await this.with(at, (session) => {
      const predict = (indices: Uint32Array) => this.predict(session, indices);
      return examine({ predict, pictures: (of) => present.pictures('test', of) }, pictures);
    });
    if (!outcome.ok) return outcome;
    return { ok: true, value: { ...outcome.value, epoch: at.epoch, midEpoch: false } };
  }

  /** One channel of what a layer makes of a picture, at the end of each epoch that is kept of a run. */
  async history(
    { run, model, settings, pixels }: Omit<PastNetwork, 'epoch'> & { pixels: Uint8Array },
    layer: number,
    channel: number,
  ): Promise<Reply<EpochOfMap[]>> {
    const maps: EpochOfMap[] = [];
    for (const epoch of this.kept.epochs().find((one) => one.run === run)?.epochs ?? []) {
      const outputs = await this.with({ run, epoch, model, settings }, (session) =>
        session.activations(pixels),
      );
      if (!outputs.ok) return outputs;
      const { shape, data } = outputs.value[layer]!;
      const channels = shape.at(-1)!;
      maps.push({ epoch, map: data.filter((_, i) => i % channels === channel) });
    }
    return { ok: true, value: maps };
  }

  /** The pictures are in the other session. */
  private predict(session: Session, indices: Uint32Array): Outcome<Float32Array> {
    const taken = this.present.pictures('test', indices);
    return taken.ok ? session.predictPixels(taken.value.pixels) : taken;
  }

  private async with<T>(
    { run, epoch, model, settings }: PastNetwork,
    use: (session: Session) => Reply<T> | Promise<Reply<T>>,
  ): Promise<Reply<T>> {
    const weights = this.kept.at(run, epoch);
    if (!weights) return refusal(faultOf('wrong_state', 'epoch_not_kept', { epoch }));
    let session: Session;
    try {
      session = this.newSession();
    } catch (error) {
      return refusal(thrown(error, 'out_of_memory'));
    }
    try {
      const { exact_convolution } = settings;
      const put = putWeights(session, this.data(), model, { ...least, exact_convolution }, weights);
      return put.ok ? await use(session) : put;
    } finally {
      session.delete();
    }
  }
}

function putWeights(
  session: Session,
  data: DataDescription,
  model: ModelSpec,
  settings: RunSettings,
  weights: WeightTensor[],
): Outcome<unknown> {
  const fixed = fixData(session, data);
  if (!fixed.ok) return fixed;
  // A run needs a picture, and here none is trained on: a black one of the first class.
  const black = new Uint8Array(pictureBytes(data));
  for (const split of ['training', 'test'] as const) {
    const added = session.addPictures(split, black, Uint8Array.of(0));
    if (!added.ok) return added;
  }
  const started = session.start(JSON.stringify(model), JSON.stringify(settings));
  return started.ok ? session.setWeights(weights) : started;
}
