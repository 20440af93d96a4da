import type { Context } from './context';
import { CodeError, finding, type Span } from './source';
import { none, plain, type Located, type Value } from './values';

/** What a program changes of a layer, a model or an optimizer after it was made. */

type Made = Extract<Value, { kind: 'made' }>;

const isOptimizer = (value: Value): value is Made =>
  value.kind === 'made' && value.path.startsWith('keras.optimizers.') && value.path.split('.').length === 3; // prettier-ignore

/** The optimizer of `model.optimizer.learning_rate`; null of anything else. */
export const rateOf = (value: Value): Made | null =>
  value.kind === 'method' && /^(learning_rate|lr)$/.test(value.name) && isOptimizer(value.of) ? value.of : null; // prettier-ignore

/** Another learning rate than the optimizer was made with: before a run begins, it is the run's. */
export function setRate(context: Context, of: Made, rate: Located | undefined, span: Span): Value {
  if (!rate) return none;
  const hasBegun = context.fits.some(({ compiled }) => compiled?.optimizer?.given === of.given);
  if (hasBegun) throw new CodeError(span, finding('rateAfterFit'));
  of.given.set('learning_rate', rate);
  return none;
}

/** `optimizer.learning_rate = 0.01`; what else is changed so is not followed. */
export function changeMade(
  context: Context,
  of: Made,
  name: string,
  value: Located,
  span: Span,
): boolean {
  // prettier-ignore
  if (isOptimizer(of) && /^(learning_rate|lr)$/.test(name)) setRate(context, of, value, span);
  else throw new CodeError(span, finding('changedLater', name, of.name));
  return true;
}

/** `layer.rate = 0.5`: an argument of its class. What else a program puts on it is the program's own. */
export function changeModel(
  context: Context,
  of: Extract<Value, { kind: 'layer' | 'model' }>,
  name: string,
  value: Located,
  span: Span,
): true {
  // prettier-ignore
  if (name === 'trainable' && plain(value.value) === false) throw new CodeError(span, finding('frozen')); // prettier-ignore
  const keras = of.kind === 'layer' ? of.layer.keras : 'Sequential';
  const entry = context.catalog.find((row) => row.keras === keras);
  const own = of.kind === 'layer' ? (entry?.arguments ?? []) : ['optimizer', 'loss', 'layers'];
  if (own.includes(name) && name !== 'name') throw new CodeError(span, finding('changedLater', name, keras)); // prettier-ignore
  return true;
}
