import { loaded, numberOf, scaled, shapeOf, sliced } from './arrays';
import { bind } from './arguments';
import type { Call, Context, Part } from './context';
import { isCifar10 } from '../model/data_description';
import { catalogLayer } from './front';
import { python } from './layers';
import { isShapedLike, type ProgramData } from './program_data';
import { CodeError, finding, type Finding, type Span } from './source';
import { statistic } from './statistics';
import { none, numberValue, plain, show, tupleOf, unknown, type Located, type Value, type Pictures } from './values'; // prettier-ignore

/** What the data's arrays become by what a program does to them. */

export const value = (pictures: Pictures): Value => ({ kind: 'pictures', pictures });

/** The same pictures with what cannot be carried: it is said where they are trained on. */
export const troubled = (pictures: Pictures, { from, to }: Span, finding: Finding): Value =>
  value(pictures.trouble ? pictures : { ...pictures, trouble: { from, to, finding } });

/** The data that a program means by a name of Keras's: those of the lab, or data of their shape. */
function dataNamed(context: Context, name: string, span: Span): ProgramData {
  const { data } = context;
  const { description } = data;
  if (!isShapedLike(name, data))
    throw new CodeError(
      span,
      isCifar10(description)
        ? finding('otherData', name)
        : finding('otherShape', name, description.name, python(description.shape), description.classes.length), // prettier-ignore
    );
  if (!isCifar10(description)) context.note(span, finding('dataTaken', name, description.name));
  return data;
}

/** `cifar10.load_data()`, `mnist.load_data()`. */
export function loadData(context: Context, name: string, call: Call): Value {
  const data = dataNamed(context, name, call.callee);
  const isFlat = data.description.shape[2] === 1;
  const part = (split: Pictures['split']) => {
    const labels = loaded('labels', split, data);
    return tupleOf(
      call,
      value({ ...loaded('images', split, data), ...(isFlat && { isFlat }) }),
      // Of Keras's grey pictures labels come as {n}.
      value(isFlat ? { ...labels, labels: 'row' } : labels),
    );
  };
  return tupleOf(call, part('train'), part('test'));
}

const arrays: Record<string, [Pictures['of'], Pictures['split']]> = {
  x_train: ['images', 'train'],
  y_train: ['labels', 'train'],
  x_test: ['images', 'test'],
  y_test: ['labels', 'test'],
};

/** `data['x_train']` of the learner's own data, as np.load gives them. */
export function arrayOfFile(context: Context, key: unknown): Value | null {
  const found = typeof key === 'string' && Object.hasOwn(arrays, key) ? arrays[key]! : null;
  if (!found || isCifar10(context.data.description)) return null;
  const all = loaded(...found, context.data);
  return value(found[0] === 'labels' ? { ...all, labels: 'row' } : all);
}

/** Numbers, or one for each channel, that pictures may be scaled by; null: none of them. */
function factors(of: Value): number[] | null {
  if (of.kind === 'number') return [of.value];
  const given = plain(of);
  // Arrays of one number for each channel, whatever brackets are around them.
  const flat = Array.isArray(given) ? given.flat(4) : [];
  return (flat.length === 3 || flat.length === 1) && flat.every((one) => typeof one === 'number')
    ? flat
    : null;
}

export function operatePictures(
  context: Context,
  operator: string,
  left: Value,
  right: Value,
  span: Span,
): Value | null {
  // prettier-ignore
  const pictures = left.kind === 'pictures' ? left.pictures : right.kind === 'pictures' ? right.pictures : null; // prettier-ignore
  if (!pictures) return null;
  // Which of the pictures: not known, but no mistake.
  if (!/^[-+*/]$/.test(operator)) return unknown(context.source(span));
  const other = factors(left.kind === 'pictures' ? right : left);
  if (!other || pictures.of === 'labels') {
    const mean = /mean|std/i.test(context.source(span));
    return troubled(pictures, span, mean ? finding('pixelMeans') : finding('unknownScaling', context.source(span))); // prettier-ignore
  }
  if (left.kind === 'pictures') {
    if (operator === '/') return value(scaled(pictures, other.map((one) => 1 / one), [0], span)); // prettier-ignore
    if (operator === '*') return value(scaled(pictures, other, [0], span));
    return value(scaled(pictures, [1], operator === '+' ? other : other.map((one) => -one), span)); // prettier-ignore
  }
  if (operator === '*') return value(scaled(pictures, other, [0], span));
  if (operator === '+') return value(scaled(pictures, [1], other, span));
  if (operator === '-') return value(scaled(pictures, [-1], other, span));
  return troubled(pictures, span, finding('unknownScaling', context.source(span)));
}

/** `x[:5000]`, `y[:, 0]`, `x[mask]`. */
export function itemOfPictures(
  context: Context,
  pictures: Pictures,
  parts: Part[],
  span: Span,
): Value {
  // prettier-ignore
  const [first, ...rest] = parts;
  const isAll = (part: Part | undefined) => part?.slice && !part.start && !part.stop && !part.step;
  let taken = pictures;
  if (!first) return value(pictures);
  if (first.slice) {
    const bound = (end: Located | null, usual: number) => (end === null || end.value.kind === 'none' ? usual : end.value.kind === 'number' && end.value.whole ? end.value.value : null); // prettier-ignore
    const start = bound(first.start, 0);
    const stop = bound(first.stop, numberOf(pictures));
    if (first.step && plain(first.step.value) !== 1)
      return troubled(pictures, span, finding('stepThrough'));
    if (start === null || stop === null)
      return troubled(pictures, span, finding('unknownSlice', context.source(span)));
    taken = sliced(pictures, start, stop);
    if (start === 0 && first.stop) taken.count = first.stop;
    else if (start !== 0 || first.stop) delete taken.count;
  } else if (first.value.kind === 'number') return unknown(context.source(span));
  else if (first.text !== '...')
    return troubled(pictures, span, finding('picked', context.source(span)));
  if (rest.length === 0 || rest.every(isAll)) return value(taken);
  // `x[..., None]`: the axis of the one channel.
  if (
    taken.isFlat &&
    /newaxis|None/.test(rest.at(-1)?.text ?? '') &&
    rest.slice(0, -1).every(isAll) &&
    (first.text === '...' || rest.length === 3)
  )
    // prettier-ignore
    return value({ ...taken, isFlat: false });
  if (taken.of === 'labels') {
    const [column] = rest;
    if (
      rest.length === 1 &&
      column &&
      !column.slice &&
      plain(column.value) === 0 &&
      taken.labels === 'column'
    )
      // prettier-ignore
      return value({ ...taken, labels: 'row' });
    if (rest.length === 1 && /newaxis|None/.test(column?.text ?? '') && taken.labels === 'row')
      return value({ ...taken, labels: 'column' });
  }
  return troubled(taken, span, finding('reshaped', context.source(span)));
}

export function attributeOfPictures(
  context: Context,
  pictures: Pictures,
  name: string,
  span: Span,
): Value {
  // prettier-ignore
  if (name === 'shape')
    return tupleOf(span, ...shapeOf(pictures).map((axis) => numberValue(axis, true)));
  if (name === 'ndim') return numberValue(shapeOf(pictures).length, true);
  if (name === 'size')
    return numberValue(
      shapeOf(pictures).reduce((a, b) => a * b, 1),
      true,
    );
  if (name === 'T') return troubled(pictures, span, finding('reshaped', context.source(span)));
  return { kind: 'method', of: value(pictures), name };
}

export function methodOfPictures(
  context: Context,
  pictures: Pictures,
  name: string,
  call: Call,
): Value {
  // prettier-ignore
  return arrayFunction(context, pictures, name, call, call.args.positional, call) ?? unknown(context.source(call)); // prettier-ignore
}

/** NumPy's and TensorFlow's functions of arrays, by the last part of their names. */
export function callArrayFunction(context: Context, path: string, call: Call): Value | null {
  const name = path.split('.').at(-1)!;
  const [first, ...rest] = call.args.positional;
  const given = first ?? call.args.named.get('a') ?? call.args.named.get('image') ?? call.args.named.get('images') ?? call.args.named.get('x') ?? call.args.named.get('indices'); // prettier-ignore
  if (given?.value.kind === 'refused') return given.value;
  // `np.divide(x, 255, out=x)` writes over what it is given.
  const out = call.args.named.get('out');
  if (out?.value.kind === 'pictures') throw new CodeError(out, finding('writtenOver'));
  if (given?.value.kind === 'pictures') {
    if (/^tensorflow\.image\./.test(path)) return imageFunction(context, given.value.pictures, name, call); // prettier-ignore
    const made = arrayFunction(context, given.value.pictures, name, call, rest, call);
    // Whatever else is done to them is not known; where only a plot sees the result, nothing is lost.
    return made ?? troubled(given.value.pictures, call, finding('unknownChange', context.source(call.callee))); // prettier-ignore
  }
  if (
    given?.value.kind === 'list' &&
    given.value.items.some((item) => item.value.kind === 'pictures')
  )
    // prettier-ignore
    return joinedPictures(context, given.value.items, call);
  if (
    /^(array|asarray|float32|float64|constant|convert_to_tensor|cast|tuple|int32|int64)$/.test(name)
  )
    return given?.value ?? null;
  return scalarFunction(path, name, call);
}

/** Training and test pictures put together, and the like. */
function joinedPictures(context: Context, items: Located[], call: Call): Value {
  const found = items.find((item) => item.value.kind === 'pictures')!.value;
  if (found.kind !== 'pictures') return none;
  return troubled(found.pictures, call, finding('unknownChange', context.source(call.callee)));
}

function scalarFunction(path: string, name: string, call: Call): Value | null {
  if (!/^(numpy|math|tensorflow(\.math)?)\.\w+$/.test(path)) return null;
  const numbers = call.args.positional.map(({ value: one }) => plain(one));
  const [a, b] = numbers as number[];
  if (numbers.length === 0 || !numbers.every((one) => typeof one === 'number')) {
    const all = numbers[0];
    if (name === 'prod' && Array.isArray(all) && all.every((one) => typeof one === 'number'))
      return numberValue(all.reduce((product: number, one: number) => product * one, 1));
    if (name === 'arange' || !Array.isArray(all)) return null;
    if (/^(max|amax|min|amin)$/.test(name)) return numberValue(Math[name.includes('max') ? 'max' : 'min'](...(all as number[]))); // prettier-ignore
    return null;
  }
  const results: Record<string, () => Value> = {
    ceil: () => numberValue(Math.ceil(a!), path.startsWith('math')),
    floor: () => numberValue(Math.floor(a!), path.startsWith('math')),
    sqrt: () => numberValue(Math.sqrt(a!), false),
    exp: () => numberValue(Math.exp(a!), false),
    log: () => numberValue(b === undefined ? Math.log(a!) : Math.log(a!) / Math.log(b), false),
    log2: () => numberValue(Math.log2(a!), false),
    log10: () => numberValue(Math.log10(a!), false),
    cos: () => numberValue(Math.cos(a!), false),
    sin: () => numberValue(Math.sin(a!), false),
    pow: () => numberValue(a! ** b!, false),
    power: () => numberValue(a! ** b!),
    round: () => numberValue(Math.round(a!), false),
    minimum: () => numberValue(Math.min(a!, b!)),
    maximum: () => numberValue(Math.max(a!, b!)),
    abs: () => numberValue(Math.abs(a!)),
    gcd: () => numberValue([a!, b!].reduce((x, y) => { while (y) [x, y] = [y, x % y]; return x; })),
  }; // prettier-ignore
  return Object.hasOwn(results, name) ? results[name]!() : null;
}

/** What an array becomes; null where that is not known. */
function arrayFunction(
  context: Context,
  pictures: Pictures,
  name: string,
  call: Call,
  rest: Located[],
  span: Span,
): Value | null {
  // prettier-ignore
  const { named } = call.args;
  const argument = (key: string, at: number) => named.get(key) ?? rest[at];
  const isImages = pictures.of === 'images';
  switch (name) {
    case 'astype':
    case 'cast': {
      const type = argument('dtype', 0)?.value;
      const kind = type ? (type.kind === 'string' ? type.value : show(type)) : '';
      const isWhole = /int|bool/.test(kind);
      if (isWhole && isImages && !(pictures.scale.length === 1 && pictures.scale[0] === 1))
        return troubled(pictures, span, finding('cutOff', kind));
      return value(pictures);
    }
    case 'array':
    case 'asarray':
    case 'ascontiguousarray':
    case 'float32':
    case 'float64':
    case 'copy':
    case 'convert_to_tensor':
    case 'constant':
    case 'Variable':
    case 'numpy':
    case 'identity':
    case 'stop_gradient':
    case 'ensure_shape':
    case 'set_shape':
      return value(pictures);
    case 'convert_image_dtype':
      return value(scaled(pictures, [1 / 255], [0], span));
    case 'divide':
    case 'true_divide':
      return rest[0] ? operatePictures(context, '/', value(pictures), rest[0].value, span) : null;
    case 'multiply':
      return rest[0] ? operatePictures(context, '*', value(pictures), rest[0].value, span) : null;
    case 'subtract':
      return rest[0] ? operatePictures(context, '-', value(pictures), rest[0].value, span) : null;
    case 'add':
      return rest[0] ? operatePictures(context, '+', value(pictures), rest[0].value, span) : null;
    case 'mean':
    case 'std':
    case 'var':
    case 'reduce_mean':
    case 'reduce_std':
    case 'reduce_variance': {
      const axis = argument('axis', 0)?.value ?? none;
      const axes = plain(axis);
      const isChannel = Array.isArray(axes) && axes.length === 3 && [0, 1, 2].every((one) => axes.includes(one)); // prettier-ignore
      if (axes !== null && !isChannel) return unknown(context.source(span));
      const what = /mean/.test(name) ? 'mean' : /std/.test(name) ? 'std' : 'var';
      const found = statistic(pictures, what, isChannel);
      if (!found) return unknown(context.source(span));
      return isChannel ? tupleOf(span, ...found.map((one) => numberValue(one, false))) : numberValue(found[0]!, false); // prettier-ignore
    }
    case 'max':
    case 'min':
    case 'amax':
    case 'amin': {
      if (!isImages) return pictures.labels === 'one-hot' ? null : numberValue(/max/.test(name) ? pictures.data.description.classes.length - 1 : 0, true); // prettier-ignore
      if (argument('axis', 0)) return unknown(context.source(span));
      const found = statistic(pictures, /max/.test(name) ? 'max' : 'min', false);
      return found ? numberValue(found[0]!) : unknown(context.source(span));
    }
    case 'unique': {
      if (isImages || pictures.labels === 'one-hot' || argument('return_counts', 9)) return unknown(context.source(span)); // prettier-ignore
      return { ...tupleOf(span, ...pictures.data.description.classes.map((_, i) => numberValue(i, true))), tuple: false } as Value; // prettier-ignore
    }
    case 'shape':
      return attributeOfPictures(context, pictures, 'shape', span);
    case 'size':
      return numberValue(numberOf(pictures), true);
    case 'flatten':
    case 'ravel':
    case 'squeeze':
      if (isImages) return name === 'squeeze' ? value(pictures) : troubled(pictures, span, finding('flattened')); // prettier-ignore
      return value({ ...pictures, labels: pictures.labels === 'column' ? 'row' : pictures.labels });
    case 'expand_dims':
      if (!isImages) return value({ ...pictures, labels: 'column' });
      return pictures.isFlat && [-1, 3].includes(Number(plain(argument('axis', 0)?.value ?? none))) ? value({ ...pictures, isFlat: false }) : null; // prettier-ignore
    case 'reshape':
      return reshape(context, pictures, rest, span);
    case 'one_hot':
      return oneHot(pictures, argument('depth', 0), span);
    case 'argmax':
      return isImages ? null : pictures.labels === 'one-hot' ? value({ ...pictures, labels: 'row' }) : null; // prettier-ignore
    case 'clip':
    case 'clip_by_value':
      return isImages && numberOf(pictures) > 1 ? value(pictures) : null;
    case 'tolist':
      return isImages ? unknown(context.source(span)) : value(pictures);
    case 'nonzero':
    case 'where':
    case 'isin':
    case 'sum':
    case 'equal':
    case 'argwhere':
    case 'bincount':
    case 'all':
    case 'any':
    case 'item':
      return unknown(context.source(span));
    default:
      return null;
  }
}

export function oneHot(pictures: Pictures, classes: Located | undefined, span: Span): Value {
  const { description } = pictures.data;
  const there = description.classes.length;
  const count = classes ? plain(classes.value) : there;
  if (pictures.of !== 'labels') return troubled(pictures, span, finding('imagesOneHot'));
  if (typeof count === 'number' && count !== there)
    throw new CodeError(classes!, finding('classCount', count, description.name, there));
  return value({ ...pictures, labels: 'one-hot' });
}

function reshape(context: Context, pictures: Pictures, rest: Located[], span: Span): Value {
  // prettier-ignore
  const only = rest[0]?.value;
  const shape = only?.kind === 'list' ? plain(only) : rest.map(({ value: axis }) => plain(axis));
  const trouble = () => troubled(pictures, span, pictures.of === 'images' ? finding('flattened') : finding('reshaped', context.source(span))); // prettier-ignore
  if (!Array.isArray(shape)) return trouble();
  const count = numberOf(pictures);
  const isCount = (axis: unknown) => axis === -1 || axis === count || axis === undefined;
  if (pictures.of === 'images') {
    const axes = pictures.data.description.shape;
    const isOf = (wanted: readonly number[]) => shape.length === 1 + wanted.length && isCount(shape[0]) && wanted.every((axis, i) => shape[i + 1] === axis); // prettier-ignore
    if (isOf(axes)) return value({ ...pictures, isFlat: false });
    return axes[2] === 1 && isOf(axes.slice(0, 2))
      ? value({ ...pictures, isFlat: true })
      : trouble();
  }
  if (pictures.labels === 'one-hot') return shape.length === 2 && shape[1] === pictures.data.description.classes.length ? value(pictures) : trouble(); // prettier-ignore
  if (shape.length === 1 && isCount(shape[0])) return value({ ...pictures, labels: 'row' });
  if (shape.length === 2 && isCount(shape[0]) && shape[1] === 1) return value({ ...pictures, labels: 'column' }); // prettier-ignore
  return trouble();
}

/** `tf.image.…`: flips by chance are layers; what else there is cannot be carried. */
function imageFunction(context: Context, pictures: Pictures, name: string, call: Call): Value {
  const mode = { random_flip_left_right: 'horizontal', random_flip_up_down: 'vertical' }[name];
  if (name === 'convert_image_dtype') return value(scaled(pictures, [1 / 255], [0], call));
  if (!mode) return troubled(pictures, call, finding('imageFunction', `tf.image.${name}`));
  const layer = catalogLayer(context, 'RandomFlip', { mode }, call);
  return layer ? value({ ...pictures, front: [...pictures.front, layer] }) : troubled(pictures, call, finding('imageFunction', `tf.image.${name}`)); // prettier-ignore
}

/** `train_test_split(x, y, test_size=0.2)`: pictures drawn by chance. */
export function trainTestSplit(context: Context, call: Call): Value {
  const { positional, named } = call.args;
  const arrays = positional.filter(({ value: one }) => one.kind === 'pictures');
  if (arrays.length === 0 || arrays.length !== positional.length) return unknown(context.source(call)); // prettier-ignore
  const size = (key: string, total: number) => {
    const given = plain(named.get(key)?.value ?? none);
    if (typeof given !== 'number') return null;
    return given < 1 ? (key === 'test_size' ? Math.ceil(given * total - 1e-9) : Math.floor(given * total + 1e-9)) : given; // prettier-ignore
  };
  const results: Value[] = [];
  for (const { value: one } of arrays) {
    if (one.kind !== 'pictures') continue;
    const { pictures } = one;
    const total = numberOf(pictures);
    const test = size('test_size', total) ?? (size('train_size', total) === null ? Math.ceil(total / 4) : total - size('train_size', total)!); // prettier-ignore
    const at = { from: call.from, to: call.to };
    const share = test / total;
    const isShuffled = plain(named.get('shuffle')?.value ?? none) !== false;
    const cut = (from: number, to: number, part: 'rest' | 'part'): Value => {
      const some = sliced(pictures, from, to);
      return value(isShuffled ? { ...some, drawn: { share, part, at } } : some);
    };
    results.push(cut(0, total - test, 'rest'), cut(total - test, total, 'part'));
  }
  return tupleOf(call, ...results);
}

/** `to_categorical(y, 10)`. */
export function toCategorical(context: Context, call: Call): Value {
  const old = call.args.named.get('y');
  if (old) context.note(old.name, finding('oldName', 'y', 'x'));
  const args = bind(call.args, ['x', 'num_classes'], 'to_categorical', ['y', 'dtype']);
  const labels = args.get('x') ?? args.get('y');
  if (labels?.value.kind === 'unknown') return { ...labels.value, what: context.source(call), oneHot: true }; // prettier-ignore
  if (labels?.value.kind !== 'pictures') return labels?.value.kind === 'refused' ? labels.value : unknown(context.source(call)); // prettier-ignore
  return oneHot(labels.value.pictures, args.get('num_classes'), call);
}

export const countOf = (pictures: Pictures): Value => numberValue(shapeOf(pictures)[0] ?? 0, true);

/** `tfds.load('cifar10', split=['train', 'test'])`. */
export function loadFromTfds(context: Context, call: Call): Value {
  const { positional, named } = call.args;
  const name = positional[0]?.value ?? named.get('name')?.value;
  if (name?.kind !== 'string') return unknown(context.source(call));
  const data = dataNamed(context, /^\w+/.exec(name.value)?.[0] ?? '', positional[0] ?? call);
  const keyed = plain(named.get('as_supervised')?.value ?? none) !== true;
  const at = { from: call.from, to: call.to };
  const one = (asked: unknown): Value => {
    const [, split, from, to] =
      /^(train|test)(?:\[(\d+%?)?:(\d+%?)?\])?$/.exec(String(asked)) ?? [];
    if (split !== 'train' && split !== 'test') return unknown(context.source(call));
    const total = data.counts[split];
    const place = (end: string | undefined, usual: number) => (end === undefined ? usual : end.endsWith('%') ? Math.round((parseFloat(end) / 100) * total) : Number(end)); // prettier-ignore
    const [start, stop] = [place(from, 0), place(to, total)];
    const x = sliced(loaded('images', split, data), start, stop);
    const y: Pictures = { ...sliced(loaded('labels', split, data), start, stop), labels: 'row' };
    return { kind: 'pipeline', pipeline: { x, y, batch: null, kind: 'tf.data', at, shuffled: false, keyed } }; // prettier-ignore
  };
  const split = plain(named.get('split')?.value ?? positional[1]?.value ?? none);
  const made = Array.isArray(split) ? tupleOf(call, ...split.map(one)) : typeof split === 'string' ? one(split) : unknown(context.source(call)); // prettier-ignore
  return plain(named.get('with_info')?.value ?? none) === true ? tupleOf(call, made, unknown('info')) : made; // prettier-ignore
}
