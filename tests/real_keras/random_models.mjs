/** Random small networks over the whole catalog, the same for the same seed. */
import { oneOf, rowOf } from '../random_rows.mjs';

/** Each field of a kind is drawn at least once in so many networks that begin with it. */
const turns = 5;

/**
 * One more layer at a time where the engine takes it, and a head of ten classes. Kind after kind of
 * the catalog is the first that is tried, so that all of them are drawn as often.
 */
export function randomModel(index, catalog, problemsOf, random) {
  const name = `random_${index}`;
  const layers = [];
  const deep = 2 + Math.floor(random() * 6);
  const dense = { kind: 'dense', units: 10, activation: 'softmax' };
  // Behind a random crop pictures have two sizes, of which an average is one.
  const heads = [
    [{ kind: 'flatten' }, dense],
    [{ kind: 'global_average_pooling2d' }, dense],
  ];
  const headOf = (some) => heads.find((head) => problemsOf({ name, layers: [...some, ...head] }).length === 0); // prettier-ignore
  const add = (entry, wanted = []) => {
    const layer = rowOf(entry, catalog, random, wanted);
    if (headOf([...layers, layer])) layers.push(layer);
  };
  const first = catalog.layers[index % catalog.layers.length];
  const turn = Math.floor(index / catalog.layers.length);
  const fields = first.fields.map((field) => field.name).filter((_, i) => i % turns === turn % turns); // prettier-ignore
  const flat = { kind: 'flatten', fields: [] };
  for (let tries = 0; layers.length < deep && tries < 90; ++tries) {
    const isWanted = tries < 30 && !layers.some(({ kind }) => kind === first.kind);
    // What takes rows alone, a Dense, comes behind a Flatten.
    if (tries === 15 && isWanted) add(flat);
    else if (isWanted) add(first, fields);
    else add(oneOf(catalog.layers, random));
  }
  return { name, layers: [...layers, ...headOf(layers)] };
}
