import type { WeightTensor } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';

/** A file that cannot be read: `message` ends a sentence that begins with the file's name. */
export class FormatError extends Error {}

/**
 * The tensors of a file in the order and under the names of a model's own: by name where all names
 * are there, else by their order, as Keras's get_weights has it. Throws a FormatError where the
 * shapes are not the model's.
 */
export function matched(
  given: WeightTensor[],
  wanted: { name: string; shape: number[] }[],
): WeightTensor[] {
  if (given.length !== wanted.length)
    throw new FormatError(codeMessages.files.tensorCount(given.length, wanted.length));
  const byName = new Map(given.map((tensor) => [tensor.name, tensor]));
  const named = wanted.every(({ name }) => byName.has(name));
  return wanted.map(({ name, shape }, i) => {
    const tensor = named ? byName.get(name)! : given[i]!;
    if (tensor.shape.join() !== shape.join())
      throw new FormatError(codeMessages.files.tensorShape(tensor.name, tensor.shape, name, shape));
    const bad = tensor.data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new FormatError(codeMessages.files.notFinite(tensor.name, bad));
    return { name, shape, data: tensor.data };
  });
}
