import type { Call, Context } from './context';
import { mostTurns, textOf } from './expressions';
import { truthOf } from './operators';
import { CodeError, finding } from './source';
import { joined, none, numberValue, plain, show, text, truth, tupleOf, unknown, type Located, type Value } from './values'; // prettier-ignore

/** Python's own functions, as far as their arguments are known; null: not one of them, or not known. */
export function callBuiltin(context: Context, name: string, call: Call): Value | null {
  const { positional, named } = call.args;
  const values = positional.map(({ value }) => value);
  const [first] = values;
  const numbers = values.map((value) => (value.kind === 'number' ? value.value : value.kind === 'boolean' ? Number(value.value) : null)); // prettier-ignore
  const isNumbers = numbers.length > 0 && !numbers.includes(null);
  const list = (items: Located[]): Value => ({ kind: 'list', tuple: false, items });
  const located = (value: Value): Located => ({ value, from: call.from, to: call.to });
  switch (name) {
    case 'range':
    case 'xrange':
      return range(call);
    case 'print':
    case 'display':
      return none;
    case 'len':
      if (first?.kind === 'list') return numberValue(first.items.length, true);
      if (first?.kind === 'dict') return numberValue(first.items.size, true);
      return first?.kind === 'string' ? numberValue(first.value.length, true) : null;
    case 'int':
      if (first?.kind === 'string' && /^\s*[+-]?\d+\s*$/.test(first.value)) return numberValue(Number(first.value), true); // prettier-ignore
      return isNumbers ? numberValue(Math.trunc(numbers[0]!), true) : null;
    case 'float':
      if (first?.kind === 'string' && Number.isFinite(Number(first.value))) return numberValue(Number(first.value), false); // prettier-ignore
      return isNumbers ? numberValue(numbers[0]!, false) : null;
    case 'round':
      if (!isNumbers) return null;
      if (numbers.length === 1) return numberValue(halfToEven(numbers[0]!), true);
      return numberValue(Number(numbers[0]!.toFixed(Math.max(0, numbers[1]!))), false);
    case 'abs':
      return isNumbers
        ? numberValue(Math.abs(numbers[0]!), first?.kind === 'number' && first.whole)
        : null;
    case 'bool': {
      const known = first ? truthOf(first) : false;
      return known === null ? null : truth(known);
    }
    case 'str': {
      const made = first ? textOf(first) : '';
      return made === null ? null : text(made);
    }
    case 'min':
    case 'max':
    case 'sum': {
      const all =
        values.length === 1 && first?.kind === 'list'
          ? first.items.map(({ value }) => plain(value))
          : numbers;
      if (all.length === 0 || !all.every((value) => typeof value === 'number')) return null;
      const result =
        name === 'sum' ? all.reduce((sum, value) => sum + value, 0) : Math[name](...all);
      return numberValue(result, all.every(Number.isInteger));
    }
    case 'list':
    case 'tuple':
    case 'iter':
      if (!first) return { kind: 'list', tuple: name === 'tuple', items: [] };
      if (first.kind === 'list')
        return { kind: 'list', tuple: name === 'tuple', items: [...first.items] };
      return null;
    case 'reversed':
      return first?.kind === 'list' ? list([...first.items].reverse()) : null;
    case 'sorted': {
      if (first?.kind !== 'list' || named.size > 0) return null;
      const keys = first.items.map(({ value }) => plain(value));
      if (!keys.every((key) => typeof key === 'number')) return null;
      return list([...first.items].sort((a, b) => Number(plain(a.value)) - Number(plain(b.value))));
    }
    case 'enumerate': {
      if (first?.kind !== 'list') return null;
      const start = values[1] ?? named.get('start')?.value;
      const from = start?.kind === 'number' ? start.value : 0;
      return list(first.items.map(({ value }, i) => located(tupleOf(call, numberValue(from + i, true), value)))); // prettier-ignore
    }
    case 'zip': {
      if (!values.every((value) => value.kind === 'list')) return null;
      const length = Math.min(...values.map(({ items }) => items.length));
      return list(Array.from({ length: values.length ? length : 0 }, (_, i) => located(tupleOf(call, ...values.map(({ items }) => items[i]!.value))))); // prettier-ignore
    }
    case 'map': {
      const [callee, over] = values;
      if (!callee || over?.kind !== 'list' || values.length > 2) return null;
      return list(over.items.map((item) => located(context.call(callee, { ...call, args: { ...call.args, positional: [item], named: new Map() } })))); // prettier-ignore
    }
    case 'dict': {
      const items = new Map<string, Located>();
      if (first?.kind === 'dict') for (const [key, value] of first.items) items.set(key, value);
      else if (first) return null;
      for (const [key, value] of named) items.set(JSON.stringify(key), value);
      return { kind: 'dict', items };
    }
    case 'set':
      return first?.kind === 'list' ? list(first.items.filter(({ value }, i, all) => all.findIndex((other) => show(other.value) === show(value)) === i)) : null; // prettier-ignore
    case 'isinstance':
    case 'hasattr':
    case 'callable':
      return isInstance(context, name, values);
    case 'vars':
      if (first?.kind !== 'object') return null;
      return { kind: 'dict', items: new Map([...first.attributes].map(([key, value]) => [JSON.stringify(key), located(value)])) }; // prettier-ignore
    case 'getattr': {
      const [of, key, otherwise] = values;
      if (of?.kind === 'object' && key?.kind === 'string') return of.attributes.get(key.value) ?? otherwise ?? null; // prettier-ignore
      if (of?.kind === 'name' && key?.kind === 'string') return { kind: 'name', path: `${of.path}.${key.value}` }; // prettier-ignore
      return null;
    }
    case 'object':
      return { kind: 'object', of: null, attributes: new Map() };
    case 'super': {
      const owner = context.owners.at(-1);
      const self = first && values[1] ? values[1] : context.scope.get('self');
      return owner && self ? { kind: 'super', of: owner, self } : null;
    }
    default:
      return null;
  }
}

function isInstance(context: Context, name: string, [value, type]: Value[]): Value | null {
  if (!value || !type) return null;
  if (value.kind === 'layer' && name !== 'callable') return isLayer(context, value.layer.keras, type); // prettier-ignore
  if (name === 'callable') return truth(/^(function|class|bound|name)$/.test(value.kind));
  if (name === 'hasattr') return value.kind === 'object' && type.kind === 'string' ? truth(value.attributes.has(type.value)) : null; // prettier-ignore
  const kinds: Record<string, string[]> = { int: ['number'], float: ['number'], str: ['string'], list: ['list'], tuple: ['list'], dict: ['dict'], bool: ['boolean'] }; // prettier-ignore
  const types = type.kind === 'list' ? type.items.map((item) => item.value) : [type];
  if (!types.every((one) => one.kind === 'unknown' && one.what in kinds)) return null;
  if (value.kind === 'unknown') return null;
  return truth(
    types.some((one) => {
      if (one.kind !== 'unknown' || !kinds[one.what]!.includes(value.kind)) return false;
      if (value.kind === 'number') return value.whole === (one.what === 'int');
      return value.kind !== 'list' || value.tuple === (one.what === 'tuple');
    }),
  );
}

/** What a layer is, and which arguments its class has. */
function isLayer(context: Context, keras: string, asked: Value): Value | null {
  if (asked.kind === 'string') {
    const names = context.catalog.find((row) => row.keras === keras)?.arguments;
    return names ? truth(names.includes(asked.value)) : null;
  }
  const types = asked.kind === 'list' ? asked.items.map(({ value }) => value) : [asked];
  const names = types.map((one) => (one.kind === 'name' ? /^keras\.layers\.(\w+)$/.exec(one.path)?.[1] : undefined)); // prettier-ignore
  if (names.includes(keras) || names.includes('Layer')) return truth(true);
  const known = names.every((one) => context.catalog.some((row) => row.keras === one));
  return known ? truth(false) : null;
}

const halfToEven = (value: number) => (Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value)); // prettier-ignore

function range(call: Call): Value | null {
  const { positional } = call.args;
  if (positional.some(({ value }) => value.kind === 'unknown' || value.kind === 'method')) return null; // prettier-ignore
  if (positional.some(({ value }) => value.kind === 'refused')) return { kind: 'refused' };
  const values = positional.map(({ value }) => plain(value));
  if (values.length < 1 || values.length > 3 || !values.every(Number.isInteger))
    throw new CodeError(call.args, finding('range'));
  const [a, b, c] = values as number[];
  const [start, stop, step] = b === undefined ? [0, a!, 1] : [a!, b, c ?? 1];
  if (step === 0) throw new CodeError(call.args, finding('range'));
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count > mostTurns) throw new CodeError(call.args, finding('tooManyTurns', count, mostTurns)); // prettier-ignore
  const { from, to } = call.args;
  const items = Array.from({ length: count }, (_, i) => ({
    value: numberValue(start + i * step, true),
    from,
    to,
  }));
  return { kind: 'list', tuple: false, items };
}

/** Methods of texts, lists and dictionaries; null: not known. */
export function callMethodOf(of: Value, name: string, call: Call): Value | null {
  const { positional, named } = call.args;
  const [first, second] = positional;
  if (of.kind === 'list') {
    switch (name) {
      case 'append':
        if (first) of.items = joined(call, of.items, [first]);
        return none;
      case 'extend':
        if (first?.value.kind === 'list') of.items = joined(first, of.items, first.value.items);
        return none;
      case 'insert':
        if (first?.value.kind === 'number' && second) of.items.splice(first.value.value, 0, second);
        return none;
      case 'pop': {
        const at = first?.value.kind === 'number' ? first.value.value : -1;
        return of.items.splice(at, 1)[0]?.value ?? none;
      }
      case 'copy':
        return { ...of, items: [...of.items] };
      case 'reverse':
        of.items.reverse();
        return none;
      case 'clear':
        of.items = [];
        return none;
      case 'index': {
        const at = of.items.findIndex(({ value }) => first && show(value) === show(first.value));
        return at < 0 ? null : numberValue(at, true);
      }
      case 'count':
        return numberValue(of.items.filter(({ value }) => first && show(value) === show(first.value)).length, true); // prettier-ignore
      case 'sort':
      case 'remove':
        throw new CodeError(call.name, finding('listMethod', name));
      default:
        return null;
    }
  }
  if (of.kind === 'dict') {
    const values = [...of.items];
    const items = (make: (entry: [string, Located]) => Value): Value => ({ kind: 'list', tuple: false, items: values.map((entry) => ({ ...entry[1], value: make(entry) })) }); // prettier-ignore
    const key = (entry: string): Value => {
      const read = parsed(entry);
      return typeof read === 'number' ? numberValue(read) : text(String(read));
    };
    switch (name) {
      case 'items':
        return items(([entry, { value }]) => tupleOf(call, key(entry), value));
      case 'keys':
        return items(([entry]) => key(entry));
      case 'values':
        return items(([, { value }]) => value);
      case 'get':
      case 'pop': {
        const entry = first ? JSON.stringify(plain(first.value)) : '';
        const found = of.items.get(entry)?.value;
        if (name === 'pop') of.items.delete(entry);
        return found ?? second?.value ?? none;
      }
      case 'update':
        if (first?.value.kind === 'dict') for (const [entry, value] of first.value.items) of.items.set(entry, value); // prettier-ignore
        for (const [entry, value] of named) of.items.set(JSON.stringify(entry), value);
        return none;
      case 'copy':
        return { kind: 'dict', items: new Map(of.items) };
      default:
        return null;
    }
  }
  if (of.kind !== 'string') return null;
  const own = of.value;
  switch (name) {
    case 'lower':
      return text(own.toLowerCase());
    case 'upper':
      return text(own.toUpperCase());
    case 'strip':
      return text(own.trim());
    case 'capitalize':
    case 'title':
      return text(own.slice(0, 1).toUpperCase() + own.slice(1).toLowerCase());
    case 'startswith':
      return first?.value.kind === 'string' ? truth(own.startsWith(first.value.value)) : null;
    case 'endswith':
      return first?.value.kind === 'string' ? truth(own.endsWith(first.value.value)) : null;
    case 'replace':
      return first?.value.kind === 'string' && second?.value.kind === 'string' ? text(own.replaceAll(first.value.value, second.value.value)) : null; // prettier-ignore
    case 'split': {
      const parts =
        first?.value.kind === 'string' ? own.split(first.value.value) : own.trim().split(/\s+/);
      return { kind: 'list', tuple: false, items: parts.map((part) => ({ value: text(part), from: call.from, to: call.to })) }; // prettier-ignore
    }
    case 'join': {
      const parts =
        first?.value.kind === 'list'
          ? first.value.items.map(({ value }) => plain(value))
          : [undefined];
      return parts.every((part) => typeof part === 'string') ? text(parts.join(own)) : null;
    }
    case 'format': {
      let at = 0;
      let isKnown = true;
      const made = own.replace(/\{(\w*)(?::([^}]*))?\}/g, (_, key: string, spec = '') => {
        const value = key === '' ? positional[at++]?.value : /^\d/.test(key) ? positional[Number(key)]?.value : named.get(key)?.value; // prettier-ignore
        const written = value ? textOf(value, String(spec)) : null;
        isKnown &&= written !== null;
        return written ?? '';
      });
      return isKnown ? text(made) : unknown(own);
    }
    default:
      return null;
  }
}

function parsed(entry: string): unknown {
  try {
    return JSON.parse(entry);
  } catch {
    return entry;
  }
}
