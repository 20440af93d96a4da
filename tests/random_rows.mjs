/** Random values for the fields of the catalog's rows, the same for the same seed. */

/** mulberry32: 32 bits of state, enough for tests. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const oneOf = (list, random) => list[Math.floor(random() * list.length)];

/** A list of numbers: of what it means, some are what a network can take. */
function numbersOf(field, random) {
  const { minimum, maximum, count } = field;
  const real = (least, most) => Number((least + random() * (most - least)).toFixed(3));
  switch (field.name) {
    // Axes, told once and in order.
    case 'axis':
      return oneOf([[0], [0, 1], [0, 1, 2], [-1], [1]], random);
    // The rest of what there is, beside powers of two.
    case 'target_shape': {
      const others = oneOf([[], [2], [8], [2, 4], [4, 4], [16, 2]], random);
      return others.toSpliced(Math.floor(random() * (others.length + 1)), 0, -1);
    }
    // Of each channel, or one for all.
    case 'mean':
      return Array.from({ length: oneOf([1, 3], random) }, () => real(-0.5, 1));
    case 'variance':
      return Array.from({ length: oneOf([1, 3], random) }, () => real(0.02, 0.5));
    // Batches and rates of a schedule, as many of both.
    case 'boundaries':
      return [1, 3];
    case 'values':
      return [0.01, 0.003].slice(0, 2);
  }
  const whole = (value) => (field.whole ? Math.round(value) : value);
  const least = Math.max(minimum, -0.6);
  const most = Math.min(maximum, 0.6);
  const length = Math.min(count[1], count[0] + Math.floor(random() * 2));
  return Array.from({ length }, () => whole(real(least, most))).sort((a, b) => a - b);
}

/** A value that a field may have: small, so that networks are. */
function valueOf(field, catalog, random) {
  const whole = (least, most) => least + Math.floor(random() * (most - least + 1));
  const upTo = (most) => (random() < 0.2 ? most + 4 : most);
  switch (field.type) {
    case 'integer':
      // A size of pictures is any; of what may be large, some.
      if (field.maximum <= 32) return whole(field.minimum, field.maximum);
      return whole(field.minimum, Math.min(field.maximum, upTo(field.minimum + 5)));
    case 'number': {
      const least = Math.max(field.minimum, -0.5);
      return Number((least + random() * (Math.min(field.maximum, 0.6) - least)).toFixed(3));
    }
    case 'pair':
      return [0, 1].map(() => whole(field.minimum, Math.min(field.maximum, upTo(field.minimum + 2)))); // prettier-ignore
    case 'choice':
      return oneOf(field.choices, random);
    case 'boolean':
      return random() < 0.5;
    case 'numbers':
      return numbersOf(field, random);
    case 'spec':
      return rowOf(oneOf(catalog[field.rows], random), catalog, random);
    default:
      throw new Error(`${field.name}: nothing is drawn for a field of type ${field.type}`);
  }
}

/**
 * A layer, optimizer, initializer … of this row. What has a usual value is left so half of the time,
 * what is rarely asked for mostly, but for those of `wanted`; a seed always, as no two programs draw
 * alike.
 */
export function rowOf(row, catalog, random, wanted = []) {
  const made = { kind: row.kind };
  for (const field of row.fields) {
    const isWanted = wanted.includes(field.name);
    const isUsual = field.default !== undefined || field.optional || field.default_from;
    if (!isWanted && isUsual && random() < (field.rare ? 0.8 : 0.5)) continue;
    if (field.name !== 'seed') made[field.name] = valueOf(field, catalog, random);
  }
  return made;
}
