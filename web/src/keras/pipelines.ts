import { numberOf, scaled, sliced } from './arrays';
import { bind } from './arguments';
import type { Call, Context } from './context';
import { troubled, value } from './data';
import { catalogLayer } from './front';
import { CodeError, finding, type Finding } from './source';
import { statistic } from './statistics';
import { none, numberValue, plain, show, unknown, type Located, type Pipeline, type ReadLayer, type Value, type Pictures } from './values'; // prettier-ignore

/** tf.data's pipelines and ImageDataGenerator's flows: pictures with their labels, batch by batch. */

const made = (pipeline: Pipeline): Value => ({ kind: 'pipeline', pipeline });

/** `tf.data.Dataset.from_tensor_slices((x, y))`. */
export function fromTensors(context: Context, call: Call): Value {
  const [given] = call.args.positional;
  if (given?.value.kind === 'refused') return given.value;
  const [x, y] = given?.value.kind === 'list' ? given.value.items.map((item) => item.value) : [given?.value]; // prettier-ignore
  if (x?.kind !== 'pictures' || (y && y.kind !== 'pictures')) return unknown(context.source(call));
  const { from, to } = call;
  return made({ x: x.pictures, y: y ? y.pictures : null, batch: null, kind: 'tf.data', at: { from, to }, shuffled: false }); // prettier-ignore
}

/** `.shuffle(…).batch(32).map(…)`, one step of it. */
export function methodOfPipeline(
  context: Context,
  pipeline: Pipeline,
  name: string,
  call: Call,
): Value {
  // prettier-ignore
  const [first] = call.args.positional;
  switch (name) {
    case 'batch': {
      const size = first ?? call.args.named.get('batch_size');
      const drop = plain(call.args.named.get('drop_remainder')?.value ?? call.args.positional[1]?.value ?? none); // prettier-ignore
      if (
        drop === true &&
        size?.value.kind === 'number' &&
        numberOf(pipeline.x) % size.value.value > 0
      )
        context.note(call.name, finding('dropRemainder'));
      return made({ ...pipeline, batch: size ?? null });
    }
    case 'shuffle':
      return made({ ...pipeline, shuffled: true });
    case 'repeat':
      return made({ ...pipeline, repeats: true });
    case 'cache':
    case 'prefetch':
    case 'with_options':
    case 'as_numpy_iterator':
      return made(pipeline);
    case 'take':
    case 'skip': {
      const size = first?.value.kind === 'number' ? first.value.value : null;
      const batch = pipeline.batch?.value.kind === 'number' ? pipeline.batch.value.value : 1;
      const cut = (pictures: Pictures): Pictures => {
        if (size === null || size < 0) return pictures;
        return name === 'take' ? sliced(pictures, 0, size * batch) : sliced(pictures, Math.min(size * batch, numberOf(pictures)), numberOf(pictures)); // prettier-ignore
      };
      const shuffled = pipeline.shuffled ? (pictures: Pictures) => trouble(pictures, call, finding('shuffledCut')) : (pictures: Pictures) => pictures; // prettier-ignore
      return made({ ...pipeline, x: shuffled(cut(pipeline.x)), y: pipeline.y && cut(pipeline.y) });
    }
    case 'map':
      return mapped(context, pipeline, call);
    case 'cardinality':
      return numberValue(batchesOf(pipeline));
    default:
      return made({ ...pipeline, x: trouble(pipeline.x, call, finding('unknownChange', `.${name}`)) }); // prettier-ignore
  }
}

const trouble = (pictures: Pictures, at: Call, finding: Finding): Pictures => {
  const changed = troubled(pictures, at, finding);
  return changed.kind === 'pictures' ? changed.pictures : pictures;
};

export function batchesOf({ x, batch }: Pipeline): number {
  const size = batch?.value.kind === 'number' ? batch.value.value : 1;
  return Math.ceil(numberOf(x) / size);
}

/** The function of `map` is called once, with a picture that stands for each. */
function mapped(context: Context, pipeline: Pipeline, call: Call): Value {
  const callee = call.args.positional[0] ?? call.args.named.get('map_func');
  if (!callee) return made(pipeline);
  const { from, to } = callee;
  const both = [pipeline.x, pipeline.y].map((pictures): Located | null => pictures && { value: value({ ...pictures, single: true }), from, to }); // prettier-ignore
  const [image, label] = both;
  const entry = new Map([['"image"', image!], ['"label"', label!]]); // prettier-ignore
  const given: Located[] = pipeline.keyed ? [{ value: { kind: 'dict', items: entry }, from, to }] : both.filter((one) => one !== null); // prettier-ignore
  const result = context.call(callee.value, { ...call, args: { from, to, positional: given, named: new Map() } }); // prettier-ignore
  if (result.kind === 'refused') return result;
  const [x, y] = result.kind === 'list' ? result.items.map((item) => item.value) : [result];
  if (x?.kind !== 'pictures' || (pipeline.y && y?.kind !== 'pictures'))
    return made({ ...pipeline, x: trouble(pipeline.x, call, finding('unknownChange', show(callee.value))) }); // prettier-ignore
  const whole = (pictures: Pictures): Pictures => {
    const { single: _, ...rest } = pictures;
    return rest;
  };
  return made({ ...pipeline, keyed: false, x: whole(x.pictures), y: y?.kind === 'pictures' ? whole(y.pictures) : null }); // prettier-ignore
}

/** Layers called on pictures, as in a pipeline: they change them before the model. */
export function layersOnPictures(
  context: Context,
  layers: ReadLayer[],
  pictures: Pictures,
  call: Call,
): Value {
  // prettier-ignore
  let result = pictures;
  for (const layer of layers) {
    const entry = context.catalog.find((row) => row.keras === layer.keras);
    if (layer.keras === 'Rescaling')
      result = scaled(result, [Number(layer.spec.scale)], [Number(layer.spec.offset ?? 0)], call);
    else if (entry?.augments) result = { ...result, front: [...result.front, layer] };
    else return troubled(result, call, finding('layerOnPictures', layer.keras));
  }
  return value(result);
}

const generatorDefaults: Record<string, unknown> = { featurewise_center: false, samplewise_center: false, featurewise_std_normalization: false, samplewise_std_normalization: false, zca_whitening: false, zca_epsilon: 1e-6, rotation_range: 0, width_shift_range: 0, height_shift_range: 0, brightness_range: null, shear_range: 0, zoom_range: 0, channel_shift_range: 0, fill_mode: 'nearest', cval: 0, horizontal_flip: false, vertical_flip: false, rescale: null, preprocessing_function: null, data_format: null, validation_split: 0, interpolation_order: 1, dtype: null }; // prettier-ignore

export const generatorArguments = Object.keys(generatorDefaults);

/** What cannot be carried of a generator, unless it is as it would be anyway. */
const uncarried = ['samplewise_center', 'samplewise_std_normalization', 'zca_whitening', 'brightness_range', 'shear_range', 'channel_shift_range', 'preprocessing_function']; // prettier-ignore

type Generator = Value & { kind: 'made' };

/** `generator.flow(x, y, batch_size=32)`. */
export function methodOfGenerator(
  context: Context,
  generator: Generator,
  name: string,
  call: Call,
): Value | null {
  // prettier-ignore
  if (name === 'fit') {
    const [x] = call.args.positional;
    if (x) generator.rest = [x];
    return none;
  }
  if (name === 'flow_from_directory' || name === 'flow_from_dataframe')
    throw new CodeError(call.name, finding('otherData', name));
  if (name !== 'flow') return null;
  const given = bind(call.args, ['x', 'y', 'batch_size', 'shuffle', 'sample_weight', 'seed', 'save_to_dir', 'save_prefix', 'save_format', 'ignore_class_split', 'subset'], 'flow'); // prettier-ignore
  const [x, y] = [given.get('x')?.value, given.get('y')?.value];
  if (x?.kind === 'refused' || y?.kind === 'refused') return { kind: 'refused' };
  if (x?.kind !== 'pictures') return unknown(context.source(call));
  const labels = y?.kind === 'pictures' ? y.pictures : null;
  let pictures = frontOf(context, generator, x.pictures, call);
  let kept = labels;
  const share = plain(generator.given.get('validation_split')?.value ?? none);
  const subset = plain(given.get('subset')?.value ?? none);
  if (typeof share === 'number' && share > 0 && typeof subset === 'string') {
    // Keras's generator keeps the first part for validation.
    const cut = Math.floor(numberOf(pictures) * share);
    const part = (all: Pictures) => (subset === 'validation' ? sliced(all, 0, cut) : sliced(all, cut, numberOf(all))); // prettier-ignore
    pictures = part(pictures);
    kept = labels && part(labels);
  }
  const batch = given.get('batch_size') ?? { value: numberValue(32, true), from: call.from, to: call.to }; // prettier-ignore
  const { from, to } = call;
  const shuffled = plain(given.get('shuffle')?.value ?? none) !== false;
  return made({ x: pictures, y: kept, batch, kind: 'generator', at: { from, to }, shuffled });
}

/** The generator's changes as layers, in the order in which it makes them. */
function frontOf(context: Context, generator: Generator, x: Pictures, call: Call): Pictures {
  const given = (name: string) => generator.given.get(name);
  const said = (name: string) => {
    const written = given(name);
    const is = written ? plain(written.value) : generatorDefaults[name];
    if (
      written &&
      is === undefined &&
      written.value.kind !== 'none' &&
      written.value.kind !== 'function' &&
      written.value.kind !== 'name'
    )
      throw new CodeError(written, finding('notKnown', show(written.value)));
    return is === undefined ? 'something' : is;
  };
  for (const name of uncarried) {
    const is = said(name);
    if (is !== 0 && is !== false && is !== null)
      throw new CodeError(given(name)!, finding('generatorLacks', name));
  }
  const layers: ReadLayer[] = [];
  const fill = said('fill_mode');
  const filled = { fill_mode: fill, ...(fill === 'constant' && { fill_value: Number(said('cval')) / 255 }) }; // prettier-ignore
  const add = (keras: string, values: Record<string, unknown>, name: string) => {
    const layer = catalogLayer(context, keras, values, given(name) ?? generator.at);
    if (!layer) throw new CodeError(given(name)!, finding('generatorLacks', name));
    layers.push(layer);
  };
  const turn = Number(said('rotation_range'));
  if (turn) add('RandomRotation', { factor: turn / 360, ...filled }, 'rotation_range');
  const shift = (name: string) => {
    const by = said(name);
    if (typeof by !== 'number') throw new CodeError(given(name)!, finding('generatorLacks', name));
    // A whole number is pixels, a fraction a share of the picture.
    return by >= 1 ? by / 32 : by;
  };
  const [height, width] = [shift('height_shift_range'), shift('width_shift_range')];
  if (height || width) add('RandomTranslation', { height_factor: height, width_factor: width, ...filled }, width ? 'width_shift_range' : 'height_shift_range'); // prettier-ignore
  const zoom = said('zoom_range');
  const about = Array.isArray(zoom) && zoom.length === 2 && Math.abs(Number(zoom[0]) + Number(zoom[1]) - 2) < 1e-9 ? Number(zoom[1]) - 1 : zoom; // prettier-ignore
  if (typeof about !== 'number') throw new CodeError(given('zoom_range')!, finding('generatorLacks', 'zoom_range')); // prettier-ignore
  if (about)
    add('RandomZoom', { height_factor: about, width_factor: about, ...filled }, 'zoom_range');
  const [across, down] = [said('horizontal_flip') === true, said('vertical_flip') === true];
  if (across || down)
    add('RandomFlip', { mode: across && down ? 'horizontal_and_vertical' : across ? 'horizontal' : 'vertical' }, across ? 'horizontal_flip' : 'vertical_flip'); // prettier-ignore
  let pictures: Pictures = { ...x, front: [...x.front, ...layers] };
  const rescale = said('rescale');
  if (typeof rescale === 'number' && rescale !== 0)
    pictures = scaled(pictures, [rescale], [0], given('rescale')!);
  return standardized(generator, pictures, call, said);
}

/** featurewise_center and its like use the mean of the pictures that `fit` was given, by channel. */
function standardized(
  generator: Generator,
  pictures: Pictures,
  call: Call,
  said: (name: string) => unknown,
): Pictures {
  // prettier-ignore
  const [center, divide] = [said('featurewise_center') === true, said('featurewise_std_normalization') === true]; // prettier-ignore
  if (!center && !divide) return pictures;
  const at = generator.given.get(center ? 'featurewise_center' : 'featurewise_std_normalization')!;
  const seen = generator.rest[0]?.value;
  const fitted = seen?.kind === 'pictures' ? seen.pictures : null;
  const mean = fitted && statistic(fitted, 'mean', true);
  const deviation = fitted && statistic(fitted, 'std', true);
  if (!mean || !deviation) return trouble(pictures, call, finding('pixelMeans'));
  let result = pictures;
  if (center) result = scaled(result, [1], mean.map((one) => -one), at); // prettier-ignore
  if (divide) result = scaled(result, deviation.map((one) => 1 / (one + 1e-6)), [0], at); // prettier-ignore
  return result;
}
