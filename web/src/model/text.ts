import type { CatalogField, LayerRow, LayerSpec, LayerSummary, Spec } from '../../../wasm/lab';
import { messages } from '../messages';
import { rowOf, type SpecName } from './catalog';
import { shortSpec } from './settings';

/** `32×32×3`; a dash before the shape is known. */
/** A layer's output at inference: another than in training behind RandomCrop. */
export const seenShape = (row?: LayerSummary) => row?.inference_shape ?? row?.output_shape ?? null;

export const shapeText = (shape: number[] | null) => (shape ? shape.join('×') : '–');

export function valueText(field: CatalogField, value: unknown): string {
  if (field.type === 'pair' && Array.isArray(value)) return value.join('×');
  if (Array.isArray(value)) return value.map(plain).join('; ');
  return value === null || value === undefined ? '?' : plain(value);
}

const plain = (value: unknown) =>
  typeof value === 'number' ? messages.given(value) : String(value);

/** The number or word that a layer is known by: its filters, neurons, rate or way of mirroring. */
export const mainValue = ({ filters, units, rate, mode }: LayerSpec) =>
  plain(filters ?? units ?? rate ?? mode ?? '');

/** The value a field has when it is not given; pooling strides follow their window. */
export const usualValue = (field: CatalogField, layer: LayerSpec) =>
  field.default_from ? layer[field.default_from] : field.default;

/** A list of numbers, of which one alone stands for one or two. */
export const listOf = ({ doubles }: CatalogField, value: unknown): unknown =>
  typeof value === 'number' ? (doubles ? [value, value] : [value]) : value;

/** What the layer says, or else the usual. Null is an empty field of the form, and stays. */
export const valueOf = (field: CatalogField, layer: LayerSpec) =>
  layer[field.name] === undefined ? usualValue(field, layer) : layer[field.name];

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Whether the layer cannot do without a value here and has none. */
const isMissing = (field: CatalogField, layer: LayerSpec) =>
  !field.optional && (valueOf(field, layer) ?? usualValue(field, layer) ?? null) === null;

/** The fields worth a word: the first, what is not as usual, and what is missing. */
export const notableFields = (entry: LayerRow, layer: LayerSpec) =>
  entry.fields.filter(
    (field, i) =>
      i === 0 || isMissing(field, layer) || !same(valueOf(field, layer), usualValue(field, layer)),
  );

/** What a layer says beside its row's fields: those that forms show when asked for more. */
const others = (entry: LayerRow, layer: LayerSpec) =>
  Object.entries(layer).filter(
    ([name, value]) =>
      name !== 'kind' && value !== null && !entry.fields.some((field) => field.name === name),
  );

const isSpec = (value: unknown): value is Spec =>
  typeof value === 'object' && value !== null && 'kind' in value;

function anyText(value: unknown): string {
  if (Array.isArray(value)) return value.join('×');
  if (!isSpec(value)) return plain(value);
  const { kind, ...fields } = value;
  const given = Object.entries(fields).map(([name, one]) => `${name}=${anyText(one)}`);
  return given.length > 0 ? `${kind}(${given.join(', ')})` : kind;
}

/** A layer's fields in a few words. */
export function fieldsText(entry: LayerRow, layer: LayerSpec): string {
  return [
    ...notableFields(entry, layer).map((field) => valueText(field, valueOf(field, layer))),
    ...others(entry, layer).map(([name, value]) => `${name}=${anyText(value)}`),
  ].join(', ');
}

/** An optimizer or a schedule in a few words, as Keras has it: `SGD(momentum=0.9, nesterov)`. */
export function specText(name: SpecName, spec: Spec): string {
  const { kind: _, ...said } = shortSpec(name, spec);
  const keras = rowOf(name, spec)?.keras || messages.run.constant;
  const given = Object.entries(said).map(([field, value]) =>
    value === true
      ? field
      : `${field}=${Array.isArray(value) ? value.map(plain).join('; ') : plain(value)}`,
  );
  return given.length > 0 ? `${keras}(${given.join(', ')})` : keras;
}
