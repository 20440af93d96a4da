import type { SyntaxNode } from '@lezer/common';
import { messages } from '../messages';
import { codeMessages } from '../messages/code';
import type { CatalogRow, Spec } from '../../../wasm/lab';
import { callbacks, optimizers, rowOf, schedules } from '../model/catalog';
import { isAllowed, isValid, limits, shortSpec, type NumberName } from '../model/settings';
import { bind, type Arguments } from './arguments';
import type { Context } from './context';
import { fieldValue, python } from './layers';
import { callSignatures } from './signatures';
import { CodeError, nearest, type Span } from './source';
import { plain, show, type Located, type Value } from './values';

const losses = ['sparse_categorical_crossentropy'];
const metrics = ['accuracy', 'acc', 'sparse_categorical_accuracy'];

/** The fields that a call says of an optimizer, a schedule or a callback; what is fixed has to be as the row has it. */
function readRow(
  row: CatalogRow,
  args: Arguments,
): { given: Map<string, Located>; fields: Record<string, unknown> } {
  const given = bind(args, row.arguments, row.keras);
  const fields: Record<string, unknown> = {};
  for (const field of row.fields) {
    const written = given.get(field.name);
    const value = written ? fieldValue(row.keras, field, written) : undefined;
    const isUsual = value === undefined || value === null;
    if (isUsual && !field.optional && field.default === undefined)
      throw new CodeError(args, codeMessages.missing(row.keras, field.name, messages.model.help(row.kind, field.name, field.help))); // prettier-ignore
    if (!isUsual && !isAllowed(field, value))
      throw new CodeError(written!, codeMessages.wrongSetting(`${row.keras} ${field.name}`, show(written!.value), field.minimum!, field.maximum!, field.type === 'integer')); // prettier-ignore
    if (!isUsual) fields[field.name] = value;
  }
  for (const [name, allowed] of Object.entries(row.fixed ?? {})) {
    const written = given.get(name);
    if (written && allowed && !allowed.includes(plain(written.value)))
      throw new CodeError(written, codeMessages.fixedArgument(name, show(written.value), python(allowed[0]))); // prettier-ignore
  }
  return { given, fields };
}

const named = (rows: CatalogRow[], name: string) =>
  rows.find(({ keras, kind }) => keras.toLowerCase() === name || kind === name);

/** `keras.optimizers.X(…)`. */
export function optimizer(context: Context, at: SyntaxNode, name: string, args: Arguments): Value {
  const row = optimizers.find(({ keras }) => keras === name);
  if (!row) throw unknownOptimizer({ from: at.to - name.length, to: at.to }, name);
  const decay = takeOldNames(context, args);
  const { given, fields } = readRow(row, args);
  const spec = shortSpec('optimizer', { kind: row.kind, ...fields });
  return { kind: 'optimizer', spec, rate: given.get('learning_rate') ?? null, decay };
}

function unknownOptimizer(span: Span, written: string): CodeError {
  const m = codeMessages;
  const names = optimizers.map(({ keras }) => keras);
  const quote = written.startsWith("'") ? "'" : '';
  const meant = quote
    ? nearest(
        written.slice(1, -1),
        names.map((name) => name.toLowerCase()),
      )
    : nearest(written, names);
  return new CodeError(span, meant ? m.unknownName(written, quote + meant + quote) : m.foreignOptimizer(written, names)); // prettier-ignore
}

/** What programs for Keras 1 and 2 say: `lr`, and `decay`, the schedule that it was. */
function takeOldNames(context: Context, args: Arguments): Spec | null {
  const m = codeMessages;
  const lr = args.named.get('lr');
  if (lr && !args.named.has('learning_rate')) {
    context.note(lr.name, m.oldRate);
    args.named.delete('lr');
    args.named.set('learning_rate', lr);
  }
  const decay = args.named.get('decay');
  if (!decay) return null;
  args.named.delete('decay');
  const value = plain(decay.value);
  const most = rowOf('schedule', { kind: 'inverse_time_decay' })!.fields[1]!.maximum!;
  if (value === 0 || value === null) return null;
  if (typeof value !== 'number' || value < 0 || value > most)
    throw new CodeError(decay, m.wrongSetting('decay', show(decay.value), 0, most, false));
  context.note(decay.name, m.oldDecay(value));
  return { kind: 'inverse_time_decay', decay_steps: 1, decay_rate: value };
}

/** `keras.optimizers.schedules.X(…)`. */
export function schedule(at: SyntaxNode, name: string, args: Arguments): Value {
  const m = codeMessages;
  const row = schedules.find(({ keras }) => keras !== '' && keras === name);
  if (!row) {
    const names = schedules.map(({ keras }) => keras).filter((keras) => keras !== '');
    const meant = nearest(name, names);
    throw new CodeError({ from: at.to - name.length, to: at.to }, meant ? m.unknownName(name, meant) : m.schedule(name, names)); // prettier-ignore
  }
  const { given, fields } = readRow(row, args);
  const rate = given.get('initial_learning_rate');
  if (!rate) throw new CodeError(args, m.missing(name, 'initial_learning_rate', m.initialRate));
  return { kind: 'schedule', spec: shortSpec('schedule', { kind: row.kind, ...fields }), rate };
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
    const row = named(optimizers, nameOf(written));
    if (!row) throw unknownOptimizer(written, show(value));
    setOptimizer(context, { kind: row.kind }, null, written, null);
    return;
  }
  if (value.kind !== 'optimizer')
    throw new CodeError(written, m.foreignOptimizer(show(value), optimizers.map(({ keras }) => keras))); // prettier-ignore
  setOptimizer(context, value.spec, value.rate, written, value.decay);
}

function setOptimizer(
  context: Context,
  spec: Spec,
  rate: Located | null,
  written: Located,
  decay: Spec | null,
): void {
  context.set('optimizer', spec, written);
  const plan = rate?.value.kind === 'schedule' ? rate.value : null;
  context.set('schedule', plan?.spec ?? decay ?? { kind: 'constant' }, plan ? rate! : written);
  const first = plan ? plan.rate : rate;
  if (first) setNumber(context, 'learning_rate', first);
  else context.set('learning_rate', rowOf('optimizer', spec)!.learning_rate!, written);
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
      if (rates) throw new CodeError(item, codeMessages.rateCallback(rates));
      context.note(item, codeMessages.callbacks);
    }
  }
}

/** `keras.callbacks.EarlyStopping(…)`, as far as the lab can do the same. */
export function earlyStopping(args: Arguments): Value {
  const row = callbacks.find(({ keras }) => keras === 'EarlyStopping')!;
  const patience = bind(args, row.arguments, row.keras).get('patience');
  // Keras's own patience of 0 ends a run at the first epoch that is no better; here 0 is never.
  if (!patience || plain(patience.value) === 0)
    throw new CodeError(patience ?? args, codeMessages.noPatience);
  const { fields } = readRow(row, args);
  return { kind: 'stopping', patience, best: fields.restore_best_weights === true };
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
