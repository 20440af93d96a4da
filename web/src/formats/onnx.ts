import type { LayerSpec, ModelSpec, ModelSummary, WeightTensor } from '../../../wasm/lab';
import { bytes, float, integer, join, message, text, type Field } from './protobuf';
import { bytesOf } from '../base/bytes';
import { cifar10, type DataDescription } from '../model/data_description';
import { entryOf } from '../model/outside';
import { seenShape, usualValue } from '../model/text';

/**
 * A network as an ONNX model (onnx.proto3; IR version 7, operator set 13). Input `pictures`
 * {N,H,W,C}, float32 from 0 to 1; outputs `logits` and `probabilities` {N,classes}, whose names are in
 * the metadata as `classes`, a list of JSON. ONNX convolves
 * {N,C,H,W}: the pictures are turned once, and turned back before they are flattened, so that the
 * dense weights stay in Keras's order. Dropout and augmentation do nothing at inference and are
 * left out.
 */
export function writeOnnx(
  model: ModelSpec,
  summary: ModelSummary,
  weights: WeightTensor[],
  data: DataDescription = cifar10,
): Uint8Array {
  const graph = new Graph(new Map(weights.map((tensor) => [tensor.name, tensor])), data);
  graph.add('Transpose', ['pictures'], [ints('perm', [0, 3, 1, 2])]);
  model.layers.forEach((layer, i) => {
    const before = i === 0 ? [...data.shape] : seenShape(summary.layers[i - 1])!;
    const row = summary.layers[i]!;
    addLayer(graph, layer, row.name, [before, seenShape(row)!]);
  });
  // The outputs under their own names.
  const probabilities = graph.at;
  graph.add('Identity', [graph.logits], [], 'logits');
  graph.add('Identity', [probabilities], [], 'probabilities');
  return join([
    ...integer(1, 7),
    ...text(2, 'CNN Lab'),
    ...message(7, ...graph.fields()),
    ...message(8, text(1, ''), integer(2, 13)),
    ...message(14, text(1, 'classes'), text(2, JSON.stringify(data.classes))),
  ]);
}

// AttributeProto: name, then the value, then its type.
const whole = (name: string, value: number) => message(5, text(1, name), integer(3, value), integer(20, 2)); // prettier-ignore
const real = (name: string, value: number) => message(5, text(1, name), float(2, value), integer(20, 1)); // prettier-ignore
const word = (name: string, value: string) => message(5, text(1, name), text(4, value), integer(20, 3)); // prettier-ignore
const ints = (name: string, values: number[]) => message(5, text(1, name), ...values.map((value) => integer(8, value)), integer(20, 7)); // prettier-ignore

class Graph {
  private nodes: Field[] = [];
  private initializers: Field[] = [];
  private numbers = new Set<string>();
  /** The output of the last node. */
  at = 'pictures';
  logits = '';

  constructor(
    private weights: Map<string, WeightTensor>,
    private data: DataDescription,
  ) {}

  /** Puts a node behind the last one; its output is called `output`. */
  add(
    operator: string,
    inputs: string[],
    attributes: Field[] = [],
    output = `value_${this.nodes.length}`,
  ): void {
    this.nodes.push(
      message(
        1,
        ...inputs.map((input) => text(1, input)),
        text(2, output),
        text(3, `${operator.toLowerCase()}_${this.nodes.length}`),
        text(4, operator),
        ...attributes,
      ),
    );
    this.at = output;
  }

  weight(name: string): WeightTensor {
    return this.weights.get(name)!;
  }

  /** A constant, TensorProto: dims, data type, name, little-endian bytes. */
  constant({ name, shape, data }: WeightTensor): string {
    const dims = shape.map((size) => integer(1, size));
    this.initializers.push(
      message(5, ...dims, integer(2, 1), text(8, name), bytes(9, bytesOf(data))),
    );
    return name;
  }

  /** The weight of this name, where the layer has one. */
  constants(name: string): string[] {
    const tensor = this.weights.get(name);
    return tensor ? [this.constant(tensor)] : [];
  }

  /** One number, as an input. */
  number(value: number): string {
    const name = `number_${value}`;
    if (!this.numbers.has(name)) this.constant({ name, shape: [], data: Float32Array.of(value) });
    this.numbers.add(name);
    return name;
  }

  /** Whole numbers, as an input: int64, 7 of TensorProto's types. */
  wholes(values: number[]): string {
    const name = `wholes_${values.join('_')}`;
    if (!this.numbers.has(name))
      this.initializers.push(
        message(
          5,
          integer(1, values.length),
          integer(2, 7),
          text(8, name),
          bytes(9, new Uint8Array(BigInt64Array.from(values, BigInt).buffer)),
        ),
      );
    this.numbers.add(name);
    return name;
  }

  fields(): Field[] {
    const value = (field: number, name: string, shape: (number | string)[]) => {
      const dims = shape.map((size) =>
        message(1, typeof size === 'number' ? integer(1, size) : text(2, size)),
      );
      return message(
        field,
        text(1, name),
        message(2, message(1, integer(1, 1), message(2, ...dims))),
      );
    };
    return [
      ...this.nodes,
      text(2, 'cnn_lab'),
      ...this.initializers,
      value(11, 'pictures', ['batch', ...this.data.shape]),
      value(12, 'logits', ['batch', this.data.classes.length]),
      value(12, 'probabilities', ['batch', this.data.classes.length]),
    ];
  }
}

/** {kH,kW,C,O} to {O,C,kH,kW}. */
function kernelForOnnx({ name, shape, data }: WeightTensor): WeightTensor {
  const [height, width, channels, filters] = shape as [number, number, number, number];
  const turned = new Float32Array(data.length);
  for (let y = 0, from = 0; y < height; ++y)
    for (let x = 0; x < width; ++x)
      for (let c = 0; c < channels; ++c)
        for (let o = 0; o < filters; ++o, ++from)
          turned[((o * channels + c) * height + y) * width + x] = data[from]!;
  return { name, shape: [filters, channels, height, width], data: turned };
}

/** {H,W,C} to {C,H,W}; what has one axis stays. */
function channelsFirst({ name, shape, data }: WeightTensor): WeightTensor {
  if (shape.length !== 3) return { name, shape, data };
  const [height, width, channels] = shape as [number, number, number];
  const cells = height * width;
  const turned = new Float32Array(data.length);
  for (let cell = 0, from = 0; cell < cells; ++cell)
    for (let c = 0; c < channels; ++c, ++from) turned[c * cells + cell] = data[from]!;
  return { name, shape: [channels, height, width], data: turned };
}

const pairOf = (layer: LayerSpec, name: string, usual: number) => {
  const value = layer[name] ?? usual;
  return (Array.isArray(value) ? value : [value, value]) as [number, number];
};

/**
 * Strides, padding and dilation of a convolution. Keras's "same" puts the odd row or column at the
 * end: ONNX's SAME_UPPER, which ONNX Runtime has not for dilated ones, so their pads are written
 * out; they have no strides.
 */
function geometry(layer: LayerSpec): Field[] {
  const dilations = pairOf(layer, 'dilation_rate', 1);
  const strides = ints('strides', pairOf(layer, 'strides', 1));
  if (dilations.every((one) => one === 1))
    return [strides, word('auto_pad', layer.padding === 'same' ? 'SAME_UPPER' : 'VALID')];
  const missing = pairOf(layer, 'kernel_size', 1).map((size, i) => (size - 1) * dilations[i]!);
  const before = missing.map((one) => Math.floor(one / 2));
  const pads = [...before, ...missing.map((one, i) => one - before[i]!)];
  return [
    strides,
    ints('dilations', dilations),
    ints('pads', layer.padding === 'same' ? pads : [0, 0, 0, 0]),
  ];
}

/** A convolution of each channel with its own filters: kernel {kH,kW,C,M} to {C*M,1,kH,kW}. */
function depthwise(graph: Graph, layer: LayerSpec, kernelName: string, bias: string[] = []): void {
  const { name, shape, data } = graph.weight(kernelName);
  const [height, width, channels, multiplier] = shape as [number, number, number, number];
  const { data: turned } = channelsFirst({ name, shape: [height, width, channels * multiplier], data }); // prettier-ignore
  const kernel = { name, shape: [channels * multiplier, 1, height, width], data: turned };
  graph.add(
    'Conv',
    [graph.at, graph.constant(kernel), ...bias],
    [...geometry(layer), whole('group', channels)],
  );
}

/** A weight of one number for each channel, which in ONNX's pictures is the first axis. */
function perChannel(graph: Graph, name: string, isPicture: boolean): string {
  const tensor = graph.weight(name);
  return graph.constant(isPicture ? { ...tensor, shape: [...tensor.shape, 1, 1] } : tensor);
}

function addLayer(
  graph: Graph,
  layer: LayerSpec,
  name: string,
  [shapeBefore, shapeAfter]: [number[], number[]],
): void {
  const isPicture = shapeBefore.length === 3;
  const padding = () => word('auto_pad', layer.padding === 'same' ? 'SAME_UPPER' : 'VALID');
  const entry = entryOf(layer.kind);
  if (!entry?.onnx) return;
  const before = graph.at;
  const { operator, attributes } = entry.onnx;
  switch (operator) {
    case 'Conv':
      graph.add(
        'Conv',
        [
          graph.at,
          graph.constant(kernelForOnnx(graph.weight(`${name}/kernel`))),
          ...graph.constants(`${name}/bias`),
        ],
        [...geometry(layer), whole('group', Number(layer.groups ?? 1))],
      );
      return activate(graph, layer.activation);
    case 'Gemm':
      graph.add('Gemm', [
        graph.at,
        graph.constant(graph.weight(`${name}/kernel`)),
        ...graph.constants(`${name}/bias`),
      ]);
      return activate(graph, layer.activation);
    case 'Activation':
      return activate(graph, layer.activation);
    case 'DepthwiseConv':
      depthwise(graph, layer, `${name}/kernel`, graph.constants(`${name}/bias`));
      return activate(graph, layer.activation);
    case 'SeparableConv':
      depthwise(graph, layer, `${name}/depthwise_kernel`);
      graph.add('Conv', [
        graph.at,
        graph.constant(kernelForOnnx(graph.weight(`${name}/pointwise_kernel`))),
        ...graph.constants(`${name}/bias`),
      ]);
      return activate(graph, layer.activation);
    case 'ReLU': {
      const threshold = graph.number(Number(layer.threshold ?? 0));
      graph.add('Sub', [before, threshold]);
      graph.add('Mul', [graph.at, graph.number(Number(layer.negative_slope ?? 0))]);
      const below = graph.at;
      graph.add('Greater', [before, threshold]);
      graph.add('Where', [graph.at, before, below]);
      if (typeof layer.max_value === 'number')
        graph.add('Min', [graph.at, graph.number(layer.max_value)]);
      return;
    }
    case 'PRelu':
      return graph.add('PRelu', [graph.at, graph.constant(channelsFirst(graph.weight(`${name}/alpha`)))]); // prettier-ignore
    case 'Rescaling':
      graph.add('Mul', [graph.at, graph.number(Number(layer.scale))]);
      return graph.add('Add', [graph.at, graph.number(Number(layer.offset ?? 0))]);
    case 'LayerNormalization': {
      graph.add('ReduceMean', [graph.at], [ints('axes', [1])]);
      graph.add('Sub', [before, graph.at]);
      const centered = graph.at;
      graph.add('Mul', [centered, centered]);
      graph.add('ReduceMean', [graph.at], [ints('axes', [1])]);
      graph.add('Add', [graph.at, graph.number(Number(layer.epsilon ?? 1e-3))]);
      graph.add('Sqrt', [graph.at]);
      graph.add('Div', [centered, graph.at]);
      graph.add('Mul', [graph.at, perChannel(graph, `${name}/gamma`, isPicture)]);
      return graph.add('Add', [graph.at, perChannel(graph, `${name}/beta`, isPicture)]);
    }
    case 'Normalization': {
      const channels = (part: string, of: (value: number) => number) => {
        const values = ([layer[part]].flat() as number[]).map(of);
        const shape = isPicture ? [values.length, 1, 1] : [values.length];
        return graph.constant({ name: `${name}/${part}`, shape, data: Float32Array.from(values) });
      };
      graph.add('Sub', [graph.at, channels('mean', (value) => value)]);
      // Keras's least deviation.
      const deviation = channels('variance', (value) => Math.max(Math.sqrt(value), 1e-7));
      return graph.add('Div', [graph.at, deviation]);
    }
    case 'GroupNormalization': {
      // Each group a row, whose numbers are then treated alike.
      const channels = shapeBefore.at(-1)!;
      const groups = Number(layer.groups ?? 32) < 0 ? channels : Number(layer.groups ?? 32);
      const inOnnx = isPicture ? [shapeBefore[2]!, shapeBefore[0]!, shapeBefore[1]!] : shapeBefore; // prettier-ignore
      graph.add('Reshape', [graph.at, graph.wholes([0, groups, -1])]);
      const rows = graph.at;
      graph.add('ReduceMean', [rows], [ints('axes', [2])]);
      graph.add('Sub', [rows, graph.at]);
      const centered = graph.at;
      graph.add('Mul', [centered, centered]);
      graph.add('ReduceMean', [graph.at], [ints('axes', [2])]);
      graph.add('Add', [graph.at, graph.number(Number(layer.epsilon ?? 1e-3))]);
      graph.add('Sqrt', [graph.at]);
      graph.add('Div', [centered, graph.at]);
      graph.add('Reshape', [graph.at, graph.wholes([0, ...inOnnx])]);
      graph.add('Mul', [graph.at, perChannel(graph, `${name}/gamma`, isPicture)]);
      return graph.add('Add', [graph.at, perChannel(graph, `${name}/beta`, isPicture)]);
    }
    case 'Reshape': {
      if (isPicture) graph.add('Transpose', [graph.at], [ints('perm', [0, 2, 3, 1])]);
      graph.add('Reshape', [graph.at, graph.wholes([0, ...shapeAfter])]);
      if (shapeAfter.length === 3) graph.add('Transpose', [graph.at], [ints('perm', [0, 3, 1, 2])]);
      return;
    }
    case 'Pad': {
      const [rows, columns] = (layer.padding ?? [1, 1]) as [number, number];
      return graph.add('Pad', [graph.at, graph.wholes([0, 0, rows, columns, 0, 0, rows, columns])]);
    }
    case 'Slice': {
      const cropping = (layer.cropping ?? [0, 0]) as [number, number];
      const ends = cropping.map((cut) => (cut === 0 ? 2 ** 31 : -cut));
      return graph.add('Slice', [graph.at, graph.wholes(cropping), graph.wholes(ends), graph.wholes([2, 3])]); // prettier-ignore
    }
    case 'MaxPool':
    case 'AveragePool':
      return graph.add(
        operator,
        [graph.at],
        [
          ints('kernel_shape', layer.pool_size as number[]),
          ints('strides', (layer.strides ?? layer.pool_size) as number[]),
          padding(),
        ],
      );
    case 'GlobalAveragePool':
    case 'GlobalMaxPool':
      graph.add(operator, [graph.at]);
      return graph.add('Flatten', [graph.at]);
    case 'Flatten':
      if (isPicture) graph.add('Transpose', [graph.at], [ints('perm', [0, 2, 3, 1])]);
      return graph.add('Flatten', [graph.at]);
    default: {
      // Its weights are its inputs, and its attributes are fields: BatchNormalization.
      const inputs = (entry.weights ?? []).map((part) =>
        graph.constant(graph.weight(`${name}/${part}`)),
      );
      const reals = Object.entries(attributes).map(([attribute, name]) => {
        const field = entry.fields.find((one) => one.name === name)!;
        return real(attribute, Number(layer[name] ?? usualValue(field, layer)));
      });
      return graph.add(operator, [graph.at, ...inputs], reals);
    }
  }
}

/**
 * Activations as operators. Where ONNX's default is not Keras's the value is written, and what ONNX
 * has no operator for in this set is composed: x * f(x).
 */
const activations: Record<string, (graph: Graph) => void> = {
  linear: () => {},
  relu: (graph) => graph.add('Relu', [graph.at]),
  elu: (graph) => graph.add('Elu', [graph.at], [real('alpha', 1)]),
  selu: (graph) => graph.add('Selu', [graph.at], [real('alpha', 1.6732632423543772), real('gamma', 1.0507009873554805)]), // prettier-ignore
  sigmoid: (graph) => graph.add('Sigmoid', [graph.at]),
  tanh: (graph) => graph.add('Tanh', [graph.at]),
  softplus: (graph) => graph.add('Softplus', [graph.at]),
  softsign: (graph) => graph.add('Softsign', [graph.at]),
  exponential: (graph) => graph.add('Exp', [graph.at]),
  leaky_relu: (graph) => graph.add('LeakyRelu', [graph.at], [real('alpha', 0.2)]),
  relu6: (graph) => graph.add('Clip', [graph.at, graph.number(0), graph.number(6)]),
  hard_sigmoid: (graph) => graph.add('HardSigmoid', [graph.at], [real('alpha', 1 / 6), real('beta', 0.5)]), // prettier-ignore
  silu: (graph) => times(graph, () => activations.sigmoid!(graph)),
  hard_silu: (graph) => times(graph, () => activations.hard_sigmoid!(graph)),
  mish: (graph) =>
    times(graph, () => {
      graph.add('Softplus', [graph.at]);
      graph.add('Tanh', [graph.at]);
    }),
  // x * (1 + erf(x / sqrt(2))) / 2
  gelu: (graph) =>
    times(graph, () => {
      graph.add('Mul', [graph.at, graph.number(Math.SQRT1_2)]);
      graph.add('Erf', [graph.at]);
      graph.add('Add', [graph.at, graph.number(1)]);
      graph.add('Mul', [graph.at, graph.number(0.5)]);
    }),
  // The last softmax makes probabilities of the logits, which are an output too.
  softmax: (graph) => {
    graph.logits = graph.at;
    graph.add('Softmax', [graph.at], [whole('axis', 1)]);
  },
};

/** What is there, times what `factor` makes of it. */
function times(graph: Graph, factor: () => void): void {
  const x = graph.at;
  factor();
  graph.add('Mul', [x, graph.at]);
}

const activate = (graph: Graph, activation: unknown) =>
  activations[typeof activation === 'string' ? activation : 'linear']!(graph);
