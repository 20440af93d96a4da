import type { SyntaxNode } from '@lezer/common';
import { codeMessages } from '../messages/code';
import { bind, holdToSignature, readArguments, type Arguments } from './arguments';
import type { Context } from './context';
import { callSignatures, passedSignatures } from './signatures';
import { CodeError, nearest, type Span } from './source';
import { readCompile, readFit } from './training';
import { none, show, type Located, type ReadModel, type Value } from './values';

/** No model with more layers than this can be trained here. */
export const mostLayers = 200;

/** `keras.Sequential(…)`. */
export function newModel(context: Context, node: SyntaxNode, args: Arguments): Value {
  const bound = bind(args, callSignatures.Sequential, 'Sequential');
  const model: ReadModel = { layers: [], inner: false, from: node.from, to: node.to };
  const layers = bound.get('layers');
  if (layers && layers.value.kind !== 'none') {
    if (layers.value.kind !== 'list') throw new CodeError(layers, noList(node, layers.value));
    for (const item of layers.value.items) context.attempt(() => append(context, model, item));
  }
  context.models.push(model);
  return { kind: 'model', model };
}

/** Why an argument is no list of layers: it may be one that has to be run to be known. */
function noList(call: SyntaxNode, value: Value): string {
  let isComprehension = false;
  call.cursor().iterate((part) => {
    isComprehension ||= part.name === 'ArrayComprehensionExpression';
  });
  return isComprehension ? codeMessages.comprehension : codeMessages.listOfLayers(show(value));
}

/** Puts what stands at `item` behind the model's layers. */
function append(context: Context, model: ReadModel, item: Located, statement?: Span): void {
  const m = codeMessages;
  const { value } = item;
  switch (value.kind) {
    case 'layer': {
      if (context.placed.has(value.layer)) throw new CodeError(item, m.sharedLayer);
      if (model.layers.length >= mostLayers) throw new CodeError(item, m.tooManyLayers(mostLayers));
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
      if (value.model === model || value.model.inner) throw new CodeError(item, m.sharedModel);
      if (model.layers.length + value.model.layers.length > mostLayers)
        throw new CodeError(item, m.tooManyLayers(mostLayers));
      value.model.inner = true;
      model.layers.push(...value.model.layers);
      return;
    case 'input':
    case 'scaling':
      if (model.layers.length > 0) throw new CodeError(item, m.inputFirst);
      return;
    case 'name': {
      const name = value.path.split('.').at(-1)!;
      throw new CodeError(item, value.path.startsWith('keras.layers.') ? m.noBrackets(name) : m.noLayer(name)); // prettier-ignore
    }
    case 'list':
      throw new CodeError(item, m.listInList);
    default:
      throw new CodeError(item, m.noLayer(show(value)));
  }
}

/** Methods that change nothing that the lab would show. */
const passed = ['summary', 'evaluate', 'predict', 'build', 'save', 'save_weights', 'load_weights', 'get_weights', 'set_weights', 'get_layer', 'to_json', 'get_config', 'count_params']; // prettier-ignore

/** `model.add(…)`, `model.compile(…)`, …; `model` is null where the program does not make it. */
export function modelMethod(
  context: Context,
  node: SyntaxNode,
  list: SyntaxNode,
  model: ReadModel | null,
  name: string,
): Value {
  const m = codeMessages;
  switch (name) {
    case 'add': {
      if (!model) throw new CodeError(node.firstChild!, m.notMade);
      const added = bind(readArguments(context, list), callSignatures.add, 'add').get('layer');
      if (!added) throw new CodeError(list, m.addNothing);
      append(context, model, added, node);
      return none;
    }
    case 'pop':
      holdToSignature(context, list, callSignatures.pop, 'pop');
      if (!model || model.layers.length === 0) throw new CodeError(node, m.popNothing);
      model.layers.pop();
      return none;
    case 'compile':
    case 'fit': {
      if (model) context.used = model;
      else context.usesLab = true;
      const read = name === 'compile' ? readCompile : readFit;
      read(context, list, readArguments(context, list));
      return { kind: 'unknown', what: context.source(node) };
    }
  }
  if (!passed.includes(name)) {
    const meant = nearest(name, ['add', 'compile', 'fit', 'pop', ...passed]);
    const property = node.firstChild!.lastChild!;
    throw new CodeError(property, m.unknownMethod(name, meant));
  }
  holdToSignature(context, list, passedSignatures[name]!, name);
  if (name === 'load_weights' || name === 'set_weights') context.note(node, m.weightsElsewhere);
  return { kind: 'unknown', what: context.source(node) };
}
