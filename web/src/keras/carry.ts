import {
  isAllowed,
  isValid,
  limits,
  trainedPictures,
  type NumberName,
  type Settings,
} from '../model/settings';
import { isUnit, numberOf } from './arrays';
import { Silent, type Context } from './context';
import type { Compiled, Fit } from './fits';
import { catalogLayer } from './front';
import { snake } from './layers';
import { carryCallbacks } from './callbacks';
import { losses, optimizers, rowFor, schedules, specOf } from './rows';
import { CodeError, finding, isSame, type Span } from './source';
import { numberValue, plain, show, type Located, type ReadLayer, type ReadModel, type Pictures, type Value } from './values'; // prettier-ignore

/** What the lab makes of a program: its rows hold what can be carried, and the rest is refused. */

function set(context: Context, name: string, value: unknown, span: Span): void {
  context.set(name as keyof Settings, value as never, span);
}

/** A number of the form; its range is the form's. */
function setNumber(context: Context, name: NumberName, written: Located): void {
  const { value } = written;
  if (value.kind === 'refused') throw new Silent();
  if (value.kind === 'unknown' || value.kind === 'method') throw new CodeError(written, finding('notKnown', show(value))); // prettier-ignore
  const { min, max, integer } = limits[name];
  const wrong = finding('wrongSetting', name, show(value), min, max, integer);
  if (value.kind !== 'number' || !isValid(name, value.value) || (integer && !value.whole))
    throw new CodeError(written, wrong);
  context.set(name, value.value, written);
}

const number = (
  context: Context,
  name: NumberName,
  written: Located | null,
  usual: number,
  span: Span,
) => {
  if (written && written.value.kind !== 'none') setNumber(context, name, written);
  else context.set(name, usual, span);
};

/** Optimizer, rate and loss, as compile says them. */
export function carryCompiled(context: Context, compiled: Compiled, fit: Fit | null): void {
  context.attempt(() => carryOptimizer(context, compiled));
  context.attempt(() => carryLoss(context, compiled, fit));
}

function carryOptimizer(context: Context, { optimizer }: Compiled): void {
  if (!optimizer) return;
  const row = rowFor(optimizers, optimizer.name);
  if (!row)
    throw new CodeError(
      optimizer.at,
      finding(
        'foreignOptimizer',
        optimizer.name,
        optimizers.map(({ keras }) => keras),
      ),
    ); // prettier-ignore // prettier-ignore
  const spec = specOf(row, optimizer, ['learning_rate', 'decay']);
  const decay = optimizer.given.get('decay');
  const rate = optimizer.given.get('learning_rate');
  const plan = planOf(context, rate, decay);
  if (rate && rate.value.kind !== 'made') {
    if (rate.value.kind === 'number' && rate.value.whole) throw new CodeError(rate, finding('wholeRate', show(rate.value))); // prettier-ignore
    setNumber(context, 'learning_rate', rate);
  } else if (!rate) context.set('learning_rate', row.learning_rate ?? 0.001, optimizer.at);
  set(context, 'optimizer', spec, optimizer.at);
  set(context, 'schedule', plan ?? { kind: 'constant' }, rate ?? optimizer.at); // prettier-ignore
}

/** A schedule given for the rate, or the `decay` of Keras 2, as a row of schedules. */
function planOf(context: Context, rate: Located | undefined, decay: Located | undefined) {
  if (rate?.value.kind === 'made') {
    const plan = rate.value;
    const row = rowFor(schedules, plan.name);
    if (!row)
      throw new CodeError(
        rate,
        finding(
          'schedule',
          plan.name,
          schedules.map(({ keras }) => keras).filter((keras) => keras !== ''),
        ),
      );
    if (row.kind === 'piecewise_constant_decay') return piecewise(context, rate);
    const first = plan.given.get('initial_learning_rate');
    const warmsUp = plan.given.has('warmup_target') && first && plain(first.value) === 0;
    const least = limits.learning_rate.min;
    if (warmsUp) {
      // Keras's own example begins at 0; the least rate here is as good as that.
      context.set('learning_rate', least, first);
      context.note(first, finding('warmsUpFrom', least));
    } else if (first) setNumber(context, 'learning_rate', first);
    return specOf(row, plan, ['initial_learning_rate']);
  }
  if (rate && rate.value.kind !== 'number')
    throw new CodeError(rate, finding('notKnown', show(rate.value)));
  const share = decay ? plain(decay.value) : 0;
  if (!decay || share === 0 || share === null) return null;
  const row = rowFor(schedules, 'InverseTimeDecay');
  const most = row?.fields.find(({ name }) => name === 'decay_rate')?.maximum ?? Infinity;
  if (typeof share !== 'number' || share < 0 || share > most)
    throw new CodeError(
      decay,
      finding('wrongArgument', 'decay', show(decay.value), 0, most, false),
    );
  if (!row)
    throw new CodeError(
      decay,
      finding(
        'schedule',
        'decay',
        schedules.map(({ keras }) => keras).filter((keras) => keras !== ''),
      ),
    );
  return { kind: row.kind, decay_steps: 1, decay_rate: share };
}

/** Keras has all its values in one list; here the first is the learning rate. */
function piecewise(context: Context, rate: Located) {
  const { given, name } = rate.value as Extract<Value, { kind: 'made' }>;
  const row = rowFor(schedules, name)!;
  const [boundaries, values] = ['boundaries', 'values'].map((key) => {
    const written = given.get(key)!;
    const list = plain(written.value);
    const isList = Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'number'); // prettier-ignore
    if (written.value.kind === 'refused') throw new Silent();
    if (!isList) throw new CodeError(written, finding('notKnown', show(written.value)));
    return { written, list: list };
  }) as [Listed, Listed];
  if (values.list.length !== boundaries.list.length + 1)
    throw new CodeError(values.written, finding('oneValueMore', boundaries.list.length, values.list.length)); // prettier-ignore
  const [first, ...rest] = values.list as [number, ...number[]];
  const at = { ...values.written, value: numberValue(first, false) };
  setNumber(context, 'learning_rate', at);
  const spec = { kind: row.kind, boundaries: boundaries.list, values: rest };
  const wrong = row.fields.find((field) => !isAllowed(field, spec[field.name as 'values']));
  if (wrong)
    throw new CodeError(given.get(wrong.name)!, finding('wrongArgument', wrong.name, show(given.get(wrong.name)!.value), wrong.minimum!, wrong.maximum!, false)); // prettier-ignore
  return spec;
}

interface Listed {
  written: Located;
  list: number[];
}

/**
 * Of labels that are one-hot, categorical cross-entropy is the sparse one of their numbers: the lab
 * keeps the numbers. Of logits it is that of a softmax behind them, which `carryLayers` puts there.
 */
function carryLoss(context: Context, { loss }: Compiled, fit: Fit | null): void {
  if (!loss) return;
  const name = snake(loss.name);
  const isOneHot = fit?.labels?.labels === 'one-hot' || (fit?.y?.value.kind === 'unknown' && fit.y.value.oneHot); // prettier-ignore
  const row = rowFor(losses, loss.name) ?? (loss.name === 'CategoricalCrossentropy' && isOneHot ? rowFor(losses, 'SparseCategoricalCrossentropy') : undefined); // prettier-ignore
  // Where fit or the labels were refused, how labels are written is not known, and the mistake is told there.
  const untold = !fit || fit.labels?.trouble !== undefined || fit.y?.value.kind === 'refused';
  if (!row && untold && context.mistakes.length > 0 && /^(categorical|binary)_crossentropy$/.test(name)) return; // prettier-ignore
  if (!row) {
    if (/^(categorical|binary)_crossentropy$/.test(name)) throw new CodeError(loss.at, finding('sparseLoss', name)); // prettier-ignore
    throw new CodeError(loss.at, finding('otherLoss', show({ ...loss }), null));
  }
  const logits = loss.given.get('from_logits');
  if (logits && typeof plain(logits.value) !== 'boolean') throw new CodeError(logits, finding('notKnown', show(logits.value))); // prettier-ignore
  const smoothing = loss.given.get('label_smoothing');
  if (smoothing) setNumber(context, 'label_smoothing', smoothing);
  else context.set('label_smoothing', 0, loss.at);
  const spec = specOf(row, loss, ['from_logits', 'reduction', 'label_smoothing']);
  if (losses.length > 1) set(context, 'loss', spec, loss.at);
}

/** Whether a loss takes what the last layer gives as logits. */
const takesLogits = (compiled: Compiled | null) => {
  const given = compiled?.loss?.given.get('from_logits');
  return given !== undefined && plain(given.value) === true;
};

/** What fit says, in the lab's settings. */
export function carryFit(context: Context, fit: Fit, times: Fit[]): void {
  const attempt = (act: () => void) => context.attempt(act);
  attempt(() => carryPictures(context, fit));
  attempt(() => carryValidation(context, fit));
  attempt(() => checkLabels(fit));
  attempt(() => carryCallbacks(context, fit));
  attempt(() => number(context, 'epochs', fit.epochs, 1, fit.at));
  if (times.length > 1 && typeof context.settings.epochs === 'number') {
    const all = times.map(({ epochs }) => (epochs ? plain(epochs.value) : 1));
    if (all.every((one) => typeof one === 'number')) {
      const sum = all.reduce((total, one) => total + one, 0);
      context.set('epochs', sum, fit.epochs ?? fit.at);
      context.note(fit.at, finding('trainedOn', times.length, sum));
    }
  }
  attempt(() => number(context, 'batch_size', fit.batch, 32, fit.at));
}

/** How many pictures, and which. */
function carryPictures(context: Context, fit: Fit): void {
  const { images, labels, x, y } = fit;
  if (!images) {
    if (x.value.kind === 'refused') return;
    return carryUnknown(context, 'training_pictures', [x, y]);
  }
  const trouble = images.trouble ?? labels?.trouble;
  if (trouble) throw new CodeError(trouble, trouble.finding);
  if (images.of !== 'images') throw new CodeError(x, finding('labelsAsPictures'));
  if (images.split === 'test') throw new CodeError(x, finding('trainsOnTest'));
  if (
    labels &&
    (labels.split !== images.split || labels.from !== images.from || labels.to !== images.to)
  )
    // prettier-ignore
    throw new CodeError(y ?? x, finding('unequalSlices'));
  if (!labels && y && /^(unknown|method)$/.test(y.value.kind) && !/^y$|label/i.test(show(y.value))) throw new CodeError(y, finding('notKnown', show(y.value))); // prettier-ignore
  if (images.drawn) return carryDrawn(context, fit, images);
  // What the validation set takes of the training pictures counts as theirs.
  const whole = validatesOnRest(fit);
  if (images.from !== 0 && whole === null) throw new CodeError(x, finding('notTheFirst', images.from, images.to)); // prettier-ignore
  const count = whole ?? images.to;
  if (images.count && whole === null) setNumber(context, 'training_pictures', images.count);
  else context.set('training_pictures', count, x);
}

/** Pictures that a program does not load: the lab's own, as many as its settings say. */
function carryUnknown(
  context: Context,
  name: 'training_pictures' | 'test_pictures',
  arrays: (Located | null)[],
): void {
  // prettier-ignore
  const [images] = arrays;
  const first = arrays.map((array) => (array?.value.kind === 'unknown' ? array.value.first : undefined)); // prettier-ignore
  const [x, y] = first;
  if (!x && !y) {
    // A pipeline has a size of batches, which would be lost.
    if (images?.value.kind === 'unknown' && /\.batch\s*\(/.test(images.value.what)) throw new CodeError(images, finding('notKnown', show(images.value))); // prettier-ignore
    if (!images || name !== 'training_pictures') return;
    if (images.value.kind === 'unknown' && !/^train_images|^images/.test(images.value.what))
      context.note(images, finding('notLoaded', show(images.value))); // prettier-ignore
    else context.note(images, finding('allPictures'));
    return;
  }
  if (!x || !y || plain(x.value) !== plain(y.value))
    throw new CodeError((y ?? arrays[1] ?? x)!, finding('unequalSlices'));
  setNumber(context, name, x);
}

/** Drawn by chance from the training pictures: here the last so many are kept apart instead. */
function carryDrawn(context: Context, fit: Fit, images: Pictures): void {
  const { share, at } = images.drawn!;
  if (images.drawn!.part === 'part') throw new CodeError(fit.x, finding('notTheFirst', images.from, images.to)); // prettier-ignore
  const { validation } = fit;
  const isPart = validation.kind === 'pictures' && validation.x.drawn?.at.from === at.from;
  if (!isPart) throw new CodeError(at, finding('drawn'));
  context.note(at, finding('drawnAsLast', share));
  context.set('training_pictures', Math.round(numberOf(images) / (1 - share)), fit.x);
  context.set('validation_split', share, at);
}

/** Training pictures and validation pictures that are one stretch of the training set: how long it is. */
function validatesOnRest({ images, validation }: Fit): number | null {
  if (!images || validation.kind !== 'pictures') return null;
  const { x } = validation;
  if (x.split !== 'train' || x.drawn) return null;
  if (x.from === images.to && images.from === 0) return x.to;
  return x.from === 0 && x.to === images.from ? images.to : null;
}

function carryValidation(context: Context, fit: Fit): void {
  const { validation, images } = fit;
  if (validation.kind !== 'split' && !images?.drawn && validatesOnRest(fit) === null)
    context.set('validation_split', 0, fit.at);
  switch (validation.kind) {
    case 'none':
      return carryTest(context, fit);
    case 'unknown':
      return carryUnknown(context, 'test_pictures', validation.items.slice(0, 2));
    case 'split':
      setNumber(context, 'validation_split', validation.at);
      return carryTest(context, fit);
    case 'pictures': {
      const { x, y, at } = validation;
      const trouble = x.trouble ?? y?.trouble;
      if (trouble && !isSame(trouble.finding, images?.trouble?.finding)) throw new CodeError(trouble, trouble.finding); // prettier-ignore
      if (x.drawn && images?.drawn) return;
      if (images && !sameScale(x, images)) context.note(at, finding('otherScale'));
      if (x.split === 'train') {
        const whole = validatesOnRest(fit);
        if (whole === null || x.drawn) throw new CodeError(at, finding('validatesOnTraining'));
        if (x.from === 0) context.note(at, finding('firstAsLast', numberOf(x)));
        context.set('validation_split', shareOf(numberOf(x), whole), at);
        return carryTest(context, fit);
      }
      if (x.from !== 0) throw new CodeError(at, finding('notTheFirst', x.from, x.to));
      if (x.count) return setNumber(context, 'test_pictures', x.count);
      return context.set('test_pictures', x.to, at);
    }
  }
}

/** The share that keeps just so many apart: half a picture less where rounding would keep another. */
function shareOf(apart: number, whole: number): number {
  const share = apart / whole;
  const trained = trainedPictures({ training_pictures: whole, validation_split: share });
  return trained === whole - apart ? share : (apart - 0.5) / whole;
}

/** Where fit examines no test pictures, those that evaluate is given are the lab's. */
function carryTest(context: Context, { model }: Fit): void {
  const x = context.evaluated.findLast((one) => one.model === model)?.x;
  if (!x) return;
  const { value } = x;
  if (value.kind === 'unknown' && value.first) return setNumber(context, 'test_pictures', value.first); // prettier-ignore
  if (value.kind !== 'pictures') return;
  const { split, from, to, count, trouble } = value.pictures;
  if (split !== 'test' || from !== 0 || trouble) return;
  if (count) setNumber(context, 'test_pictures', count);
  else context.set('test_pictures', to, x);
}

const sameScale = (a: Pictures, b: Pictures) =>
  JSON.stringify([a.scale, a.offset]) === JSON.stringify([b.scale, b.offset]);

/** Labels have to be as the loss takes them, as Keras would say when it trains; `carryLoss` refused the others. */
function checkLabels({ labels, compiled }: Fit): void {
  const loss = compiled?.loss;
  if (!labels || !loss || labels.trouble) return;
  if (loss.name === 'SparseCategoricalCrossentropy' && labels.labels === 'one-hot')
    throw new CodeError(loss.at, finding('sparseOfOneHot'));
}

/**
 * The layers that the lab computes with: those of the model, before them what the pictures go
 * through on their way. A Rescaling that undoes what the pictures are scaled by leaves nothing to do.
 */
function scaledLayers(context: Context, model: ReadModel, fit: Fit | null): ReadLayer[] {
  const images = fit?.images && !fit.images.trouble ? fit.images : null;
  const augments = (layer: ReadLayer) => context.catalog.some(({ keras, augments: is }) => keras === layer.keras && is); // prettier-ignore
  const layers = [...model.layers];
  const at = layers.findIndex((layer) => !augments(layer));
  const own = at >= 0 && layers[at]!.keras === 'Rescaling' ? layers[at]! : null;
  const front = images ? images.front : [];
  // From the lab's 0..1 to what reaches the model; what is not loaded here is taken to be 0..255 before a Rescaling.
  const scale = images ? images.scale.map((one) => one * 255) : [own && isOfPixels(own) ? 255 : 1];
  const offset = images ? images.offset : [0];
  if (front.length > 0) context.note(fit!.at, finding('frontLayers', front.map(({ keras }) => keras))); // prettier-ignore
  if (own && scale.length === 1 && offset.length === 1 && (scale[0] !== 1 || offset[0] !== 0)) {
    const together = { scale: scale[0]! * Number(own.spec.scale), offset: offset[0]! * Number(own.spec.scale) + Number(own.spec.offset ?? 0) }; // prettier-ignore
    layers.splice(at, 1);
    if (Math.abs(together.scale - 1) < 1e-6 && Math.abs(together.offset) < 1e-9) return [...front, ...layers]; // prettier-ignore
    const span = own.from === own.to ? fit!.at : own;
    layers.splice(at, 0, rescaling(context, together.scale, together.offset, span));
    if (images && !isUnit(images)) context.note(images.scaledAt ?? fit!.x, finding('scaledOtherwise', images.scale, images.offset)); // prettier-ignore
    return [...front, ...layers];
  }
  if (!images || isUnit(images)) return [...front, ...layers];
  const where = images.scaledAt ?? fit!.x;
  const place = at < 0 ? layers.length : at;
  const put = scale.length === 1 && offset.length === 1 ? rescaling(context, scale[0]!, offset[0]!, where) : normalization(context, scale, offset, where); // prettier-ignore
  context.note(where, finding('scaledOtherwise', images.scale, images.offset));
  layers.splice(place, 0, put);
  return [...front, ...layers];
}

/** Whether so small a scale is for pixels from 0 to 255: a layer of the lab has larger ones. */
const isOfPixels = ({ spec }: ReadLayer) => Math.abs(Number(spec.scale)) < 0.02;

const round = (value: number) => Number(value.toPrecision(12));

function rescaling(context: Context, scale: number, offset: number, span: Span): ReadLayer {
  const layer = catalogLayer(context, 'Rescaling', { scale: round(scale), offset: round(offset) }, span); // prettier-ignore
  if (!layer) throw new CodeError(span, finding('rescaling'));
  const field = context.catalog.find((row) => row.keras === 'Rescaling')?.fields.find(({ name }) => name === 'scale'); // prettier-ignore
  if (field && !(scale >= field.minimum! && scale <= field.maximum!)) throw new CodeError(span, finding('scaledTooFar', scale, field.minimum!, field.maximum!)); // prettier-ignore
  return layer;
}

/** (x - mean) / deviation of each channel. */
function normalization(context: Context, scale: number[], offset: number[], span: Span): ReadLayer {
  const channels = [0, 1, 2].map((i) => ({ scale: scale[i % scale.length]!, offset: offset[i % offset.length]! })); // prettier-ignore
  const mean = channels.map((one) => round(-one.offset / one.scale));
  const variance = channels.map((one) => round(1 / one.scale ** 2));
  return catalogLayer(context, 'Normalization', { mean, variance }, span)!;
}

/** The layers that the lab computes with; behind logits stands the softmax that the loss takes them through. */
export function carryLayers(
  context: Context,
  model: ReadModel,
  fit: Fit | null,
  compiled: Compiled | null,
): ReadLayer[] {
  // prettier-ignore
  const layers = scaledLayers(context, model, fit);
  const last = layers.at(-1);
  if (!last || !takesLogits(compiled) || last.spec.kind !== 'dense' || last.spec.activation !== 'linear') return layers; // prettier-ignore
  context.note(compiled!.loss!.given.get('from_logits')!, finding('softmaxOfLogits'));
  return [...layers.slice(0, -1), { ...last, spec: { ...last.spec, activation: 'softmax' } }];
}
