import type { LayerSpec, Spec } from '../../../wasm/lab';
import { entryOf } from '../model/catalog';

/**
 * Layers as a link carries them: `conv2d(32);max_pooling2d;flatten;dense(10,softmax)`. Values stand
 * in the catalog's order and may be left out where they are usual; a field of an augmenting layer,
 * or of a kind that is not in the catalog, and one that forms show only when asked for more, have
 * their names before them: `conv3d(filters:8)`, `dense(64,kernel_initializer:/he_normal)`.
 */
const fieldsOf = (kind: string): { name: string; usual: unknown }[] => {
  const entry = entryOf(kind);
  // What an augmenting layer does is told by many fields, most of them as usual: each has its name.
  if (!entry || entry.augments) return [];
  return entry.fields.map(({ name, usual, default: byDefault }) => ({ name, usual: usual ?? byDefault })); // prettier-ignore
};

const mostLayers = 200;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A list of one ends in an x; an object of a kind is `/l2/l2:0.001`. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? `${value[0]}x` : value.join('x');
  if (typeof value !== 'object' || value === null) return String(value);
  const { kind, ...fields } = value as Spec;
  const parts = Object.entries(fields).map(([name, one]) => `/${name}:${valueText(one)}`);
  return `/${kind}${parts.join('')}`;
}

/** `true` and `false` are those of Keras's switches: no choice has such a name. */
const truths: Record<string, boolean> = { true: true, false: false };

const isList = /^-?\d[\d.e+-]*(?:x(?:-?\d[\d.e+-]*)?)+$/;

/** `/l2/l2:0.001`; the text itself where it is none. */
function readObject(text: string): unknown {
  const [kind, ...parts] = text.slice(1).split('/');
  const fields = parts.map((part) => /^([a-z]\w*):([^/]+)$/.exec(part));
  if (!kind || fields.includes(null)) return text;
  return { kind, ...Object.fromEntries(fields.map((found) => [found![1], readValue(found![2]!)])) };
}

function readValue(text: string): unknown {
  if (Object.hasOwn(truths, text)) return truths[text];
  if (text.startsWith('/')) return readObject(text);
  if (isList.test(text)) {
    const numbers = text.replace(/x$/, '').split('x').map(Number);
    return numbers.every(Number.isFinite) ? numbers : text;
  }
  if (/^-?\d/.test(text) && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/** An optimizer or a schedule, each field with its name: `sgd(momentum:0.9,nesterov:true)`. */
export function writeSpec({ kind, ...fields }: Spec): string {
  const parts = Object.entries(fields).map(([name, value]) => `${name}:${valueText(value)}`);
  return parts.length > 0 ? `${kind}(${parts.join(',')})` : kind;
}

/** Null for what is not written so. */
export function readSpec(text: string): Spec | null {
  const [, kind, inside] = /^([a-z]\w*)(?:\(([\w.,:+-]*)\)?)?$/.exec(text) ?? [];
  if (!kind || kind === '__proto__') return null;
  const spec: Spec = { kind };
  for (const part of inside ? inside.split(',') : []) {
    const [, name, written] = /^([a-z]\w*):(.+)$/.exec(part) ?? [];
    if (!name || !written || Object.hasOwn(spec, name)) return null;
    spec[name] = readValue(written);
  }
  return spec;
}

export function writeLayers(layers: LayerSpec[]): string {
  return layers
    .map((layer) => {
      const order = fieldsOf(layer.kind);
      const parts = order.map(({ name, usual }) =>
        layer[name] === undefined || same(layer[name], usual) ? '' : valueText(layer[name]),
      );
      while (parts.at(-1) === '') parts.pop();
      for (const [name, value] of Object.entries(layer))
        if (name !== 'kind' && value !== null && !order.some((known) => known.name === name))
          parts.push(`${name}:${valueText(value)}`);
      return parts.length > 0 ? `${layer.kind}(${parts.join(',')})` : layer.kind;
    })
    .join(';');
}

/**
 * Null for what is not a list of layers; whether they can be is the engine's to say. `doubt` is told
 * of a layer that may have arrived as another than it was sent.
 */
export function readLayers(
  text: string,
  doubt: (layer: string, why: 'bracket' | 'value') => void = () => {},
): LayerSpec[] | null {
  const layers: LayerSpec[] = [];
  const parts = text.split(';');
  for (const part of parts) {
    // Some programs leave a bracket at the end of a link out; it may also have been cut there.
    const [, kind, inside, end] = /^([a-z]\w*)(?:\(([\w.,:/+-]*)(\)?))?$/.exec(part) ?? [];
    if (!kind || kind === '__proto__' || layers.length >= mostLayers) {
      doubt(part, 'value');
      return null;
    }
    if (end === '') doubt(part, 'bracket');
    const layer: LayerSpec = { kind };
    const order = fieldsOf(kind);
    const values = inside ? inside.split(',') : [];
    // As the two of dropout(0,25), which are not a layer that drops nothing.
    if (values.some((value, i) => value && i >= order.length && !value.includes(':'))) {
      doubt(part, 'value');
      if (order.length > 0) return null;
    }
    order.forEach(({ name, usual }, i) => {
      const value = values[i];
      const given = value && !value.includes(':') ? readValue(value) : structuredClone(usual);
      if (given !== undefined) layer[name] = given;
    });
    for (const value of values) {
      const [, name, written] = /^([a-z]\w*):(.+)$/.exec(value) ?? [];
      if (name && written && name !== 'kind') layer[name] = readValue(written);
    }
    layers.push(layer);
  }
  return layers;
}
