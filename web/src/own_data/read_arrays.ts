import { badFile, Refused } from '../base/fault';
import { elementCount } from '../base/bytes';
import { isNoFile, openNpy, type NpyArray } from '../formats/npz';
import { float32Of } from '../formats/number_types';
import { openZip } from '../formats/zip';
import { dataLimits, type PictureShape, type Pictures } from '../model/data_description';
import { leastOfClass, leastOfPart, limits } from './limits';

/**
 * Pictures and labels as NumPy arrays, the way Keras's data sets are distributed: `.npz`, or `.npy`
 * files that are chosen together.
 */

export interface ArraySet {
  shape: PictureShape;
  /** What the file calls them; their labels where it does not. */
  classes: string[];
  /** As the file has them, labels from 0 without gaps. */
  training: Pictures;
  /** Null: the file has no test part. */
  test: Pictures | null;
  /** How pixels were written: as bytes, or from 0 to 1. */
  scale: 'bytes' | 'unit';
  /** The largest number among them. */
  largest: number;
  /** Test pictures that are among the training pictures, byte for byte. */
  inBoth: number;
}

/** What arrays are called, in lower case. */
const names = {
  x: ['x_train', 'train_images', 'train_x', 'x', 'images', 'data'],
  y: ['y_train', 'train_labels', 'train_y', 'y', 'labels', 'label', 'target', 'targets'],
  xTest: ['x_test', 'test_images', 'test_x'],
  yTest: ['y_test', 'test_labels', 'test_y'],
  classes: ['class_names', 'classes', 'label_names'],
};

const integerTypes = [
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'int8',
  'int16',
  'int32',
  'int64',
  'b1',
];
const floatTypes = ['float16', 'float32', 'float64'];

/** Throws Refused for what is no such set. */
export function readArrays(files: readonly { name: string; bytes: Uint8Array }[]): ArraySet {
  const entries = files.flatMap(({ name, bytes }) =>
    /\.npy$/i.test(name)
      ? [{ name, read: () => bytes }]
      : openZip(bytes, { ...limits.zip, bytes: 4 * limits.bytes }),
  );
  const arrays = new Map(
    entries
      .filter(({ name }) => !isNoFile(name))
      .map(({ name, read }) => [name.replace(/\.npy$/i, '').replace(/^.*\//, ''), read]),
  );
  const given = [...arrays.keys()];
  const find = (wanted: readonly string[]): NpyArray | null => {
    const name = given.find((one) => wanted.includes(one.toLowerCase()));
    return name === undefined ? null : opened(name, arrays.get(name)!());
  };
  const must = (wanted: readonly string[]): NpyArray => {
    const array = find(wanted);
    if (!array) throw badFile('data_array_missing', { wanted: wanted[0]!, given });
    return array;
  };
  const x = must(names.x);
  const y = must(names.y);
  const shape = shapeOf(x);
  const xTest = find(names.xTest);
  const yTest = xTest ? must(names.yTest) : null;
  if (xTest && String(shapeOf(xTest)) !== String(shape))
    throw badFile('data_array_differs', { name: xTest.name, given: xTest.shape, like: x.name, wanted: x.shape }); // prettier-ignore
  const count = x.shape[0]! + (xTest?.shape[0] ?? 0);
  if (count > limits.pictures)
    throw badFile('data_too_many_pictures', { count, most: limits.pictures });
  const bytes = count * elementCount([...shape]);
  if (bytes > limits.bytes) throw badFile('data_too_large', { bytes, most: limits.bytes });

  const numbers = [x, ...(xTest ? [xTest] : [])].map((array) => ({ name: array.name, values: numbersOf(array) })); // prettier-ignore
  const largest = Math.max(...numbers.map(({ name, values }) => largestOf(name, values)));
  const scale = largest <= 1 ? 'unit' : 'bytes';
  const pixels = numbers.map(({ values }) => bytesOf(values, scale));
  const labels = [labelsOf(y, x), ...(xTest ? [labelsOf(yTest!, xTest)] : [])];
  const kept = [...new Set(labels[0])].sort((a, b) => a - b);
  const { leastClasses, mostClasses } = dataLimits;
  if (kept.length < leastClasses)
    throw badFile('data_too_few_classes', { count: kept.length, least: leastClasses });
  if (kept.length > mostClasses)
    throw badFile('data_too_many_classes', { count: kept.length, most: mostClasses });
  const places = new Map(kept.map((label, place) => [label, place]));
  const placed = labels.map((own) =>
    Uint8Array.from(own, (label) => {
      const place = places.get(label);
      if (place === undefined)
        throw badFile('data_label_only_in_test', { name: yTest!.name, label, like: y.name });
      return place;
    }),
  );
  const training = { pixels: pixels[0]!, labels: placed[0]! };
  const test = xTest ? { pixels: pixels[1]!, labels: placed[1]! } : null;
  if (test)
    for (const [name, part] of [['training', training], ['test', test]] as const)
      if (part.labels.length < leastOfPart)
        throw badFile('data_part_too_small', { part: name, count: part.labels.length, least: leastOfPart }); // prettier-ignore
  for (const part of test ? [training, test] : [training])
    for (const [place, label] of kept.entries()) {
      const own = part.labels.reduce((sum, one) => sum + (one === place ? 1 : 0), 0);
      const least = test ? 1 : leastOfClass(kept.length);
      if (own < least) throw badFile('data_class_too_small', { name: String(label), count: own, least }); // prettier-ignore
    }
  return {
    shape,
    classes: namesOf(find(names.classes), kept),
    training,
    test,
    scale,
    largest,
    inBoth: test ? repeatedIn(training.pixels, test.pixels, elementCount([...shape])) : 0,
  };
}

/** What is said of arrays of pictures is another thing than what is said of weights. */
function opened(name: string, bytes: Uint8Array): NpyArray {
  try {
    return openNpy(name, bytes, (type) => {
      if (![...integerTypes, ...floatTypes].includes(type) && !/^U\d+$/.test(type))
        throw badFile('data_array_type', { name, type });
    });
  } catch (error) {
    if (error instanceof Refused && error.fault.problem === 'npy_pickled')
      throw badFile('data_array_pickled', { name });
    throw error;
  }
}

function shapeOf({ name, shape }: NpyArray): PictureShape {
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  const { leastSide, mostSide } = dataLimits;
  const isSide = (n: number) => n >= leastSide && n <= mostSide;
  if (shape.length === 4 && [1, 3].includes(height) && isSide(width) && isSide(channels))
    throw badFile('data_array_channels_first', { name, given: shape });
  const isShape =
    (shape.length === 3 || shape.length === 4) &&
    count > 0 &&
    isSide(height) &&
    isSide(width) &&
    (channels === 1 || channels === 3);
  if (!isShape) throw badFile('data_array_shape', { name, given: shape });
  return [height, width, channels];
}

type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array; // prettier-ignore

const views = {
  b1: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** All numbers of an array, in its own type where JavaScript has it. */
function numbersOf({ name, shape, type, littleEndian, data }: NpyArray): Numbers {
  const View = type === 'float16' ? Uint16Array : views[type as keyof typeof views];
  if (!View) throw badFile('data_array_type', { name, type });
  const size = View.BYTES_PER_ELEMENT;
  if (data.length !== size * elementCount(shape)) throw badFile('tensor_bytes', { name });
  if (type === 'float16') return float32Of(data, 'float16', littleEndian);
  if (size === 1 && View === Uint8Array) return data;
  // A copy, because the numbers may begin at any byte.
  const bytes = new Uint8Array(data);
  if (!littleEndian && size > 1)
    for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  const numbers = new View(bytes.buffer);
  return numbers instanceof BigInt64Array || numbers instanceof BigUint64Array
    ? Float64Array.from(numbers, Number)
    : numbers;
}

function largestOf(name: string, values: Numbers): number {
  let largest = 0;
  for (let at = 0; at < values.length; ++at) {
    const value = values[at]!;
    if (!(value >= 0 && value <= 255)) throw badFile('data_array_value', { name, at, value: String(value) }); // prettier-ignore
    if (value > largest) largest = value;
  }
  return largest;
}

function bytesOf(values: Numbers, scale: 'bytes' | 'unit'): Uint8Array {
  if (values instanceof Uint8Array && scale === 'bytes') return values;
  const factor = scale === 'unit' ? 255 : 1;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; ++i) bytes[i] = Math.round(factor * values[i]!);
  return bytes;
}

/** As the file has them: {n}, {n,1}, or {n,k} with a single 1 in each row. */
function labelsOf(y: NpyArray, x: NpyArray): number[] {
  const { name, shape } = y;
  const [count = 0, columns = 1] = shape;
  if (shape.length < 1 || shape.length > 2)
    throw badFile('data_labels_shape', { name, given: shape });
  if (count !== x.shape[0])
    throw badFile('data_array_count', { name, given: count, like: x.name, wanted: x.shape[0]! });
  const values = numbersOf(y);
  const wrong = (at: number) =>
    badFile('data_label_wrong', { name, at, label: String(values[at]) });
  if (columns === 1)
    return Array.from(values, (value, at) => {
      if (!(Number.isInteger(value) && value >= 0 && value <= 255)) throw wrong(at);
      return value;
    });
  return Array.from({ length: count }, (_, row) => {
    let one = -1;
    for (let at = row * columns; at < (row + 1) * columns; ++at) {
      if (values[at] === 0) continue;
      if (values[at] !== 1 || one >= 0) throw wrong(at);
      one = at;
    }
    if (one < 0) throw wrong(row * columns);
    return one - row * columns;
  });
}

/** The names of the classes, where the file has one for each label; else the labels themselves. */
function namesOf(array: NpyArray | null, kept: number[]): string[] {
  const own = array && textsOf(array);
  const names = kept.map((label) => own?.[label]?.trim().slice(0, limits.name) || String(label));
  return new Set(names).size === names.length ? names : kept.map(String);
}

/** NumPy's texts of a fixed length, four bytes a character, filled up with zeros. */
function textsOf({ type, littleEndian, data }: NpyArray): string[] | null {
  const length = Number(/^U(\d+)$/.exec(type)?.[1] ?? 0);
  if (length === 0) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const count = Math.min(256, Math.floor(data.length / (4 * length)));
  return Array.from({ length: count }, (_, row) => {
    const codes = Array.from({ length }, (_, i) => view.getUint32(4 * (row * length + i), littleEndian)); // prettier-ignore
    return String.fromCodePoint(...codes.filter((code) => code > 0 && code < 0x110000));
  });
}

/** How many pictures of the one are in the other too, byte for byte. */
export function repeatedIn(all: Uint8Array, some: Uint8Array, bytes: number): number {
  const hash = (of: Uint8Array, place: number) => {
    let mixed = 0x811c9dc5; // FNV-1a: to find candidates, which are then compared
    for (let i = place * bytes; i < (place + 1) * bytes; ++i)
      mixed = Math.imul(mixed ^ of[i]!, 0x01000193);
    return mixed;
  };
  /** Of each hash the places in `all` that differ from one another. */
  const places = new Map<number, number[]>();
  const isSame = (place: number, of: Uint8Array, other: number) => {
    for (let i = 0; i < bytes; ++i)
      if (all[place * bytes + i] !== of[other * bytes + i]) return false;
    return true;
  };
  for (let place = 0; place < all.length / bytes; ++place) {
    const key = hash(all, place);
    const alike = places.get(key);
    if (!alike) places.set(key, [place]);
    else if (!alike.some((other) => isSame(other, all, place))) alike.push(place);
  }
  let repeated = 0;
  for (let other = 0; other < some.length / bytes; ++other)
    if (places.get(hash(some, other))?.some((place) => isSame(place, some, other))) repeated += 1;
  return repeated;
}
