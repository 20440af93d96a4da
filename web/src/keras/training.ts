import type { SyntaxNode } from '@lezer/common';
import { messages } from '../messages';
import { codeMessages } from '../messages/code';
import { isValid, limits, type NumberName } from '../model/settings';
import { bind, type Arguments } from './arguments';
import type { Context } from './context';
import { python } from './layers';
import { callSignatures } from './signatures';
import { CodeError, nearest, type Span } from './source';
import { plain, show, type Located, type Value } from './values';

const losses = ['sparse_categorical_crossentropy'];
const metrics = ['accuracy', 'acc', 'sparse_categorical_accuracy'];
/** Adam's in Keras. */
const usualRate = 0.001;

/** `keras.optimizers.X(…)`. Arguments that the engine holds at Keras's defaults have to say those. */
export function optimizer(at: SyntaxNode, name: string, args: Arguments): Value {
  const m = codeMessages;
  const span = { from: at.to - name.length, to: at.to };
  if (name === 'Adam') {
    const defaults = { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false, weight_decay: null, clipnorm: null, clipvalue: null, global_clipnorm: null, use_ema: false, ema_momentum: 0.99, ema_overwrite_frequency: null, loss_scale_factor: null, gradient_accumulation_steps: null }; // prettier-ignore
    const decay = args.named.get('decay');
    if (decay) throw new CodeError(decay.name, m.schedule('decay'));
    const given = bind(args, callSignatures.Adam, name);
    for (const [key, value] of Object.entries(defaults)) {
      const written = given.get(key);
      if (written && plain(written.value) !== value)
        throw new CodeError(written, m.fixedArgument(key, show(written.value), String(value ?? 'None'))); // prettier-ignore
    }
    return { kind: 'optimizer', rate: given.get('learning_rate') ?? null };
  }
  if (name === 'SGD') throw new CodeError(span, m.sgd(name));
  const meant = nearest(name, ['Adam']);
  throw new CodeError(span, meant ? m.unknownName(name, meant) : m.foreignOptimizer(name));
}

/** `compile(optimizer, loss, metrics)`. */
export function readCompile(context: Context, list: SyntaxNode, args: Arguments): void {
  const m = codeMessages;
  const given = bind(args, callSignatures.compile, 'compile');
  readOptimizer(context, list, given.get('optimizer'));

  const loss = given.get('loss');
  if (!loss) throw new CodeError(list, m.noLoss);
  const lossName = nameOf(loss);
  if (lossName === 'categorical_crossentropy' || lossName === 'binary_crossentropy')
    throw new CodeError(loss, m.sparseLoss(lossName));
  if (!losses.includes(lossName))
    throw new CodeError(loss, m.otherLoss(show(loss.value), nearest(lossName, losses)));

  const measured = given.get('metrics');
  const items = measured?.value.kind === 'list' ? measured.value.items : measured ? [measured] : [];
  for (const item of items) {
    const name = nameOf(item);
    if (item.value.kind === 'none' || metrics.includes(name)) continue;
    const meant = nearest(name, metrics);
    if (meant) throw new CodeError(item, m.otherMetric(show(item.value), meant));
    context.note(item, m.otherMetric(show(item.value), null));
  }
}

/** `'accuracy'`, or the class or function of that name. */
function nameOf({ value }: Located): string {
  if (value.kind === 'string') return value.value.toLowerCase();
  const last = value.kind === 'name' ? value.path.split('.').at(-1)! : '';
  return last.replace(/(?<=[a-z])([A-Z])/g, '_$1').toLowerCase();
}

function readOptimizer(context: Context, list: SyntaxNode, written: Located | undefined): void {
  const m = codeMessages;
  if (!written) throw new CodeError(list, m.noOptimizer);
  const { value } = written;
  if (value.kind === 'string' || value.kind === 'name') {
    const name = nameOf(written);
    if (name === 'sgd') throw new CodeError(written, m.sgd(show(value)));
    if (name !== 'adam') {
      const meant = nearest(name, ['adam']);
      throw new CodeError(written, meant ? m.unknownName(show(value), `'${meant}'`) : m.foreignOptimizer(show(value))); // prettier-ignore
    }
    context.set('learning_rate', usualRate, written);
    return;
  }
  if (value.kind !== 'optimizer') throw new CodeError(written, m.foreignOptimizer(show(value)));
  const rate = value.rate;
  if (!rate) context.set('learning_rate', usualRate, written);
  else setNumber(context, 'learning_rate', rate);
}

/** `fit(x, y, batch_size, epochs, …)`. */
export function readFit(context: Context, list: SyntaxNode, args: Arguments): void {
  const m = codeMessages;
  const given = bind(args, callSignatures.fit, 'fit');
  if (!given.has('x')) throw new CodeError(list, m.noPictures);
  pictures(context, 'training_pictures', [given.get('x'), given.get('y')]);

  const validation = given.get('validation_data');
  if (validation?.value.kind === 'list')
    pictures(context, 'test_pictures', validation.value.items.slice(0, 2));
  const split = given.get('validation_split');
  if (split && plain(split.value) !== 0) throw new CodeError(split, m.validationSplit);
  const shuffle = given.get('shuffle');
  if (shuffle && plain(shuffle.value) !== true) throw new CodeError(shuffle, m.alwaysShuffled);
  for (const name of ['class_weight', 'sample_weight', 'initial_epoch', 'steps_per_epoch']) {
    const written = given.get(name);
    if (written && written.value.kind !== 'none' && plain(written.value) !== 0)
      throw new CodeError(written, m.notInFit(name));
  }
  readCallbacks(context, given.get('callbacks'), list);
  number(context, 'epochs', given.get('epochs'), 1, list);
  const batch = given.get('batch_size');
  number(context, 'batch_size', batch?.value.kind === 'none' ? undefined : batch, 32, list);
}

/** Early stopping is followed; those that change the learning rate are refused, others ignored. */
function readCallbacks(context: Context, written: Located | undefined, list: Span): void {
  context.set('early_stopping_patience', 0, written ?? list);
  const items = written?.value.kind === 'list' ? written.value.items : written ? [written] : [];
  for (const item of items) {
    if (item.value.kind === 'stopping') {
      const { patience, best } = item.value;
      if (patience) setNumber(context, 'early_stopping_patience', patience);
      context.set('keep_best', best, item);
    } else if (item.value.kind !== 'none') {
      const what = item.value.kind === 'unknown' ? item.value.what : '';
      const [rates] = /LearningRateScheduler|ReduceLROnPlateau/.exec(what) ?? [];
      if (rates) throw new CodeError(item, codeMessages.schedule(rates));
      context.note(item, codeMessages.callbacks);
    }
  }
}

/** `keras.callbacks.EarlyStopping(…)`, as far as the lab can do the same. */
export function earlyStopping(args: Arguments): Value {
  const m = codeMessages;
  // What the lab does, whether it is written or not.
  const fixed: Record<string, unknown> = { monitor: 'val_loss', min_delta: 0, mode: 'auto', baseline: null, start_from_epoch: 0 }; // prettier-ignore
  const given = bind(args, callSignatures.EarlyStopping, 'EarlyStopping');
  for (const [name, value] of Object.entries(fixed)) {
    const written = given.get(name);
    const same = written && (plain(written.value) === value || plain(written.value) === 'min');
    if (written && !same)
      throw new CodeError(written, m.fixedArgument(name, show(written.value), python(value)));
  }
  const patience = given.get('patience');
  // Keras's own patience of 0 ends a run at the first epoch that is no better; here 0 is never.
  if (!patience || plain(patience.value) === 0) throw new CodeError(patience ?? args, m.noPatience);
  const best = given.get('restore_best_weights');
  return { kind: 'stopping', patience, best: best ? plain(best.value) === true : false };
}

function number(
  context: Context,
  name: NumberName,
  written: Located | undefined,
  usual: number,
  span: Span,
): void {
  if (written) setNumber(context, name, written);
  else context.set(name, usual, span);
}

function setNumber(context: Context, name: NumberName, written: Located): void {
  const m = codeMessages;
  const { value } = written;
  if (value.kind === 'unknown') throw new CodeError(written, m.notKnown(value.what));
  const { min, max, integer } = limits[name];
  const wrong = m.wrongSetting(messages.run.settings[name], show(value), min, max, integer);
  if (value.kind !== 'number' || !isValid(name, value.value) || (integer && !value.whole))
    throw new CodeError(written, wrong);
  context.set(name, value.value, written);
}

/** How many of the first pictures a run takes, where slices say so. */
function pictures(
  context: Context,
  name: 'training_pictures' | 'test_pictures',
  arrays: (Located | undefined)[],
): void {
  const counts = arrays.map((array) => (array?.value.kind === 'unknown' ? array.value.first : undefined)); // prettier-ignore
  const [x, y] = counts;
  if (!x && !y) {
    const [images] = arrays;
    if (images && name === 'training_pictures') context.note(images, codeMessages.allPictures);
    return;
  }
  if (!x || !y || plain(x.value) !== plain(y.value))
    throw new CodeError((y ?? arrays[1] ?? x)!, codeMessages.unequalSlices);
  setNumber(context, name, x);
}
