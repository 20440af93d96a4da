import fc from 'fast-check';
import type { CatalogField, LayerSpec, ModelSpec, Spec } from '../../../../wasm/lab';
import {
  limits,
  numberNames,
  shortSpec,
  type NumberName,
  type Settings,
} from '../../../../web/src/model/settings';
import { specRows, type SpecName } from '../../../../web/src/model/catalog';
import { catalog } from '../../../../web/src/model/outside';

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
    case 'numbers':
      return fc.array(whole, { minLength: 1, maxLength: 5 });
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []));
    case 'number':
      return fc
        .double({ min: minimum, max: maximum, noNaN: true })
        .map((value) => (Object.is(value, -0) ? 0 : value));
  }
}

const layer: fc.Arbitrary<LayerSpec> = fc.constantFrom(...catalog).chain((entry) =>
  fc
    .tuple(...entry.fields.map((f) => (f.optional ? fc.option(fieldValue(f)) : fieldValue(f))))
    .map((values) => {
      const spec: LayerSpec = { kind: entry.kind };
      entry.fields.forEach(({ name }, i) => {
        if (values[i] !== null) spec[name] = values[i];
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
