import fc from 'fast-check';
import type { CatalogField, CatalogRow, LayerSpec, ModelSpec, Spec } from '../../../../wasm/lab';
import {
  limits,
  numberNames,
  shortSpec,
  type NumberName,
  type Settings,
} from '../../../../web/src/model/settings';
import { specRows, type SpecName } from '../../../../web/src/model/catalog';
import { catalog, rowsOf } from '../../../../web/src/model/outside';

/** Random models and settings: any layer with any values its fields may have, in any order. */

function fieldValue(field: CatalogField): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 1 } = field;
  const whole = fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
  switch (field.type) {
    case 'integer':
      return whole;
    case 'pair':
      return fc.tuple(whole, whole);
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []));
    case 'number':
      return real(minimum, maximum);
    case 'numbers': {
      const [minLength, most] = field.count!;
      if (most > 500) return fc.array(whole, { minLength, maxLength: 5 });
      const one = field.whole ? whole : real(minimum, maximum);
      const list = fc.array(one, { minLength, maxLength: Math.min(most, 4) });
      // Of two, the lower one comes first; axes are told once and in order.
      if (field.name === 'factor') return list.map((all) => all.sort((a, b) => a - b));
      if (field.name === 'axis') return fc.subarray([0, 1, 2, 3], { minLength: 1 });
      return list;
    }
    case 'spec':
      return fc.constantFrom(...rowsOf(field)).chain((row) => object(row));
  }
}

const real = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));

/** A value of a row's kind, with what is as usual left out. */
const object = (row: CatalogRow): fc.Arbitrary<Spec> =>
  fc.tuple(...row.fields.map((field) => fc.option(fieldValue(field)))).map((values) => {
    const spec: Spec = { kind: row.kind };
    row.fields.forEach(({ name, default: usual }, i) => {
      const value = values[i];
      if (value !== null && JSON.stringify(value) !== JSON.stringify(usual)) spec[name] = value;
    });
    return spec;
  });

/** What forms show only when asked for more is there only where it says something. */
const isUsualAndRare = ({ rare, default: usual }: CatalogField, value: unknown) =>
  rare && JSON.stringify(value) === JSON.stringify(usual);

const layer: fc.Arbitrary<LayerSpec> = fc.constantFrom(...catalog).chain((entry) =>
  fc
    .tuple(...entry.fields.map((f) => (f.optional ? fc.option(fieldValue(f)) : fieldValue(f))))
    .map((values) => {
      const spec: LayerSpec = { kind: entry.kind };
      entry.fields.forEach(({ name }, i) => {
        if (values[i] !== null && !isUsualAndRare(entry.fields[i]!, values[i])) spec[name] = values[i]; // prettier-ignore
      });
      return spec;
    }),
);

export const model: fc.Arbitrary<ModelSpec> = fc
  .array(layer, { minLength: 1, maxLength: 12 })
  .map((layers) => ({ name: '', layers }));

const numbers = Object.fromEntries(
  numberNames.map((name) => {
    const { min, max, integer } = limits[name];
    return [name, integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true })];
  }),
) as { [Name in NumberName]: fc.Arbitrary<number> };

/** An optimizer or a schedule, with what is as usual left out. */
const spec = (name: SpecName): fc.Arbitrary<Spec> =>
  fc.constantFrom(...specRows[name]).chain((row) =>
    fc
      .tuple(...row.fields.map((f) => (f.optional ? fc.option(fieldValue(f)) : fieldValue(f))))
      .map((values) => {
        const fields = row.fields.map((field, i): [string, unknown] => [field.name, values[i]]);
        const said: Record<string, unknown> = Object.fromEntries(fields);
        // A value for each boundary.
        const { boundaries, values: rates } = said as { boundaries?: number[]; values?: number[] };
        if (boundaries && rates) said.values = boundaries.map((_, i) => rates[i % rates.length]);
        return shortSpec(name, { kind: row.kind, ...said });
      }),
  );

export const settings: fc.Arbitrary<Settings> = fc.record({
  ...numbers,
  optimizer: spec('optimizer'),
  schedule: spec('schedule'),
  watch_accuracy: fc.boolean(),
  watch_training: fc.boolean(),
  keep_best: fc.boolean(),
  exact_convolution: fc.boolean(),
});
