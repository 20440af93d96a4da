import { catalog } from '../model/outside';
import type { FileTensor, WantedTensor } from './tensors';

/**
 * Names of weights, as Keras and its files write them: sequential/conv2d_10/kernel,
 * layers/dense/vars/0, dense/dense/kernel:0, layers\dense/vars/1 (written on Windows).
 */

/** The tensors of one layer. `parts` has their last names, or their numbers in the layer. */
export interface NamedLayer<Tensor> {
  name: string;
  parts: Map<string, Tensor>;
}

const partNames = [...new Set(catalog.flatMap(({ weights }) => weights ?? []))];
/** Folders of a file that are no part of a layer's name. */
const folders = ['layers', 'vars', '_layer_checkpoint_dependencies', 'model_weights'];

const segmentsOf = (name: string) =>
  name
    .replace(/:\d+$/, '')
    .split(name.includes('/') || name.includes('\\') ? /[/\\]+/ : '.')
    .filter((segment) => segment !== '');

/** What is kept beside the weights: the optimizer's variables, the states of random numbers. */
export const isNoWeight = (name: string): boolean =>
  /^(optimizer|optimizer_weights|metrics)$/.test(segmentsOf(name)[0] ?? '') ||
  segmentsOf(name).some((segment) => /^seed_generator(_\d+)?$/.test(segment));

/** PyTorch's names: 1.weight, features.0.bias, bn.running_mean. */
export const isPyTorchKernel = (name: string) => segmentsOf(name).at(-1) === 'weight';

/** The layer and the part that a name names; null where it names none. */
function parsed(name: string): { path: string; layer: string; part: string } | null {
  const segments = segmentsOf(name);
  const part = segments.pop() ?? '';
  const isNumber = /^\d+$/.test(part) && segments.at(-1) === 'vars';
  if (!isNumber && !partNames.includes(part)) return null;
  const owner = segments.filter((segment) => !folders.includes(segment));
  return { path: segments.join('/'), layer: owner.at(-1) ?? '', part };
}

/** Tensors by their layers, in the order in which the layers come; null where a name tells none. */
export function layersOf(tensors: FileTensor[]): NamedLayer<FileTensor>[] | null {
  const layers = new Map<string, NamedLayer<FileTensor>>();
  for (const tensor of tensors) {
    const names = parsed(tensor.name);
    if (!names) return null;
    const layer = layers.get(names.path) ?? { name: names.layer, parts: new Map() };
    if (layer.parts.has(names.part)) return null;
    layer.parts.set(names.part, tensor);
    layers.set(names.path, layer);
  }
  return [...layers.values()];
}

/** The model's tensors by its layers. */
export function wantedLayersOf(wanted: WantedTensor[]): NamedLayer<WantedTensor>[] {
  const layers = new Map<string, NamedLayer<WantedTensor>>();
  for (const tensor of wanted) {
    const [name = '', part = ''] = tensor.name.split('/');
    const layer = layers.get(name) ?? { name, parts: new Map() };
    layer.parts.set(part, tensor);
    layers.set(name, layer);
  }
  return [...layers.values()];
}

/** conv2d_10 is the layer of its kind that was made as number 10; conv2d as number 0. */
export function automaticName(name: string): { kind: string; number: number } {
  const [, kind, number] = /^(.*?)(?:_(\d+))?$/.exec(name)!;
  return { kind: kind!, number: Number(number ?? 0) };
}

/**
 * Arrays that are only numbered, as numpy.savez(file, *weights) does it (arr_0, arr_1, …), in the
 * order of their numbers; null where they are not. A folder that all of them are in counts for
 * nothing. The order in the file does not count: packing again sorts arr_10 before arr_2.
 */
export function numbered(tensors: FileTensor[]): FileTensor[] | null {
  const found = tensors.map((tensor) => {
    const [, stem, digits] = /^(.*?)(\d+)$/.exec(tensor.name) ?? [];
    return { tensor, stem, digits, number: Number(digits) };
  });
  const [first] = found;
  if (!first || segmentsOf(first.tensor.name).at(-2) === 'vars') return null;
  found.sort((a, b) => a.number - b.number);
  const from = found[0]!.number;
  const inRow = found.every(
    ({ stem, digits, number }, i) =>
      stem === first.stem && number === from + i && digits === String(number),
  );
  return inRow && from <= 1 ? found.map(({ tensor }) => tensor) : null;
}
