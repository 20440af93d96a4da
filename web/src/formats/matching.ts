import { entryOf } from '../model/outside';
import type { WeightTensor } from '../../../wasm/lab';
import { badFile, type Refused } from '../base/fault';
import { automaticName, isNoWeight, isPyTorchKernel, layersOf, numbered, wantedLayersOf, type NamedLayer } from './layer_names'; // prettier-ignore
import { isNumberType } from './number_types';
import { type FileTensor, type FileTensors, type WantedTensor } from './tensors';

type FileLayer = NamedLayer<FileTensor>;
type WantedLayer = NamedLayer<WantedTensor>;
type Pair = { given: FileTensor; wanted: WantedTensor };
type LayerPair = [given: FileLayer, wanted: WantedLayer];

/**
 * The tensors of a file in the order and under the names of a model's own. Names decide which is
 * which wherever there are names, and never the order in which they stand: HDF5 and archives sort
 * conv2d_10 before conv2d_2. Throws Refused where names leave it open, and for what does not
 * fit. `own`: the layers' names in the program that the model comes from, by ours.
 */
export function matched(
  { tensors, inOrder }: FileTensors,
  wanted: WantedTensor[],
  own: Record<string, string> = {},
): WeightTensor[] {
  const weights = tensors.filter(({ name }) => !isNoWeight(name));
  const pairs = inOrder ? pairsInOrder(weights, wanted) : pairsByName(weights, wanted, own);
  pairs.forEach(holdShape);
  const found = new Map(pairs.map(({ given, wanted: tensor }) => [tensor, given]));
  return wanted.map((tensor) => ({
    name: tensor.name,
    shape: tensor.shape,
    data: numbersOf(found.get(tensor)!),
  }));
}

function holdShape({ given, wanted }: Pair): void {
  if (given.shape.join() !== wanted.shape.join())
    throw badFile('tensor_shape', { name: given.name, given: given.shape, like: wanted.name, wanted: wanted.shape }); // prettier-ignore
}

function numbersOf({ name, type, numbers }: FileTensor): Float32Array {
  if (!isNumberType(type)) throw badFile('tensor_type', { name, type });
  const data = numbers();
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw badFile('tensor_not_finite', { name, at: bad });
  return data;
}

/** Layers in the model's order, as Keras 2's HDF5 files say it. */
function pairsInOrder(tensors: FileTensor[], wanted: WantedTensor[]): Pair[] {
  const given = layersOf(tensors);
  if (!given) throw badFile('names_say_nothing', { names: namesOf(tensors) });
  const layers = wantedLayersOf(wanted);
  if (given.length !== layers.length) throw otherLayers(given, layers);
  return given.flatMap((layer, i) => partPairs([layer, layers[i]!]));
}

function pairsByName(
  tensors: FileTensor[],
  wanted: WantedTensor[],
  own: Record<string, string>,
): Pair[] {
  const kernel = tensors.find(({ name }) => isPyTorchKernel(name));
  if (kernel) {
    // Even where the shape fits: a square kernel would be read on its side.
    const like = wanted.find(
      ({ name, shape }) => name.endsWith('/kernel') && sameNumbers(shape, kernel.shape),
    );
    const { name, shape } = kernel;
    throw badFile('pytorch_kernel', {
      name,
      shape,
      like: like?.name ?? '',
      wanted: like?.shape ?? [],
    });
  }
  const row = numbered(tensors);
  const given = row ? null : layersOf(tensors);
  if (!given) {
    if (!row && tensors.length > 0) throw badFile('names_say_nothing', { names: namesOf(tensors) });
    if (tensors.length !== wanted.length)
      throw badFile('tensor_count', { given: tensors.length, wanted: wanted.length });
    return wanted.map((tensor, i) => ({ given: row![i]!, wanted: tensor }));
  }
  const layers = wantedLayersOf(wanted);
  return layerPairs(given, layers, own).flatMap(partPairs);
}

/** Whether two shapes are the same but for the order of their sides. */
const sameNumbers = (a: number[], b: number[]) =>
  [...a].sort((x, y) => x - y).join() === [...b].sort((x, y) => x - y).join();

/** Which layer of the file is which of the model. */
function layerPairs(
  given: FileLayer[],
  wanted: WantedLayer[],
  own: Record<string, string>,
): LayerPair[] {
  const exact = sameNames(given, wanted, ({ name }) => name);
  // Keras's own HDF5 files number the layers, whatever their names are; others have the names.
  const isCounted = given.some(({ parts }) => parts.has('0'));
  const named = Object.keys(own).length > 0 && !isCounted && sameNames(given, wanted, ({ name }) => own[name] ?? name); // prettier-ignore
  if (exact && named && exact.some(([layer], i) => layer !== named[i]![0]))
    throw badFile('names_two_ways', { name: exact[0]![0].name });
  const found = named || exact || inNaturalOrder(given, wanted) || byShapes(given, wanted);
  if (found) return found;
  throw badFile('names_unclear', { given: namesOf(given), wanted: namesOf(wanted) });
}

const namesOf = (things: { name: string }[]) => things.map(({ name }) => name);

/** Where the names of the file's layers are those of the model's, whatever their order. */
function sameNames(
  given: FileLayer[],
  wanted: WantedLayer[],
  nameOf: (layer: WantedLayer) => string,
): LayerPair[] | null {
  const byName = new Map(given.map((layer) => [layer.name, layer]));
  if (byName.size !== given.length || given.length !== wanted.length) return null;
  const pairs = wanted.map((layer) => [byName.get(nameOf(layer)), layer] as const);
  return pairs.every(([layer]) => layer) ? (pairs as unknown as LayerPair[]) : null;
}

/**
 * Keras's automatic names count on through a session: a model's conv2d_7 to conv2d_9 are its first
 * to third convolution. Null where a name is of another kind, or stands twice, in nested models.
 */
function inNaturalOrder(given: FileLayer[], wanted: WantedLayer[]): LayerPair[] | null {
  const isAutomatic = ({ name }: { name: string }) => {
    const [, kind = ''] = /^(\w+?)(?:_[1-9]\d*)?$/.exec(name) ?? [];
    return entryOf(kind)?.weights !== undefined;
  };
  if (!given.every(isAutomatic)) return null;
  if (new Set(namesOf(given)).size < given.length) return null;
  const kindOf = ({ name }: { name: string }) => automaticName(name).kind;
  const byNumber = (a: { name: string }, b: { name: string }) =>
    automaticName(a.name).number - automaticName(b.name).number;
  const kinds = [...new Set([...given, ...wanted].map(kindOf))];
  return kinds.flatMap((kind) => {
    const [has, wants] = [
      given.filter((layer) => kindOf(layer) === kind).sort(byNumber),
      wanted.filter((layer) => kindOf(layer) === kind).sort(byNumber),
    ];
    if (has.length !== wants.length) throw otherLayers(given, wanted);
    return wants.map((layer, i): LayerPair => [has[i]!, layer]);
  });
}

/** What to say where the file has other layers than the model: which, if the names tell it. */
function otherLayers(given: FileLayer[], wanted: WantedLayer[]): Refused {
  const [has, wants] = [namesOf(given), namesOf(wanted)];
  const extra = has.filter((name) => !wants.includes(name));
  const missing = wants.filter((name) => !has.includes(name));
  if (missing.length === 0 && extra.length > 0) return badFile('layers_lacking', { names: extra });
  if (extra.length === 0 && missing.length > 0)
    return badFile('weights_lacking', { names: missing });
  return badFile('layers_differ', { given: has, wanted: wants });
}

const shapesOf = (layer: NamedLayer<{ shape: number[] }>) =>
  [...layer.parts.values()].map(({ shape }) => shape.join()).sort().join(';'); // prettier-ignore

/** Under names of any kind: where no two layers are alike, each fits in one place only. */
function byShapes(given: FileLayer[], wanted: WantedLayer[]): LayerPair[] | null {
  if (given.length !== wanted.length) throw otherLayers(given, wanted);
  const byShape = new Map(given.map((layer) => [shapesOf(layer), layer]));
  const isWanted = new Set(wanted.map(shapesOf));
  const left = given.filter((layer) => !isWanted.has(shapesOf(layer)));
  const odd = wanted.filter((layer) => !byShape.has(shapesOf(layer)));
  // Where one layer is left over on both sides, they are the pair that does not fit.
  if (left.length === 1 && odd.length === 1) partPairs([left[0]!, odd[0]!]).forEach(holdShape);
  if (byShape.size < given.length || isWanted.size < wanted.length || left.length > 0) return null;
  return wanted.map((layer) => [byShape.get(shapesOf(layer))!, layer]);
}

/** The tensors of a layer, by their names or by their numbers in it. */
function partPairs([given, wanted]: LayerPair): Pair[] {
  const parts = [...wanted.parts.keys()];
  const isCounted = given.parts.has('0');
  const keyOf = (part: string, i: number) => (isCounted ? String(i) : part);
  const keys = parts.map(keyOf);
  const extra = [...given.parts].find(([key]) => !keys.includes(key));
  if (extra) throw badFile('layers_lacking', { names: [extra[1].name] });
  return parts.map((part, i) => {
    const tensor = given.parts.get(keyOf(part, i));
    if (!tensor) throw badFile('weights_lacking', { names: [`${wanted.name}/${part}`] });
    return { given: tensor, wanted: wanted.parts.get(part)! };
  });
}
