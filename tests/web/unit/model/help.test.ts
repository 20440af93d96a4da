import { expect, test } from 'vitest';
import { catalog, optimizers, schedules } from '../../../../web/src/model/catalog';
import { helpOfField } from '../../../../web/src/model/help';

// An activation, which has no words of its own, may have the name of a layer.
test('every kind that has a form has its words, and so has each of its fields', () => {
  const lacking = [...catalog, ...optimizers, ...schedules].flatMap(({ kind, fields }) =>
    ['', ...fields.map(({ name }) => name)]
      .filter((name) => helpOfField(kind, name) === '')
      .map((name) => `${kind}.${name}`),
  );
  expect(lacking).toEqual([]);
});
