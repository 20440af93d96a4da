/**
 * What each kind of layer costs by itself, forward and back, beside Keras: the table of
 * `./lab bench --layers`.
 */
import { median } from '../../tools/median.mjs';
import { pageCode } from '../../tools/page_code.mjs';

const head = [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }];
/** Gives the layer 16×16×32 numbers of a picture. */
const below = { kind: 'conv2d', filters: 32, kernel_size: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' }; // prettier-ignore
const flat = ['dense', 'flatten', 'reshape', 'global_average_pooling2d', 'global_max_pooling2d'];

/** Each kind as the catalog begins it, and what its rarer fields make slower. */
function kindsOf(catalog, newLayer) {
  const rarer = {
    conv2d: [{ dilation_rate: [2, 2] }, { groups: 4 }, { activation: 'gelu' }],
    depthwise_conv2d: [{ dilation_rate: [2, 2] }],
    activation: [{ activation: 'gelu' }, { activation: 'tanh' }],
  };
  return catalog.flatMap((entry) => {
    const plain = newLayer(entry);
    return [{}, ...(rarer[entry.kind] ?? [])].map((fields) => ({
      entry,
      layer: { ...plain, ...fields },
      title: [entry.keras, ...Object.values(fields).map(String)].join(' '),
    }));
  });
}

/** A network around the layer, where it stands in it, and the shape that it is given. */
function around({ entry, layer }) {
  if (entry.augments) {
    const end = [{ kind: 'global_average_pooling2d' }, head[1]];
    return { layers: [layer, ...end], at: 0, shape: [32, 32, 3] };
  }
  if (layer.kind === 'dense') return { layers: [below, head[0], layer, head[1]], at: 2, shape: [8192] }; // prettier-ignore
  const end = flat.includes(layer.kind) ? head.slice(1) : head;
  return { layers: [below, layer, ...end], at: 1, shape: [16, 16, 32] };
}

/** Milliseconds of a step in the layer alone, all its laps. */
async function ours(engine, model, name, batch, steps) {
  const { laps } = await engine.ask({ model, batch, steps, profile: true });
  const own = laps.filter(({ name: lap }) => lap.startsWith(`${name} `));
  return own.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / steps;
}

/** `keras`: an engine of keras_layer.py, or null. Rows of {title, milliseconds, keras, ratio}. */
export async function printKinds(
  engine,
  keras,
  batch,
  { repeats = 5, steps = 20, only = [] } = {},
) {
  const { catalog } = await pageCode('model/outside');
  const { newLayer } = await pageCode('model/edit');
  const rows = [];
  const beside = keras ? `, beside Keras: ratio above 1 is faster than Keras` : '';
  console.log(
    `\nEach layer by itself, ${batch} pictures, forward and back, in ${engine.name}${beside}`,
  );
  const isAsked = ({ entry }) => only.length === 0 || only.includes(entry.keras);
  for (const kind of kindsOf(catalog, newLayer).filter(isAsked)) {
    const { layers, at, shape } = around(kind);
    const model = { name: 'one layer', layers };
    const { summary } = await engine.ask({ summary: model });
    const name = summary.layers[at].name;
    const { kind: _, ...fields } = kind.layer;
    const config = { ...fields, ...kind.entry.keras_arguments };
    const wanted = { keras: kind.entry.keras, config, shape, batch, back: !kind.entry.augments };
    await engine.ask({ model, batch, steps: 3 });
    if (keras) await keras.ask({ ...wanted, steps: 1 });
    const times = { ours: [], keras: [] };
    for (let repeat = 0; repeat < repeats; ++repeat) {
      times.ours.push(await ours(engine, model, name, batch, steps));
      if (keras) times.keras.push(((await keras.ask({ ...wanted, steps })).seconds * 1e3) / steps);
    }
    const milliseconds = median(times.ours);
    const theirs = keras ? median(times.keras) : null;
    rows.push({ title: kind.title, milliseconds, keras: theirs, ratio: theirs && theirs / milliseconds }); // prettier-ignore
    console.log(
      `  ${kind.title.padEnd(34)}${milliseconds.toFixed(3).padStart(9)} ms` +
        (keras ? `${theirs.toFixed(3).padStart(9)} ms${(theirs / milliseconds).toFixed(2).padStart(9)} x` : ''), // prettier-ignore
    );
  }
  return rows;
}
