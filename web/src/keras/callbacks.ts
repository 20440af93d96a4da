import { isAllowed, isValid, type Settings } from '../model/settings';
import { Silent, type Call, type Context } from './context';
import type { Fit } from './fits';
import { parametersOf } from './functions';
import { callbacks, rowFor, schedules, specOf } from './rows';
import { CodeError, finding } from './source';
import { numberValue, plain, show, type Located, type Value } from './values';

/**
 * What Keras's callbacks do to a run. Those that only watch or write files are passed over; what
 * would change the run and cannot be carried is refused.
 */

type Made = Extract<Value, { kind: 'made' }>;
type Found = Located & { value: Made };

/** What a callback watches, in the lab's settings. */
type Watched = Pick<Settings, 'watch_accuracy' | 'watch_training'>;

export function carryCallbacks(context: Context, fit: Fit): void {
  const at = fit.callbacks[0] ?? fit.at;
  context.set('early_stopping_patience', 0, at);
  context.set('keep_best', false, at);
  const named = (name: string) =>
    fit.callbacks.filter((item): item is Found => item.value.kind === 'made' && item.value.name === name); // prettier-ignore
  const stops = named('EarlyStopping');
  const rates = named('LearningRateScheduler');
  for (const item of fit.callbacks)
    context.attempt(() => {
      const { value } = item;
      if (value.kind === 'none' || value.kind === 'refused') return;
      if (value.kind !== 'made') return carryOwn(context, item);
      const found = { ...item, value };
      switch (value.name) {
        case 'EarlyStopping':
          if (item !== stops[0]) throw new CodeError(item, finding('secondCallback', value.name));
          return carryStopping(context, fit, found);
        case 'ModelCheckpoint':
          return carryCheckpoint(context, fit, found, stops[0] ?? null);
        case 'LearningRateScheduler':
          if (item !== rates[0]) throw new CodeError(item, finding('secondCallback', value.name));
          return carryRates(context, fit, found);
        case 'ReduceLROnPlateau':
          if (rates[0]) return carryOverruled(context, found, rates[0]);
          return carryPlateau(context, fit, found);
      }
    });
}

/** A callback of the program's own: what it only prints or draws is nothing to the run. */
function carryOwn(context: Context, item: Located): void {
  const { value } = item;
  if (value.kind === 'object' && value.of) {
    const body = context.source(value.of.node);
    if (
      /stop_training|\.(?:lr|learning_rate)\b\s*(?:=|,)|set_value|set_weights|\.assign\(/.test(body)
    )
      // prettier-ignore
      throw new CodeError(item, finding('ownCallback', value.of.name));
  }
  context.note(item, finding('callbacks'));
}

/** What `monitor` and `mode` say; null, with a note, where Keras would only warn and go on. */
function watchedBy(context: Context, fit: Fit, made: Made): Watched | null {
  const written = made.given.get('monitor');
  const name = written ? plain(written.value) : 'val_loss';
  const [, examined, metric] = /^(val_)?(loss|acc|accuracy|sparse_categorical_accuracy|categorical_accuracy)$/.exec(String(name)) ?? []; // prettier-ignore
  if (!metric) throw new CodeError(written ?? made.at, finding('otherMonitor', String(name)));
  const isAccuracy = metric !== 'loss';
  const metrics = fit.compiled?.metrics ?? null;
  if (isAccuracy && metrics && !metrics.includes(metric) && written) {
    if (metrics.length === 0 || metric !== 'acc') {
      context.note(written, finding('notMeasured', String(name), metrics));
      return null;
    }
    context.note(written, finding('oldName', String(name), `${examined ?? ''}accuracy`));
  }
  const mode = made.given.get('mode');
  const wanted = isAccuracy ? 'max' : 'min';
  if (mode && plain(mode.value) !== 'auto' && plain(mode.value) !== wanted)
    throw new CodeError(mode, finding('wrongMode', String(name), show(mode.value), wanted));
  if (examined && fit.validation.kind === 'none') {
    context.note(written ?? made.at, finding('nothingToWatch', String(name), made.name));
    return null;
  }
  return { watch_accuracy: isAccuracy, watch_training: !examined };
}

function setWatched(context: Context, watched: Watched, at: Located): void {
  context.set('watch_accuracy', watched.watch_accuracy, at);
  context.set('watch_training', watched.watch_training, at);
}

function carryStopping(context: Context, fit: Fit, item: Found): void {
  const { value } = item;
  const row = rowFor(callbacks, 'EarlyStopping')!;
  const watched = watchedBy(context, fit, value);
  const spec = specOf(row, value, ['monitor', 'mode']);
  if (!watched) return;
  const restores = spec.restore_best_weights === true;
  // Keras's own patience of 0 ends a run like 1, at the first epoch that is no better.
  const patience = Math.max(1, Number(spec.patience ?? 0));
  const epochs = fit.epochs ? plain(fit.epochs.value) : 1;
  // With as many as there are epochs it ends none, and is how the lab writes Keep the best.
  const keepsOnly = restores && patience === epochs;
  setWatched(context, watched, item);
  context.set('early_stopping_patience', keepsOnly ? 0 : patience, value.given.get('patience') ?? item); // prettier-ignore
  context.set('min_delta', Math.abs(Number(spec.min_delta ?? 0)), value.given.get('min_delta') ?? item); // prettier-ignore
  context.set('keep_best', restores, value.given.get('restore_best_weights') ?? item);
}

/** `save_best_only=True` is Keep the best, where nothing else ends with another epoch's weights. */
function carryCheckpoint(context: Context, fit: Fit, item: Found, stop: Found | null): void {
  const { value } = item;
  const best = value.given.get('save_best_only');
  if (!best || plain(best.value) !== true) return;
  const watched = watchedBy(context, fit, value);
  if (!watched) return;
  if (stop) {
    const other = watchedBy(context, fit, stop.value);
    const delta = stop.value.given.get('min_delta');
    const restores = stop.value.given.get('restore_best_weights');
    const isSame = JSON.stringify(other) === JSON.stringify(watched) && (!delta || plain(delta.value) === 0); // prettier-ignore
    if (!isSame || (restores && plain(restores.value) === true))
      return context.note(item, finding('checkpointPassed'));
  }
  setWatched(context, watched, item);
  if (!stop) context.set('min_delta', 0, item);
  context.set('keep_best', true, best);
  context.note(item, finding('checkpointKeeps'));
}

/** A rate for each epoch, as the program's function gives it. */
function carryRates(context: Context, fit: Fit, item: Found): void {
  const written = item.value.given.get('schedule')!;
  const start = context.settings.learning_rate ?? 0.001;
  if ((context.settings.schedule?.kind ?? 'constant') !== 'constant')
    throw new CodeError(item, finding('twoSchedules', item.value.name));
  const count = fit.epochs ? plain(fit.epochs.value) : 1;
  if (typeof count !== 'number' || !isValid('epochs', count)) return;
  const rates: number[] = [];
  for (let epoch = 0; epoch < count; ++epoch)
    rates.push(rateOf(context, written, epoch, rates.at(-1) ?? start));
  // The last holds for the epochs behind it.
  while (rates.length > 1 && rates.at(-1) === rates.at(-2)) rates.pop();
  if (!isValid('learning_rate', rates[0]!))
    throw new CodeError(written, finding('rateNotKnown', 0));
  context.set('learning_rate', rates[0]!, written);
  context.set('schedule', rates.length > 1 ? { kind: 'by_epoch', rates: rates.slice(1) } : { kind: 'constant' }, item); // prettier-ignore
}

/** How many arguments a function takes by place; null where that is not known. */
function arityOf(context: Context, callee: Value): number | null {
  if (callee.kind === 'function') return parametersOf(context, callee.made.node.getChild('ParamList')).positional.length; // prettier-ignore
  if (callee.kind !== 'bound') return null;
  const inner = arityOf(context, callee.callee);
  return inner === null ? null : inner - callee.first.length;
}

/** Keras calls it with the epoch and the rate before; a function of one argument with the epoch. */
function rateOf(context: Context, written: Located, epoch: number, before: number): number {
  const { from, to, value } = written;
  if (value.kind === 'refused') throw new Silent();
  const here = (number: Value): Located => ({ value: number, from, to });
  const arity = arityOf(context, value);
  const given = [here(numberValue(epoch, true)), here(numberValue(before, false))];
  const call: Call = { from, to, callee: written, name: written, node: null, args: { from, to, positional: arity === 1 ? given.slice(0, 1) : given, named: new Map() } }; // prettier-ignore
  const rate = plain(context.call(value, call));
  const field = rowFor(schedules, 'LearningRateScheduler')!.fields[0]!;
  if (typeof rate !== 'number' || !isAllowed(field, [rate]))
    throw new CodeError(written, finding('rateNotKnown', epoch));
  return rate;
}

function carryPlateau(context: Context, fit: Fit, item: Found): void {
  if ((context.settings.schedule?.kind ?? 'constant') !== 'constant')
    throw new CodeError(item, finding('twoSchedules', item.value.name));
  const watched = watchedBy(context, fit, item.value);
  const { monitor: _, ...spec } = specOf(rowFor(schedules, 'ReduceLROnPlateau')!, item.value, ['monitor', 'mode']); // prettier-ignore
  if (!watched) return;
  const monitor = `${watched.watch_training ? '' : 'val_'}${watched.watch_accuracy ? 'accuracy' : 'loss'}`; // prettier-ignore
  context.set('schedule', { ...spec, ...(monitor === 'val_loss' ? {} : { monitor }) }, item);
}

/** Of both, Keras gives each epoch the scheduler's rate, whatever the other has made of it. */
function carryOverruled(context: Context, item: Found, by: Found): void {
  const written = by.value.given.get('schedule')!;
  if (arityOf(context, written.value) !== 1)
    throw new CodeError(item, finding('twoSchedules', item.value.name));
  context.note(item, finding('plateauOverruled'));
}
