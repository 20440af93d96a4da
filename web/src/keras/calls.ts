import type { SyntaxNode } from '@lezer/common';
import { codeMessages } from '../messages/code';
import { bind, holdToSignature, readArguments } from './arguments';
import type { Context } from './context';
import { joined, read } from './expressions';
import { foreign, assumed } from './names';
import { inputShape, readLayer } from './layers';
import { newModel, modelMethod } from './models';
import { regularizer } from './regularizers';
import { callSignatures, passedSignatures } from './signatures';
import { CodeError, nearest } from './source';
import { earlyStopping, optimizer, schedule } from './training';
import { numberValue, plain, show, type Value } from './values';

/** Parts of Keras that may be called without a word: they touch neither the model nor its run. */
const harmless =
  /^keras\.(?:utils|backend|preprocessing|callbacks|datasets\.cifar10|initializers|activations|losses|metrics|random|saving|config|models\.load_model)\b/;
const topLevel = ['Sequential', 'Input', 'layers', 'models', 'optimizers', 'losses', 'metrics', 'utils', 'datasets', 'callbacks', 'regularizers']; // prettier-ignore

/** What a call gives. Calls that are not Keras's are not followed: their arguments are not read. */
export function readCall(context: Context, node: SyntaxNode): Value {
  const callee = read(context, node.firstChild!);
  const list = node.getChild('ArgList')!;
  switch (callee.kind) {
    case 'name':
      return callName(context, node, list, callee.path);
    case 'method':
      return callMethod(context, node, list, callee);
    case 'layer':
      throw new CodeError(list, codeMessages.functional);
    case 'model':
      return { kind: 'unknown', what: context.source(node) };
    case 'unknown':
      return callUnknown(context, node, list, callee.what);
    default:
      throw new CodeError(node.firstChild!, codeMessages.notCallable(show(callee)));
  }
}

function callName(context: Context, node: SyntaxNode, list: SyntaxNode, path: string): Value {
  const at = node.firstChild!;
  const name = path.split('.').at(-1)!;
  if (path.startsWith('keras.layers.')) return readLayer(context, node, name, readArguments(context, list)); // prettier-ignore
  if (path === 'keras.Sequential') return newModel(context, node, readArguments(context, list));
  if (path === 'keras.Model') throw new CodeError(at, codeMessages.functional);
  if (path === 'keras.Input') {
    const callee = context.source(at).endsWith('InputLayer') ? 'InputLayer' : 'Input';
    const signature = callSignatures[callee];
    const args = bind(readArguments(context, list), signature, callee, ['input_shape']);
    const shape = args.get('shape') ?? args.get('input_shape');
    if (shape) inputShape(shape);
    return { kind: 'input' };
  }
  if (path.startsWith('keras.optimizers.schedules.')) return schedule(at, name, readArguments(context, list)); // prettier-ignore
  if (path.startsWith('keras.optimizers.')) return optimizer(context, at, name, readArguments(context, list)); // prettier-ignore
  if (path === 'keras.utils.set_random_seed' || path === 'tensorflow.random.set_seed') {
    const args = bind(readArguments(context, list), callSignatures.set_random_seed, name);
    const seed = args.get('seed');
    if (seed?.value.kind === 'number') context.set('seed', seed.value.value, seed);
    return { kind: 'none' };
  }
  if (
    Object.hasOwn(passedSignatures, name) &&
    /^keras\.(callbacks|metrics|initializers|regularizers)\.\w+$/.test(path)
  )
    // prettier-ignore
    holdToSignature(context, list, passedSignatures[name]!, name);
  if (path === 'keras.callbacks.EarlyStopping') return earlyStopping(readArguments(context, list));
  // What the lab has not is refused where a layer is given it; by itself it does nothing.
  if (path.startsWith('keras.regularizers.')) return regularizer(name, readArguments(context, list)) ?? { kind: 'unknown', what: context.source(node) }; // prettier-ignore
  if (/^keras\.initializers\.\w+$/.test(path) || /^keras\.(losses|metrics)\.\w+$/.test(path)) {
    const args = readArguments(context, list);
    const isSparse = name === 'SparseCategoricalCrossentropy';
    const given = isSparse ? bind(args, callSignatures[name], name) : args.named;
    const logits = given.get('from_logits');
    if (logits && plain(logits.value) !== false)
      throw new CodeError(args.named.get('from_logits')?.name ?? logits, codeMessages.fromLogits);
    return { kind: 'string', value: snake(name) };
  }
  if (/^keras\.datasets\./.test(path) && !path.includes('cifar10'))
    throw new CodeError(at, codeMessages.otherData(path.split('.')[2]!));
  if (path.startsWith('keras.') && !harmless.test(path)) {
    const meant = nearest(name, path.split('.').length === 2 ? topLevel : []);
    throw new CodeError(at, codeMessages.unknownKeras(path, meant && `keras.${meant}`));
  }
  return { kind: 'unknown', what: context.source(node) };
}

/** SparseCategoricalCrossentropy is sparse_categorical_crossentropy where a text is wanted. */
const snake = (name: string) => name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();

function callMethod(
  context: Context,
  node: SyntaxNode,
  list: SyntaxNode,
  callee: Extract<Value, { kind: 'method' }>,
): Value {
  const { of, name } = callee;
  if (of.kind === 'list') {
    if (name !== 'append' && name !== 'extend')
      throw new CodeError(node.firstChild!, codeMessages.listMethod(name));
    const [item] = readArguments(context, list).positional;
    if (item && name === 'append') of.items.push(item);
    else if (item?.value.kind === 'list') of.items = joined(item, of.items, item.value.items);
    return { kind: 'none' };
  }
  const model = of.kind === 'model' ? of.model : null;
  // A cell that goes on with the model of an earlier one: the model in the lab is meant.
  if (model || (of.kind === 'unknown' && /^\w*model\w*$/i.test(of.what)))
    return modelMethod(context, node, list, model, name);
  if (of.kind === 'unknown') refuseTypo(context, node.firstChild!, of.what);
  return { kind: 'unknown', what: context.source(node) };
}

function callUnknown(context: Context, node: SyntaxNode, list: SyntaxNode, what: string): Value {
  if (what === 'range') return range(context, list);
  if (/^(int|float|round|min|max|len)$/.test(what)) {
    const values = readArguments(context, list).positional.map(({ value }) => plain(value));
    const numbers = values.filter((value) => typeof value === 'number');
    if (what === 'len' && Array.isArray(values[0])) return numberValue(values[0].length, true);
    if (numbers.length === values.length && numbers.length > 0) {
      if (what === 'int') return numberValue(Math.trunc(numbers[0]!), true);
      if (what === 'float') return numberValue(numbers[0]!, false);
      if (what === 'round' && numbers.length === 1)
        return numberValue(Math.round(numbers[0]!), true);
      if (what === 'min' || what === 'max')
        return numberValue(Math[what](...numbers), numbers.every(Number.isInteger));
    }
  }
  refuseTypo(context, node.firstChild!, what);
  return { kind: 'unknown', what: context.source(node) };
}

/** `Conv2d(…)` and `kears.layers.…` are slips, and are not ignored as someone's own function. */
function refuseTypo(context: Context, at: SyntaxNode, what: string): void {
  const name = /^\w+/.exec(what)?.[0] ?? '';
  if (context.names.has(name)) return;
  if (Object.hasOwn(foreign, name)) throw new CodeError(at, codeMessages.foreignLayer(name, foreign[name]!)); // prettier-ignore
  const known = [
    ...Object.keys(assumed).filter((key) => key.length > 4),
    ...context.catalog.map(({ keras }) => keras),
    'model',
  ];
  const meant = nearest(name, known);
  if (meant) throw new CodeError(at, codeMessages.unknownName(name, meant));
}

/** Most values that a loop may run over. */
const mostTurns = 1000;

function range(context: Context, list: SyntaxNode): Value {
  const values = readArguments(context, list).positional.map(({ value }) => plain(value));
  if (values.length < 1 || values.length > 3 || !values.every(Number.isInteger))
    throw new CodeError(list, codeMessages.range);
  const [a, b, c] = values as number[];
  const [start, stop, step] = b === undefined ? [0, a!, 1] : [a!, b, c ?? 1];
  if (step === 0) throw new CodeError(list, codeMessages.range);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count > mostTurns) throw new CodeError(list, codeMessages.tooManyTurns(count, mostTurns));
  const { from, to } = list;
  const items = Array.from({ length: count }, (_, i) => ({
    value: numberValue(start + i * step, true),
    from,
    to,
  }));
  return { kind: 'list', tuple: false, items };
}
