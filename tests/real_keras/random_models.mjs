/** Random small networks over the whole catalog, the same for the same seed. */

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

/** A value that a field may have: small, so that the networks are. */
function valueOf(field, random) {
  const whole = (least, most) => least + Math.floor(random() * (most - least + 1));
  switch (field.type) {
    case 'integer':
      return whole(field.minimum, Math.min(field.maximum, field.minimum + 5));
    case 'number': {
      const least = Math.max(field.minimum, -0.5);
      return Number((least + random() * (Math.min(field.maximum, 0.6) - least)).toFixed(3));
    }
    case 'pair':
      return [0, 1].map(() => whole(field.minimum, Math.min(field.maximum, field.minimum + 2)));
    case 'choice':
      return field.choices[whole(0, field.choices.length - 1)];
    case 'boolean':
      return random() < 0.5;
    default:
      return undefined;
  }
}

function layerOf(entry, random) {
  const layer = { kind: entry.kind };
  for (const field of entry.fields) {
    const isUsual = field.default !== undefined || field.optional || field.default_from;
    if (isUsual && random() < 0.5) continue;
    const value = valueOf(field, random);
    if (value !== undefined) layer[field.name] = value;
  }
  return layer;
}

/** One more layer at a time where the engine takes it, and a head of ten classes. */
export function randomModel(name, catalog, problemsOf, random) {
  const layers = [];
  const deep = 2 + Math.floor(random() * 6);
  const head = [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }];
  const isRight = (some) => problemsOf({ name, layers: [...some, ...head] }).length === 0;
  for (let tries = 0; layers.length < deep && tries < 60; ++tries) {
    const entry = catalog[Math.floor(random() * catalog.length)];
    const layer = layerOf(entry, random);
    if (entry.kind !== 'flatten' && isRight([...layers, layer])) layers.push(layer);
  }
  return { name, layers: [...layers, ...head] };
}
