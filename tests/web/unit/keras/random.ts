import fc from 'fast-check';
import type { CatalogField, LayerSpec, ModelSpec } from '../../../../wasm/lab';
import {
  limits,
  numberNames,
  type NumberName,
  type Settings,
} from '../../../../web/src/model/settings';
import { catalog } from '../../../../web/src/model/catalog';

/** Random models and settings: any layer with any values its fields may have, in any order. */

function fieldValue(field: CatalogField): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 1 } = field;
  const whole = fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
  switch (field.type) {
    case 'integer':
      return whole;
    case 'pair':
      return fc.tuple(whole, whole);
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

export const settings: fc.Arbitrary<Settings> = fc.record({
  ...numbers,
  keep_best: fc.boolean(),
  exact_convolution: fc.boolean(),
});
