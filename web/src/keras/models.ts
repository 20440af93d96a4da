import { bind, holdToSignature } from './arguments';
import { Silent, type Call, type Context } from './context';
import { readCompile, readFit } from './training';
import { callSignatures, passedSignatures } from './signatures';
import { CodeError, finding, nearest, type Span } from './source';
import { none, refused, show, type Located, type ReadLayer, type ReadModel, type Value } from './values'; // prettier-ignore

/** No model with more layers than this can be trained here. */
export const mostLayers = 200;

const made = (context: Context, { from, to }: Span): ReadModel => {
  const model: ReadModel = { layers: [], inner: false, from, to };
  context.models.push(model);
  return model;
};

/** `keras.Sequential(…)`. */
export function newSequential(context: Context, call: Call, model = made(context, call)): Value {
  const bound = bind(call.args, callSignatures.Sequential, 'Sequential');
  const layers = bound.get('layers');
  if (layers && layers.value.kind !== 'none') {
    if (layers.value.kind === 'refused') model.broken = true;
    else if (layers.value.kind !== 'list')
      throw new CodeError(layers, finding('listOfLayers', show(layers.value)));
    else for (const item of layers.value.items) place(context, model, item);
  }
  return { kind: 'model', model };
}

/** `keras.Model(inputs, outputs)`: a straight chain of layers is a stack. */
export function newFunctional(context: Context, call: Call): Value {
  const bound = bind(call.args, ['inputs', 'outputs', 'name'], 'Model', ['input', 'output', 'trainable']); // prettier-ignore
  const inputs = single(bound.get('inputs') ?? bound.get('input'));
  const outputs = single(bound.get('outputs') ?? bound.get('output'));
  const model = made(context, call);
  if (inputs?.value.kind === 'refused' || outputs?.value.kind === 'refused') {
    model.broken = true;
    return { kind: 'model', model };
  }
  if (outputs?.value.kind === 'list' || inputs?.value.kind === 'list') {
    model.broken = true;
    throw new CodeError(
      (outputs?.value.kind === 'list' ? outputs : inputs)!,
      finding('severalEnds'),
    );
  }
  if (outputs?.value.kind !== 'tensor' || inputs?.value.kind !== 'tensor') {
    model.broken = true;
    throw new CodeError(outputs ?? call, finding('noTensor', outputs ? show(outputs.value) : 'None')); // prettier-ignore
  }
  if (inputs.value.input !== outputs.value.input || inputs.value.layers.length > 0) {
    model.broken = true;
    throw new CodeError(inputs, finding('otherInput'));
  }
  if (outputs.value.broken) model.broken = true;
  for (const part of outputs.value.layers)
    place(context, model, { value: 'spec' in part ? { kind: 'layer', layer: part } : { kind: 'model', model: part }, from: part.from, to: part.to }); // prettier-ignore
  return { kind: 'model', model };
}

const single = (located: Located | undefined): Located | undefined =>
  located?.value.kind === 'list' && located.value.items.length === 1
    ? located.value.items[0]
    : located;

/** `layer(x)`, `model(x)`: the layers so far and this one. */
export function applyTo(callee: Value & { kind: 'layer' | 'model' }, call: Call): Value | null {
  // prettier-ignore
  const [first] = call.args.positional;
  const input = first ?? call.args.named.get('inputs');
  if (!input) return null;
  if (input.value.kind === 'refused') return refused;
  if (input.value.kind === 'list') throw new CodeError(call.callee, finding('functional'));
  if (input.value.kind !== 'tensor') return null;
  const training = call.args.named.get('training');
  if (training && !/^(none|refused)$/.test(training.value.kind)) throw new CodeError(training.name ?? training, finding('trainingArgument')); // prettier-ignore
  const part: ReadLayer | ReadModel = callee.kind === 'layer' ? callee.layer : callee.model;
  if (input.value.layers.length >= mostLayers)
    throw new CodeError(call, finding('tooManyLayers', mostLayers));
  return { ...input.value, layers: [...input.value.layers, part] };
}

/** Puts a layer behind a model's others; what is refused leaves the model broken, said once. */
function place(context: Context, model: ReadModel, item: Located, statement?: Span): void {
  if (!context.attempt(() => append(context, model, item, statement))) model.broken = true;
}

/** Puts what stands at `item` behind the model's layers. */
function append(context: Context, model: ReadModel, item: Located, statement?: Span): void {
  const { value } = item;
  switch (value.kind) {
    case 'layer': {
      if (context.placed.has(value.layer)) throw new CodeError(item, finding('sharedLayer'));
      if (model.layers.length >= mostLayers)
        throw new CodeError(item, finding('tooManyLayers', mostLayers));
      const { layer } = value;
      // A layer that was given a name first stands elsewhere than in this list.
      const here = item.from === layer.from && item.to === layer.to;
      if (!here) layer.alone = false;
      if (statement && layer.alone) layer.statement = { from: statement.from, to: statement.to };
      context.placed.add(layer);
      model.layers.push(layer);
      return;
    }
    case 'model':
      if (value.model === model || value.model.inner)
        throw new CodeError(item, finding('sharedModel'));
      if (model.layers.length + value.model.layers.length > mostLayers)
        throw new CodeError(item, finding('tooManyLayers', mostLayers));
      value.model.inner = true;
      if (value.model.broken) model.broken = true;
      model.layers.push(...value.model.layers);
      return;
    case 'tensor':
      if (model.layers.length > 0 || value.layers.length > 0)
        throw new CodeError(item, finding('inputFirst'));
      return;
    case 'refused':
      throw new Silent();
    case 'name': {
      const name = value.path.split('.').at(-1)!;
      throw new CodeError(item, value.path.startsWith('keras.layers.') ? finding('noBrackets', name) : finding('noLayer', name)); // prettier-ignore
    }
    case 'list':
      throw new CodeError(item, finding('listInList'));
    default:
      throw new CodeError(item, finding('noLayer', show(value)));
  }
}

/** Methods that change nothing that the lab would show. */
const passed = ['summary', 'evaluate', 'predict', 'predict_classes', 'predict_proba', 'predict_on_batch', 'evaluate_generator', 'predict_generator', 'test_on_batch', 'build', 'save', 'save_weights', 'load_weights', 'get_weights', 'set_weights', 'get_layer', 'to_json', 'to_yaml', 'get_config', 'count_params', 'export', 'reset_states', 'reset_metrics', 'call']; // prettier-ignore

/** What a method gives that is followed, or of no account: not known, and no word to be said of it. */
const answer = (context: Context, call: Call): Value => ({
  kind: 'unknown',
  what: context.source(call),
  followed: true,
});

/** `model.add(…)`, `model.compile(…)`, …; `model` is null where the program does not make it. */
export function modelMethod(
  context: Context,
  model: ReadModel | null,
  name: string,
  call: Call,
): Value | null {
  // prettier-ignore
  const { args } = call;
  switch (name) {
    case 'add': {
      if (!model) throw new CodeError(call.callee, finding('notMade'));
      const added = bind(args, callSignatures.add, 'add').get('layer');
      if (!added) throw new CodeError(args, finding('addNothing'));
      place(context, model, added, call);
      return none;
    }
    case 'pop':
      holdToSignature(args, callSignatures.pop, 'pop');
      if (!model || model.layers.length === 0) throw new CodeError(call, finding('popNothing'));
      model.layers.pop();
      return none;
    case 'compile':
      if (!context.attempt(() => readCompile(context, call, model)) && model) model.broken = true;
      return none;
    case 'fit':
    case 'fit_generator':
      context.attempt(() => readFit(context, call, model, name));
      return answer(context, call);
    case 'evaluate': {
      holdToSignature(args, passedSignatures.evaluate!, name);
      const x = args.positional[0] ?? args.named.get('x');
      if (x) context.evaluated.push({ model, x });
      return answer(context, call);
    }
    case 'train_on_batch':
      throw new CodeError(call.name, finding('ownLoop'));
  }
  if (!passed.includes(name)) {
    const meant = nearest(name, ['add', 'compile', 'fit', 'pop', ...passed]);
    throw new CodeError(call.name, finding('unknownMethod', name, meant));
  }
  if (passedSignatures[name]) holdToSignature(args, passedSignatures[name], name);
  if (name === 'load_weights' || name === 'set_weights')
    context.note(call, finding('weightsElsewhere'));
  return answer(context, call);
}
