import type { SyntaxNode } from '@lezer/common';
import { isCifar10 } from '../model/data_description';
import { bind } from './arguments';
import { scaled } from './arrays';
import { changeMade, changeModel, rateOf, setRate } from './changes';
import { classOf } from './classes';
import type { Call, Context, Library, Part } from './context';
import { arrayOfFile, attributeOfPictures, callArrayFunction, countOf, itemOfPictures, loadData, loadFromTfds, methodOfPictures, oneHot, operatePictures, toCategorical, trainTestSplit } from './data'; // prettier-ignore
import { bindParser, methodOfParser } from './argparse';
import { inputShape, readLayer } from './layers';
import { applyTo, modelMethod, newFunctional, newSequential } from './models';
import { aliases, assumed, canonical, classAliases, foreign } from './names';
import { fromTensors, generatorArguments, layersOnPictures, methodOfGenerator, methodOfPipeline } from './pipelines'; // prettier-ignore
import { callSignatures } from './signatures';
import { CodeError, finding, nearest, type Span } from './source';
import { optimizers } from './rows';
import { makeKeras } from './training';
import { none, numberValue, plain, refused, show, text, unknown, type Located, type ReadLayer, type Value } from './values'; // prettier-ignore

/** A file of the learner's own data that a program has opened. */
const opened = 'lab.data';

/** Parts of Keras that may be called without a word: they touch neither the model nor its run. */
const harmless =
  /^keras\.(?:utils|backend|preprocessing|callbacks|datasets\.\w+|initializers|activations|losses|metrics|random|saving|config|distribution|mixed_precision|tree|ops|models\.load_model|distribute|Callback)\b/;
const topLevel = ['Sequential', 'Input', 'layers', 'models', 'optimizers', 'losses', 'metrics', 'utils', 'datasets', 'callbacks', 'regularizers']; // prettier-ignore

/** Keras and CIFAR-10's arrays, for the evaluator. */
export const library: Library = {
  lookUp(context, name) {
    if (name === '__name__') return text('__main__');
    if (Object.hasOwn(assumed, name)) return { kind: 'name', path: assumed[name]! };
    const keras = aliases[name] ?? name;
    if (
      /^(ReLU|Softmax|Rescaling)$/.test(name) ||
      context.catalog.some((row) => row.keras === keras)
    )
      return { kind: 'name', path: `keras.layers.${name}` };
    return null;
  },

  call(context, path, call) {
    return callName(context, path, call);
  },

  apply(context, callee, call) {
    switch (callee.kind) {
      case 'unknown': {
        const [first] = call.args.positional;
        if (callee.what === 'len' && first?.value.kind === 'pictures') return countOf(first.value.pictures); // prettier-ignore
        if (callee.what === 'set' && first?.value.kind === 'pictures') {
          const { of, labels, data } = first.value.pictures;
          if (of !== 'labels' || labels !== 'row') return unknown(context.source(call));
          const { from, to } = call;
          return { kind: 'list', tuple: false, items: data.description.classes.map((_, i) => ({ value: numberValue(i, true), from, to })) }; // prettier-ignore
        }
        refuseTypo(context, call.callee, callee.what);
        return touched(context, call);
      }
      case 'layer':
      case 'model': {
        const [first] = call.args.positional;
        if (first?.value.kind === 'pictures') {
          if (callee.kind === 'model') callee.model.inner = true;
          const layers = callee.kind === 'layer' ? [callee.layer] : callee.model.layers;
          return layersOnPictures(context, layers, first.value.pictures, call);
        }
        return applyTo(callee, call);
      }
      default:
        return null;
    }
  },

  method(context, of, name, call) {
    switch (of.kind) {
      case 'pictures':
        return methodOfPictures(context, of.pictures, name, call);
      case 'pipeline':
        return methodOfPipeline(context, of.pipeline, name, call);
      case 'made':
        if (of.name === 'ImageDataGenerator') return methodOfGenerator(context, of, name, call);
        if (of.name === 'ArgumentParser') return methodOfParser(of, name, call);
        return null;
      case 'model':
        return modelMethod(context, of.model, name, call);
      case 'object':
        return of.model ? modelMethod(context, of.model, name, call) : null;
      case 'super':
        return of.self.kind === 'object' && of.self.model ? modelMethod(context, of.self.model, name, call) : null; // prettier-ignore
      case 'layer':
        if (name === 'adapt') throw new CodeError(call.name, finding('adapted', of.layer.keras));
        return null;
      case 'method':
        if (name === 'assign' && rateOf(of)) return setRate(context, rateOf(of)!, call.args.positional[0], call); // prettier-ignore
        return null;
      case 'unknown':
        // A cell that goes on with the model of an earlier one: the model in the lab is meant.
        if (/^\w*model\w*$/i.test(of.what)) return modelMethod(context, null, name, call);
        refuseTypo(context, call.callee, of.what);
        return touched(context, call);
      default:
        return null;
    }
  },

  attribute(context, of, name, span) {
    if (of.kind === 'name') {
      if (of.path === opened) return unknown(context.source(span));
      const path = canonical(`${of.path}.${name}`);
      if (path === 'math.pi' || path === 'numpy.pi') return numberValue(Math.PI, false);
      return { kind: 'name', path };
    }
    if (of.kind === 'pictures') return attributeOfPictures(context, of.pictures, name, span);
    if (name === 'num_replicas_in_sync') return numberValue(1, true);
    if (of.kind === 'tensor' && name === 'shape') return unknown(context.source(span));
    if (of.kind === 'model' && name === 'layers')
      return { kind: 'list', tuple: false, items: of.model.layers.map((layer) => ({ value: { kind: 'layer', layer }, from: layer.from, to: layer.to })) }; // prettier-ignore
    if (name === 'assign' && rateOf(of)) return { kind: 'method', of, name };
    if (of.kind === 'model' && name === 'optimizer')
      return context.compiled.findLast(({ model }) => model === of.model)?.optimizer ?? null;
    if (of.kind === 'model' && /^(input|output|inputs|outputs)$/.test(name)) return unknown(context.source(span)); // prettier-ignore
    return null;
  },

  item(context, of, parts, span) {
    if (of.kind === 'name' && of.path === opened)
      return arrayOfFile(context, parts.length === 1 && !parts[0]!.slice ? plain(parts[0]!.value) : null) ?? unknown(context.source(span)); // prettier-ignore
    if (of.kind === 'pictures') return itemOfPictures(context, of.pictures, parts, span);
    if (of.kind === 'made') return rowsOfEye(context, of, parts, span);
    return itemOfUnknown(context, of, parts, span);
  },

  operate(context, operator, left, right, span) {
    if (left.kind === 'tensor' || right.kind === 'tensor') throw new CodeError(span, finding('signOnTensor')); // prettier-ignore
    return operatePictures(context, operator, left, right, span);
  },

  given(_context, name, value) {
    if (value.kind === 'model') value.model.name ??= name;
  },

  assigned(context, of, name, value, span) {
    if (of.kind === 'layer' || of.kind === 'model') return changeModel(context, of, name, value, span); // prettier-ignore
    if (of.kind === 'made') return changeMade(context, of, name, value, span);
    // Single pictures or labels that are written over.
    if (of.kind === 'pictures') throw new CodeError(span, finding('writtenOver'));
    return of.kind === 'refused';
  },

  construct(context, base, object, call) {
    const path = base.kind === 'name' ? base.path : '';
    if (path === 'keras.Sequential') {
      const { from, to } = call;
      object.model = { layers: [], inner: false, from, to };
      context.models.push(object.model);
      newSequential(context, call, object.model);
      return true;
    }
    if (path === 'keras.Model' || path === 'keras.layers.Layer')
      throw new CodeError(object.of?.node.firstChild?.nextSibling ?? call, finding('ownClass', object.of?.name ?? path)); // prettier-ignore
    return false;
  },

  matters,
};

/** What changes arrays in place, or the model, cannot be passed over in silence. */
function touched(context: Context, call: Call): null {
  const name = context.source(call.name);
  if (name === 'shuffle') return null;
  return null;
}

/** `[:n]` and `[0:n]` of arrays that the program does not load: the first n. */
function itemOfUnknown(context: Context, of: Value, parts: Part[], span: Span): Value | null {
  // prettier-ignore
  const [part] = parts;
  if (of.kind !== 'unknown' || parts.length !== 1 || !part?.slice || part.step) return null;
  const start = part.start === null || plain(part.start.value) === 0;
  if (!start || !part.stop || plain(part.stop.value) === 0) return null;
  return { kind: 'unknown', what: context.source(span), first: part.stop };
}

/** `np.eye(10)[labels]`: the row of each label is one-hot. */
function rowsOfEye(
  context: Context,
  { path, given }: Value & { kind: 'made' },
  parts: Part[],
  span: Span,
): Value | null {
  // prettier-ignore
  const [part] = parts;
  if (!/^numpy\.(eye|identity)$/.test(path) || parts.length !== 1 || !part || part.slice) return null; // prettier-ignore
  const { value } = part;
  if (value.kind === 'refused') return refused;
  if (value.kind !== 'pictures' || value.pictures.of !== 'labels') return null;
  // A column of labels would give three axes.
  const trouble = { from: span.from, to: span.to, finding: finding('reshaped', context.source(span)) }; // prettier-ignore
  if (value.pictures.labels !== 'row') return { kind: 'pictures', pictures: { ...value.pictures, trouble } }; // prettier-ignore
  return oneHot(value.pictures, given.get('N'), span);
}

const lastOf = (path: string) => path.split('.').at(-1)!;

function callName(context: Context, path: string, call: Call): Value {
  const name = lastOf(path);
  const { args } = call;
  if (path.startsWith('keras.layers.')) return callLayer(context, name, call);
  if (path === 'keras.Sequential') return newSequential(context, call);
  if (path === 'keras.Model') return newFunctional(context, call);
  if (path === 'keras.Input') return newInput(context, call);
  if (path.startsWith('keras.applications.')) return pretrained(context, path, call);
  if (/^(keras_tuner|kerastuner|kt)\b/.test(path))
    throw new CodeError(call.callee, finding('tuner'));
  if (/^tensorflow_hub\b|^transformers\b/.test(path)) throw new CodeError(call.callee, finding('pretrained', name)); // prettier-ignore
  if (path === 'keras.preprocessing.image.ImageDataGenerator') return newGenerator(context, call);
  if (path === 'keras.utils.to_categorical') return toCategorical(context, call);
  const [, set] = /^keras\.datasets\.(\w+)\.load_data$/.exec(path) ?? [];
  if (set) return loadData(context, set, call);
  const activation = /^keras\.activations\.(\w+)$/.exec(path)?.[1] ?? (/^keras\.(?:ops|nn)\.(relu|softmax|sigmoid|tanh|elu|selu|gelu|silu|leaky_relu)$/.exec(path)?.[1]); // prettier-ignore
  if (activation && args.positional[0]?.value.kind === 'tensor') return activated(context, activation, call); // prettier-ignore
  if (args.positional[0]?.value.kind === 'tensor' && /^(tensorflow|keras\.ops)\b/.test(path)) throw new CodeError(call.callee, finding('signOnTensor')); // prettier-ignore
  const special = known(context, path, name, call);
  if (special) return special;
  const aliased = Object.hasOwn(classAliases, name) ? `${path.slice(0, -name.length)}${classAliases[name]!}` : path; // prettier-ignore
  const found = classOf(aliased);
  if (found) {
    if (aliased !== path && /^(keras\.optimizers|keras\.constraints)/.test(path)) context.note(call.name, finding('oldName', name, found.name)); // prettier-ignore
    return makeKeras(context, found.module, found.name, call);
  }
  if (/^keras\.optimizers\.\w+$/.test(path)) {
    const meant = nearest(
      name,
      Object.keys(classAliases).filter((key) => /^[a-z]+$/.test(key)),
    );
    throw new CodeError(call.name, meant && meant !== name ? finding('unknownName', name, classAliases[meant] ?? meant) : finding('foreignOptimizer', name, optimizers.map(({ keras }) => keras))); // prettier-ignore
  }
  const array = callArrayFunction(context, path, call);
  if (array) return array;
  if (path.startsWith('keras.') && !harmless.test(path)) {
    const meant = nearest(name, path.split('.').length === 2 ? topLevel : []);
    throw new CodeError(call.callee, finding('unknownKeras', path, meant && `keras.${meant}`));
  }
  return unknown(context.source(call));
}

/** What is neither a layer nor a class: seeds, policies, and functions whose results are known. */
function known(context: Context, path: string, name: string, call: Call): Value | null {
  const [first] = call.args.positional;
  switch (path) {
    case 'keras.utils.set_random_seed':
    case 'tensorflow.random.set_seed':
    case 'tensorflow.set_random_seed':
    case 'tensorflow.compat.v1.set_random_seed': {
      const seed = bind(call.args, callSignatures.set_random_seed, name).get('seed');
      if (seed?.value.kind === 'number') context.set('seed', seed.value.value, seed);
      return none;
    }
    case 'numpy.random.seed':
    case 'random.seed':
      if (first?.value.kind === 'number' && context.settings.seed === undefined) context.set('seed', first.value.value, first); // prettier-ignore
      return none;
    case 'keras.mixed_precision.set_global_policy':
    case 'keras.config.set_dtype_policy':
    case 'keras.mixed_precision.experimental.set_policy':
    case 'keras.backend.set_floatx':
    case 'keras.config.set_floatx':
      if (first?.value.kind === 'string' && first.value.value !== 'float32') context.note(call, finding('floatOnly', first.value.value)); // prettier-ignore
      return none;
    case 'keras.mixed_precision.Policy':
    case 'keras.mixed_precision.experimental.Policy':
      return first?.value ?? none;
    case 'keras.backend.set_value': {
      const rate = first && rateOf(first.value);
      return rate ? setRate(context, rate, call.args.positional[1], call) : null;
    }
    case 'keras.backend.set_image_data_format':
    case 'keras.config.set_image_data_format':
      if (first && plain(first.value) !== 'channels_last') throw new CodeError(first, finding('fixedArgument', 'data_format', show(first.value), "'channels_last'")); // prettier-ignore
      return none;
    case 'numpy.random.shuffle':
    case 'random.shuffle':
      // In place, and the labels or the pictures alone.
      if (first?.value.kind === 'pictures') throw new CodeError(call, finding('writtenOver'));
      return null;
    case 'keras.backend.image_data_format':
    case 'keras.config.image_data_format':
      return text('channels_last');
    case 'tensorflow.data.Dataset.from_tensor_slices':
      return fromTensors(context, call);
    case 'numpy.load': {
      const file = first && plain(first.value);
      // What is no file of weights is taken for the data that are in the lab.
      const isData = typeof file === 'string' && /\.npz$/.test(file) && !/weights/.test(file);
      return isData && !isCifar10(context.data.description) ? { kind: 'name', path: opened } : null;
    }
    case 'tensorflow_datasets.load':
      return loadFromTfds(context, call);
    case 'sklearn.model_selection.train_test_split':
    case 'sklearn.cross_validation.train_test_split':
      return trainTestSplit(context, call);
    case 'functools.partial':
      if (!first) return null;
      if (first.value.kind === 'refused') return refused;
      return { kind: 'bound', callee: first.value, first: call.args.positional.slice(1), named: new Map(call.args.named) }; // prettier-ignore
    case 'types.SimpleNamespace':
    case 'argparse.Namespace':
      return { kind: 'object', of: null, attributes: new Map([...call.args.named].map(([key, { value }]) => [key, value])) }; // prettier-ignore
    case 'argparse.ArgumentParser':
      return bindParser(call);
    case 'keras.activations.get':
    case 'keras.optimizers.get':
    case 'keras.losses.get':
      return first?.value ?? null;
    case 'os.environ.get':
    case 'os.getenv':
      return call.args.positional[1]?.value ?? none;
    case 'dataclasses.field': {
      const factory = call.args.named.get('default_factory');
      const { from, to } = call;
      if (factory) return { kind: 'made', name, path, given: new Map([['default_factory', factory]]), at: { from, to }, rest: [] }; // prettier-ignore
      return call.args.named.get('default')?.value ?? null;
    }
    case 'numpy.eye':
    case 'numpy.identity': {
      const { from, to } = call;
      return first ? { kind: 'made', name, path, given: new Map([['N', first]]), at: { from, to }, rest: [] } : null; // prettier-ignore
    }
    case 'collections.OrderedDict':
      return null;
    case 'keras.models.load_model':
    case 'keras.saving.load_model':
    case 'keras.models.model_from_json':
      throw new CodeError(call.callee, finding('loadedModel'));
    case 'keras.models.clone_model':
    case 'keras.callbacks.Callback':
      return null;
    case 'tensorflow.distribute.get_strategy':
      return unknown(context.source(call));
    default:
      return /^(six\.moves|builtins)\.range$/.test(path) ? context.call({ kind: 'unknown', what: 'range' }, call) : null; // prettier-ignore
  }
}

function callLayer(context: Context, name: string, call: Call): Value {
  const arrays = call.args.positional[0]?.value;
  // Functions that join tensors make branches.
  if (
    /^(Add|add|Concatenate|concatenate|Multiply|multiply|Average|average|Maximum|maximum|Subtract|subtract)$/.test(
      name,
    )
  )
    // prettier-ignore
    throw new CodeError(call.callee, finding('branches', name));
  if (name === 'Lambda') throw new CodeError(call.name, finding('lambdaLayer'));
  if (arrays?.kind === 'tensor') throw new CodeError(call.args, finding('bracketsFirst', name));
  return readLayer(context, call, name);
}

function newInput(context: Context, call: Call): Value {
  const callee = context.source(call.callee).endsWith('InputLayer') ? 'InputLayer' : 'Input';
  const args = bind(call.args, callSignatures[callee], callee, ['input_shape', 'batch_input_shape', 'batch_size']); // prettier-ignore
  const shape = args.get('shape') ?? args.get('input_shape');
  if (shape) inputShape(context, shape);
  const { from, to } = call;
  return { kind: 'tensor', layers: [], input: { from, to } };
}

function newGenerator(context: Context, call: Call): Value {
  for (const { value } of call.args.named.values()) if (value.kind === 'refused') return refused;
  const given = bind(call.args, generatorArguments, 'ImageDataGenerator');
  const { from, to } = call;
  context.note(call.name, finding('generatorAsLayers'));
  return { kind: 'made', name: 'ImageDataGenerator', path: 'keras.preprocessing.image.ImageDataGenerator', given, at: { from, to }, rest: [] }; // prettier-ignore
}

/**
 * What `preprocess_input` of each of Keras's networks does to pixels of 0..255; null where it puts
 * blue first, as those from Caffe do.
 */
function scalingOf(network: string): { scale: number[]; offset: number[] } | null {
  if (/^(mobilenet|mobilenet_v2|inception_v3|inception_resnet_v2|xception|nasnet|resnet_v2)$/.test(network)) return { scale: [1 / 127.5], offset: [-1] }; // prettier-ignore
  if (/^(efficientnet|efficientnet_v2|mobilenet_v3|convnext)$/.test(network)) return { scale: [1], offset: [0] }; // prettier-ignore
  if (network !== 'densenet') return null;
  const [mean, deviation] = [[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]]; // prettier-ignore
  return { scale: deviation.map((one) => 1 / 255 / one), offset: mean.map((one, i) => -one / deviation[i]!) }; // prettier-ignore
}

/** Networks that others have trained, and what prepares pictures for them. */
function pretrained(context: Context, path: string, call: Call): Value {
  const name = lastOf(path);
  const [first] = call.args.positional;
  if (/^[A-Z]/.test(name)) throw new CodeError(call.callee, finding('pretrained', name));
  if (name === 'preprocess_input' && first?.value.kind === 'pictures') {
    const { pictures } = first.value;
    const way = scalingOf(path.split('.').at(-2)!);
    const { from, to } = call;
    if (!way) return { kind: 'pictures', pictures: { ...pictures, trouble: { from, to, finding: finding('unknownChange', 'preprocess_input') } } }; // prettier-ignore
    return { kind: 'pictures', pictures: scaled(pictures, way.scale, way.offset, call) };
  }
  return unknown(context.source(call));
}

/** `keras.activations.tanh(x)` in a chain is an Activation layer. */
function activated(context: Context, name: string, call: Call): Value {
  const [x] = call.args.positional;
  const others = [...call.args.positional.slice(1), ...call.args.named.values()];
  if (others[0]) throw new CodeError(others[0], finding('activationArguments', name));
  const { from, to } = call;
  // Keras calls the layer that this makes ReLU.
  const isRelu = name === 'relu';
  const written: Located = { value: text(name), from: call.name.from, to: call.name.to };
  const args = { from, to, positional: isRelu ? [] : [written], named: new Map<string, never>() };
  const layer = readLayer(context, { ...call, args }, isRelu ? 'ReLU' : 'Activation');
  if (layer.kind !== 'layer' || !x) return layer;
  const made: ReadLayer = { ...layer.layer, alone: false };
  return applyTo({ kind: 'layer', layer: made }, call) ?? unknown(show(layer));
}

/** `Conv2d(…)` and `kears.layers.…` are slips, and are not ignored as someone's own function. */
function refuseTypo(context: Context, at: Span, what: string): void {
  const name = /^\w+/.exec(what)?.[0] ?? '';
  if (context.scope.get(name)) return;
  if (Object.hasOwn(foreign, name)) throw new CodeError(at, finding('foreignLayer', name, foreign[name]!)); // prettier-ignore
  const names = [
    ...Object.keys(assumed).filter((key) => key.length > 5 && !/^[a-z]+s$/.test(key)),
    ...context.catalog.map(({ keras }) => keras),
    'model',
    'keras',
  ];
  const meant = nearest(name, names);
  if (meant) throw new CodeError(at, finding('unknownName', name, meant));
}

/** Methods that change a model, its run, or the pictures. */
const changing = /^(add|compile|fit|fit_generator|pop|train_on_batch|append|extend|insert)$/;

/** Whether a statement that is not followed would change the model or the run. */
function matters(context: Context, node: SyntaxNode): boolean {
  let found = false;
  const isModel = (name: string) => {
    const value = context.scope.get(name);
    if (value) return value.kind === 'model' || value.kind === 'layer' || value.kind === 'tensor' || (value.kind === 'list' && value.items.some((item) => item.value.kind === 'layer')); // prettier-ignore
    return /^\w*model\w*$/i.test(name);
  };
  node.cursor().iterate((part) => {
    if (found) return false;
    if (part.name === 'VariableName') {
      const name = context.text.slice(part.from, part.to);
      const value = context.scope.get(name) ?? library.lookUp(context, name);
      const next = part.node.nextSibling?.name;
      const isCalled = part.node.parent?.name === 'CallExpression' && next === 'ArgList';
      if (value?.kind === 'name' && /^keras\.(layers\.|Sequential$|Model$|optimizers\.)/.test(value.path)) found = isCalled; // prettier-ignore
      else if (value?.kind === 'function' && isCalled) found = mattersWithin(context, value.made.node); // prettier-ignore
      else if (!value && isCalled && context.catalog.some(({ keras }) => keras === name)) found = true; // prettier-ignore
      // `layer.rate = 0.5`, too.
      if (/^(layer|made)$/.test(value?.kind ?? '') && part.node.parent?.name === 'MemberExpression' && isAssigned(part.node.parent)) found = true; // prettier-ignore
      if (value?.kind === 'pictures' && isAssigned(part.node)) found = true;
      if (value?.kind === 'model' && isAssigned(part.node)) found = true;
    }
    if (part.name === 'MemberExpression') {
      const name = context.source(part.node.firstChild!);
      const property = part.node.getChild('PropertyName');
      const method = property ? context.source(property) : '';
      const value =
        part.node.firstChild!.name === 'VariableName' ? context.scope.get(name) : undefined;
      if (changing.test(method) && isModel(name)) found = true;
      const path = canonical(context.source(part.node).replace(/\s/g, '').replace(/^tf\b/, 'tensorflow')); // prettier-ignore
      const own = value?.kind === 'name' ? `${value.path}.${method}` : Object.hasOwn(assumed, name) ? `${assumed[name]}.${method}` : path; // prettier-ignore
      if (/^keras\.(layers\.\w|Sequential$|Model$|models\.Sequential$)/.test(canonical(own)))
        found = true;
    }
    return !found;
  });
  return found;
}

const inside = new Set<SyntaxNode['from']>();

/** The same of a function's body, which may call itself. */
function mattersWithin(context: Context, node: SyntaxNode): boolean {
  if (inside.has(node.from)) return false;
  inside.add(node.from);
  try {
    return matters(context, node);
  } finally {
    inside.delete(node.from);
  }
}

function isAssigned(node: SyntaxNode): boolean {
  if (!/^(Assign|Update)Statement$/.test(node.parent?.name ?? '')) return false;
  for (let next = node.nextSibling; next; next = next.nextSibling)
    if (/AssignOp|UpdateOp/.test(next.name)) return true;
  return false;
}
