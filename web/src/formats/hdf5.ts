import type { WeightTensor } from '../../../wasm/lab';
import { elementCount } from '../base/bytes';
import { isNoWeight } from './layer_names';
import { isNumberType } from './number_types';
import { join } from './protobuf';

/**
 * HDF5 by its own library (h5wasm): it is 1.5 MB, compressed, and takes a third of a second to begin,
 * so the page runs this file in a worker. What is found comes back as bytes with their description;
 * what it means is said elsewhere.
 */

/** An array of an HDF5 file. */
export interface Hdf5Array {
  path: string;
  shape: number[];
  /** By NumPy's name. */
  type: string;
  /** Where its bytes begin in the data, little-endian; -1 where it was not unpacked. */
  at: number;
  bytes: number;
  /** How it is packed, as the file says it. */
  filters: string[];
}

export interface Hdf5Content {
  arrays: Hdf5Array[];
  data: Uint8Array;
  /** Whether the file says in which order they stand (Keras 2), and they do. */
  inOrder: boolean;
}

/** More than the tensors of any model here. */
const mostArrays = 5000;

async function library() {
  const { default: hdf5 } = await import('h5wasm');
  return { hdf5, module: await hdf5.ready };
}
type Library = Awaited<ReturnType<typeof library>>;
type File = InstanceType<Library['hdf5']['File']>;
type Dataset = InstanceType<Library['hdf5']['Dataset']>;
type Group = InstanceType<Library['hdf5']['Group']>;

/** A name that no other file in the library's memory has. */
let named = 0;
const freshName = () => `weights-${++named}.h5`;

/**
 * The arrays of a file that are weights; null if it is not sound HDF5. Nothing is unpacked
 * if the arrays have more than `most` numbers in all: a file of a few bytes may say it is endless.
 */
export async function readHdf5(bytes: Uint8Array, most: number): Promise<Hdf5Content | null> {
  const used = await library();
  const name = freshName();
  used.module.FS.writeFile(name, bytes);
  try {
    const file = new used.hdf5.File(name, 'r');
    try {
      // The library does not throw at a file that it cannot open.
      return file.file_id < 0n ? null : contentOf(used, file, most);
    } finally {
      file.close();
    }
  } catch {
    return null;
  } finally {
    used.module.FS.unlink(name);
  }
}

function contentOf(used: Library, file: File, most: number): Hdf5Content {
  const ordered = pathsInOrder(used, file);
  const paths = ordered ?? file.paths().filter((path) => !isNoWeight(path));
  const arrays: Hdf5Array[] = [];
  for (const path of paths.slice(0, mostArrays)) {
    const dataset = file.get(path);
    if (!(dataset instanceof used.hdf5.Dataset)) continue;
    const shape = dataset.shape ?? [];
    const bytes = dataset.metadata.size * elementCount(shape);
    const filters = dataset.filters.map((filter) => filter.name);
    arrays.push({ path, shape, type: typeOf(dataset), at: -1, bytes, filters });
  }
  const data: Uint8Array[] = [];
  let at = 0;
  if (arrays.reduce((sum, { shape }) => sum + elementCount(shape), 0) <= most)
    for (const array of arrays.filter(({ type }) => isNumberType(type))) {
      const part = unpack(used, file, array.path, array.bytes);
      if (!part) continue;
      array.at = at;
      at += part.length;
      data.push(part);
    }
  return { arrays, data: join(data), inOrder: ordered !== null };
}

/**
 * Keras 2 (save_weights, or a whole model) lists its layers and their weights in attributes, and
 * reads by that order, whatever their names are. Null for any other file.
 */
function pathsInOrder({ hdf5 }: Library, file: File): string[] | null {
  for (const root of ['/', 'model_weights']) {
    const group = root === '/' ? file : file.get(root);
    if (!(group instanceof hdf5.Group)) continue;
    const layers = textsOf(group, 'layer_names');
    if (!layers) continue;
    return layers.flatMap((layer) => {
      const path = root === '/' ? layer : `${root}/${layer}`;
      const member = file.get(path);
      const weights = member instanceof hdf5.Group ? textsOf(member, 'weight_names') : null;
      return (weights ?? []).map((weight) => `${path}/${weight}`);
    });
  }
  return null;
}

/** An attribute that lists texts; Keras cuts a list of more than 64 kB into name0, name1, … */
function textsOf(group: Group, name: string): string[] | null {
  const { attrs } = group;
  const valueOf = (key: string) => {
    const value = attrs[key]?.value;
    return Array.isArray(value) ? value.map(String) : ArrayBuffer.isView(value) ? [] : null;
  };
  if (name in attrs) return valueOf(name);
  if (!(`${name}0` in attrs)) return null;
  const texts: string[] = [];
  for (let i = 0; `${name}${i}` in attrs; ++i) texts.push(...(valueOf(`${name}${i}`) ?? []));
  return texts;
}

/** HDF5's classes of types, as its library numbers them. */
const classes = { integer: 0, float: 1, opaque: 5 };
const classNames = ['int', 'float', 'time', 'text', 'bits', 'opaque', 'compound', 'reference', 'enum', 'list', 'array']; // prettier-ignore

function typeOf(dataset: Dataset): string {
  const { type, size, signed } = dataset.metadata;
  if (type === classes.float) return `float${8 * size}`;
  if (type === classes.integer) return `${signed ? '' : 'u'}int${8 * size}`;
  // HDF5 has no bfloat16: Keras writes pairs of bytes, and says beside them what they are.
  const said: unknown = dataset.attrs.dtype?.value;
  if (type === classes.opaque && size === 2 && said === 'bfloat16') return 'bfloat16';
  return classNames[type] ?? '?';
}

/**
 * The bytes of an array, little-endian; null where they are damaged, or packed as the library does
 * not know. By the library's lower half: the upper one does not look whether HDF5 could read, gives
 * whatever stood in memory where it could not, and has no array for float16.
 */
function unpack({ module }: Library, file: File, path: string, size: number): Uint8Array | null {
  const at = module._malloc(size);
  if (at === 0) return null;
  try {
    const status = module.get_dataset_data(file.file_id, path, null, null, null, BigInt(at));
    return status < 0 ? null : module.HEAPU8.slice(at, at + size);
  } finally {
    module._free(at);
  }
}

/** Keras 3's .weights.h5. `layers`: the names of all layers, those without weights too. */
export async function writeHdf5(tensors: WeightTensor[], layers: string[]): Promise<Uint8Array> {
  const { hdf5, module } = await library();
  const name = freshName();
  const file = new hdf5.File(name, 'w');
  file.create_group('vars');
  const all = file.create_group('layers');
  for (const layer of layers) {
    const variables = all.create_group(layer).create_group('vars');
    tensors
      .filter((tensor) => tensor.name.startsWith(`${layer}/`))
      .forEach(({ shape, data }, i) =>
        variables.create_dataset({ name: String(i), data, shape, dtype: '<f' }),
      );
  }
  file.close();
  const bytes = module.FS.readFile(name);
  module.FS.unlink(name);
  return bytes;
}
