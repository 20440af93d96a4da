import { numberOf } from './arrays';
import { bind, type Arguments } from './arguments';
import { classes, required } from './classes';
import { Silent, type Call, type Context } from './context';
import type { Compiled, Fit, Validation } from './fits';
import { snake } from './layers';
import { classAliases, formerArguments } from './names';
import { batchesOf } from './pipelines';
import { callSignatures } from './signatures';
import { CodeError, finding, nearest, type Span } from './source';
import { plain, show, type Located, type ReadModel, type Value } from './values';

type Made = Extract<Value, { kind: 'made' }>;

const metrics = ['accuracy', 'acc', 'sparse_categorical_accuracy', 'categorical_accuracy', 'sparse_categorical_crossentropy', 'categorical_crossentropy', 'top_k_categorical_accuracy', 'sparse_top_k_categorical_accuracy']; // prettier-ignore
const accuracies = metrics.slice(0, 4);

/** `keras.optimizers.SGD(…)`, `keras.losses.…`, and every other class of Keras that is no layer. */
export function makeKeras(context: Context, module: string, name: string, call: Call): Value {
  // prettier-ignore
  for (const { value } of [...call.args.positional, ...call.args.named.values()])
    if (value.kind === 'refused') throw new Silent();
  const known = classes[module]![name]!;
  const names = Object.keys(known);
  const args = module === 'optimizers' ? formerRates(context, call.args) : call.args;
  const extra = module === 'optimizers' ? ['decay'] : [];
  const given = bind(args, names, name, [...extra, 'name']);
  for (const key of names)
    if (known[key] === required && !given.has(key)) throw new CodeError(call, finding('argumentMissing', name, key)); // prettier-ignore
  const { from, to } = call;
  return { kind: 'made', name, path: `keras.${module}.${name}`, given, at: { from, to }, rest: [] };
}

/** `lr=` is Keras 2's name of the learning rate. */
function formerRates(context: Context, args: Arguments): Arguments {
  const lr = args.named.get('lr');
  const decay = args.named.get('decay');
  if (decay && plain(decay.value) !== 0)
    context.note(decay.name, finding('oldDecay', Number(plain(decay.value))));
  if (!lr) return args;
  context.note(lr.name, finding('oldRate'));
  const named = new Map(args.named);
  named.delete('lr');
  if (named.has('learning_rate')) throw new CodeError(lr.name, finding('twice', 'learning_rate'));
  named.set('learning_rate', lr);
  return { ...args, named };
}

/** `'adam'`, `keras.losses.categorical_crossentropy` and `Adam()` alike: what Keras makes of it. */
function madeOf(module: string, written: Located): Made {
  const { value, from, to } = written;
  const at = { from, to };
  if (value.kind === 'refused') throw new Silent();
  if (value.kind === 'made' && value.path.startsWith(`keras.${module}.`)) return value;
  const last = value.kind === 'name' ? value.path.split('.').at(-1)! : value.kind === 'string' ? value.value : null; // prettier-ignore
  const names = Object.keys(classes[module]!);
  const aliased = last === null ? null : (names.find((name) => snake(name) === snake(last) || name.toLowerCase() === last.toLowerCase()) ?? classAliases[last]); // prettier-ignore
  if (aliased && names.includes(aliased)) {
    const made: Made = {
      kind: 'made',
      name: aliased,
      path: `keras.${module}.${aliased}`,
      given: new Map(),
      at,
      rest: [],
    };
    return made;
  }
  if (value.kind === 'unknown' || value.kind === 'method') throw new CodeError(written, finding('notKnown', show(value))); // prettier-ignore
  if (module === 'optimizers') {
    const meant =
      last === null
        ? null
        : nearest(
            last,
            names.map((name) => name.toLowerCase()),
          );
    throw new CodeError(written, meant ? finding('unknownName', show(value), `'${meant}'`) : finding('foreignOptimizer', show(value), names)); // prettier-ignore
  }
  const meant = last === null ? null : nearest(last, names.map(snake));
  throw new CodeError(written, finding('otherLoss', show(value), meant));
}

/** `compile(optimizer, loss, metrics)`. */
export function readCompile(context: Context, call: Call, model: ReadModel | null): void {
  // Some programs leave a class's own words in: Keras's defaults are what they mean.
  const given = bind(call.args, callSignatures.compile, 'compile', ['sample_weight_mode', 'target_tensors']); // prettier-ignore
  const optimizer = given.get('optimizer') ?? { value: { kind: 'string', value: 'rmsprop' }, from: call.from, to: call.to }; // prettier-ignore
  const loss = given.get('loss');
  // Keras's default is RMSprop; a program that says neither is not finished.
  if (!given.has('optimizer') && !loss) throw new CodeError(call.args, finding('noOptimizer'));
  if (!loss) throw new CodeError(call.args, finding('noLoss'));
  const weights = given.get('loss_weights');
  const isMetrics = weights?.value.kind === 'list' && weights.value.items.some(({ value }) => value.kind === 'string'); // prettier-ignore
  if (isMetrics && weights) context.note(weights, finding('metricsByPlace'));
  else if (weights && weights.value.kind !== 'none') throw new CodeError(weights, finding('notInFit', 'loss_weights')); // prettier-ignore
  const measured = isMetrics ? weights : given.get('metrics');
  const compiled: Compiled = { model, at: { from: call.from, to: call.to }, optimizer: null, loss: null, metrics: [] }; // prettier-ignore
  context.attempt(() => (compiled.optimizer = located(madeOf('optimizers', optimizer), optimizer)));
  context.attempt(() => (compiled.loss = located(madeOf('losses', loss), loss)));
  context.attempt(() => (compiled.metrics = readMetrics(context, measured)));
  context.compiled.push(compiled);
}

const located = (made: Made, { from, to }: Span) => ({ ...made, at: { from, to } });

function readMetrics(context: Context, measured: Located | undefined): string[] {
  const items = measured?.value.kind === 'list' ? measured.value.items : measured ? [measured] : [];
  return items.flatMap((item) => {
    const { value } = item;
    if (value.kind === 'none' || value.kind === 'refused') return [];
    const called = value.kind === 'made' ? value.given.get('name') : undefined;
    const name = value.kind === 'string' ? value.value : snake(value.kind === 'made' ? value.name : show(value)); // prettier-ignore
    // Keras calls it by its own name from here on.
    if (called && accuracies.includes(name)) return [String(plain(called.value))];
    if (accuracies.includes(name.toLowerCase())) return [name];
    const meant = metrics.includes(name) ? null : nearest(name, metrics);
    if (meant) throw new CodeError(item, finding('otherMetric', show(value), meant));
    context.note(item, finding('otherMetric', show(value), null));
    return [name];
  });
}

/** `fit(x, y, batch_size, epochs, …)`. */
export function readFit(
  context: Context,
  call: Call,
  model: ReadModel | null,
  name: 'fit' | 'fit_generator',
): void {
  // prettier-ignore
  const isOld = name === 'fit_generator';
  const former = call.args.named.get('nb_epoch');
  if (former) throw new CodeError(former.name, finding('formerArgument', name, 'nb_epoch', formerArguments.nb_epoch!)); // prettier-ignore
  if (isOld) context.note(call.name, finding('oldMethod', 'fit_generator', 'fit'));
  const given = bind(call.args, callSignatures[name], name, ['workers', 'use_multiprocessing', 'max_queue_size', ...(isOld ? ['generator'] : [])]); // prettier-ignore
  const x = given.get('x') ?? given.get('generator');
  if (!x) throw new CodeError(call.args, finding('noPictures'));
  const { from, to } = call;
  const compiled = context.compiled.findLast((one) => one.model === model) ?? null;
  const fit: Fit = { model, compiled, at: { from, to }, x, y: given.get('y') ?? null, images: null, labels: null, batch: given.get('batch_size') ?? null, epochs: given.get('epochs') ?? null, validation: { kind: 'none' }, callbacks: [], stepsPerEpoch: null, kind: 'arrays', turn: context.turns.join(', ') }; // prettier-ignore
  readData(fit);
  fit.validation = readValidation(given, x);
  const steps = given.get('steps_per_epoch');
  const number = steps ? plain(steps.value) : null;
  if (steps && typeof number === 'number' && number > 0) holdToEpoch(fit, steps, number);
  else if (steps && steps.value.kind !== 'none' && !isHarmless(steps.value)) throw new CodeError(steps, finding('notKnown', show(steps.value))); // prettier-ignore
  const shuffle = given.get('shuffle');
  if (shuffle && fit.kind === 'arrays' && plain(shuffle.value) === false) throw new CodeError(shuffle, finding('alwaysShuffled')); // prettier-ignore
  for (const key of ['class_weight', 'sample_weight', 'initial_epoch']) {
    const written = given.get(key);
    if (written && written.value.kind !== 'none' && plain(written.value) !== 0)
      throw new CodeError(written, finding('notInFit', key));
  }
  const callbacks = given.get('callbacks');
  if (callbacks)
    fit.callbacks = callbacks.value.kind === 'list' ? callbacks.value.items : [callbacks];
  context.fits.push(fit);
}

const isHarmless = (value: Value) => value.kind === 'refused';

function readData(fit: Fit): void {
  const { value } = fit.x;
  if (value.kind === 'pipeline') {
    const { pipeline } = value;
    fit.kind = pipeline.kind;
    fit.images = pipeline.x;
    fit.labels = pipeline.y;
    if (!pipeline.batch) throw new CodeError(fit.x, finding('noBatch'));
    if (fit.batch && fit.batch.value.kind !== 'none') throw new CodeError(fit.batch, finding('batchTwice')); // prettier-ignore
    if (pipeline.keyed) throw new CodeError(fit.x, finding('notKnown', show(value)));
    fit.batch = pipeline.batch;
    return;
  }
  if (value.kind === 'pictures') fit.images = value.pictures;
  if (fit.y?.value.kind === 'pictures') fit.labels = fit.y.value.pictures;
}

function readValidation(given: Map<string, Located>, x: Located): Validation {
  const written = given.get('validation_data');
  if (written && written.value.kind !== 'none') {
    const { value, from, to } = written;
    const at = { from, to };
    if (value.kind === 'pipeline') return { kind: 'pictures', x: value.pipeline.x, y: value.pipeline.y, at }; // prettier-ignore
    const items = value.kind === 'list' ? value.items : [];
    const [images, labels] = items.map((item) => item.value);
    if (images?.kind === 'pictures') return { kind: 'pictures', x: images.pictures, y: labels?.kind === 'pictures' ? labels.pictures : null, at }; // prettier-ignore
    return { kind: 'unknown', at, items };
  }
  const split = given.get('validation_split');
  if (!split || split.value.kind === 'none') return { kind: 'none' };
  const share = plain(split.value);
  if (split.value.kind === 'refused') throw new Silent();
  if (typeof share !== 'number') throw new CodeError(split, finding('notKnown', show(split.value)));
  if (share < 0 || share >= 1) throw new CodeError(split, finding('shareOfOne', show(split.value)));
  if (share > 0 && x.value.kind === 'pipeline')
    throw new CodeError(split, finding('splitOfPipeline'));
  return share === 0 ? { kind: 'none' } : { kind: 'split', share, at: split };
}

/** As many steps as the pictures have batches are an epoch, whole or with its last batch cut. */
function holdToEpoch(fit: Fit, steps: Located, number: number): void {
  const { images, x, batch } = fit;
  fit.stepsPerEpoch = number;
  if (!images) return;
  const size = batch?.value.kind === 'number' ? batch.value.value : 32;
  const whole = x.value.kind === 'pipeline' ? batchesOf(x.value.pipeline) : Math.ceil(numberOf(images) / size); // prettier-ignore
  const isEpoch =
    Math.ceil(number) === whole || Math.floor(number) === Math.floor(numberOf(images) / size);
  if (!isEpoch) throw new CodeError(steps, finding('otherSteps', number, whole));
}
