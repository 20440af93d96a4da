import type { Context } from './context';
import { CodeError, finding, type Span } from './source';
import { joined, mostItems, numberValue, plain, refused, text, truth, unknown, type Value } from './values'; // prettier-ignore

/** Whether a value counts as true; null where that is not known. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'number':
      return value.value !== 0;
    case 'string':
      return value.value !== '';
    case 'none':
      return false;
    case 'list':
      return value.items.length > 0;
    case 'dict':
      return value.items.size > 0;
    case 'unknown':
    case 'method':
    case 'refused':
    case 'pictures':
    case 'name':
      return null;
    default:
      return true;
  }
}

/** What two values and a sign make. What else there is stays unknown. */
export function operate(
  context: Context,
  operator: string,
  left: Value,
  right: Value,
  span: Span,
): Value {
  // prettier-ignore
  if (left.kind === 'refused' || right.kind === 'refused') return refused;
  const special = context.library.operate(context, operator, left, right, span);
  if (special) return special;
  const compared = compare(operator, left, right);
  if (compared !== null) return truth(compared);
  if (left.kind === 'boolean' && right.kind !== 'boolean') left = numberValue(Number(left.value));
  if (right.kind === 'boolean' && left.kind !== 'boolean') right = numberValue(Number(right.value));
  if (left.kind === 'number' && right.kind === 'number') {
    const result = arithmetic(operator, left.value, right.value, left.whole && right.whole, span);
    if (result) return result;
  }
  if (left.kind === 'string' && right.kind === 'string' && operator === '+')
    return text(left.value + right.value);
  if (left.kind === 'string' && operator === '%') return formatted(left.value, right);
  if (left.kind === 'list' && right.kind === 'list' && operator === '+')
    return { kind: 'list', tuple: left.tuple, items: joined(span, left.items, right.items) };
  const [list, times] = left.kind === 'list' ? [left, right] : [right, left];
  if (list.kind === 'list' && times.kind === 'number' && operator === '*') {
    if (times.value * list.items.length > mostItems)
      throw new CodeError(span, finding('tooManyItems', mostItems));
    const all = Array.from({ length: Math.max(0, Math.floor(times.value)) }, () => list.items);
    return { kind: 'list', tuple: list.tuple, items: all.flat() };
  }
  // `train_images[:5000] / 255.0` is still the first 5,000.
  const first = left.kind === 'unknown' ? left.first : undefined;
  return { kind: 'unknown', what: context.source(span), ...(first && { first }) };
}

function arithmetic(
  operator: string,
  a: number,
  b: number,
  whole: boolean,
  span: Span,
): Value | null {
  // prettier-ignore
  if (b === 0 && /^(\/\/?|%)$/.test(operator)) throw new CodeError(span, finding('byZero'));
  const results: Record<string, () => Value> = {
    '+': () => numberValue(a + b, whole),
    '-': () => numberValue(a - b, whole),
    '*': () => numberValue(a * b, whole),
    '/': () => numberValue(a / b, false),
    '//': () => numberValue(Math.floor(a / b), whole),
    // As in Python, the remainder has the divisor's sign.
    '%': () => numberValue(a - b * Math.floor(a / b), whole),
    '**': () => numberValue(a ** b, whole && b >= 0),
    '<<': () => numberValue(a * 2 ** b, whole),
    '>>': () => numberValue(Math.floor(a / 2 ** b), whole),
  };
  const result = Object.hasOwn(results, operator) ? results[operator]!() : null;
  if (result?.kind === 'number' && !Number.isFinite(result.value))
    throw new CodeError(span, finding('tooLarge'));
  return result;
}

/** Comparisons of what is known; null where the sign is another or a side is not known. */
function compare(operator: string, left: Value, right: Value): boolean | null {
  if (operator === 'is' || operator === 'is not') {
    const other = right.kind === 'none' ? left : left.kind === 'none' ? right : null;
    if (other) {
      if (/^(unknown|method|name)$/.test(other.kind)) return null;
      return (other.kind === 'none') === (operator === 'is');
    }
    return compare(operator === 'is' ? '==' : '!=', left, right);
  }
  if (operator === 'in' || operator === 'not in') {
    const found =
      right.kind === 'list'
        ? (right.items.some((item) => compare('==', left, item.value) === true) ?? null)
        : right.kind === 'string' && left.kind === 'string'
          ? right.value.includes(left.value)
          : right.kind === 'dict' && left.kind === 'string'
            ? right.items.has(JSON.stringify(left.value))
            : null;
    return found === null ? null : found === (operator === 'in');
  }
  const [a, b] = [plain(left), plain(right)];
  if (a === undefined || b === undefined) {
    // What is certainly something is not None.
    const isNone = (left.kind === 'none' || right.kind === 'none') && !/unknown|method|name/.test(left.kind + right.kind); // prettier-ignore
    if (isNone && (operator === '==' || operator === '!=')) return operator === '!=';
    return null;
  }
  const same = JSON.stringify(a) === JSON.stringify(b);
  if (operator === '==') return same;
  if (operator === '!=') return !same;
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return null;
  if (operator === '<') return a < b!;
  if (operator === '<=') return a <= b!;
  if (operator === '>') return a > b!;
  return operator === '>=' ? a >= b! : null;
}

/** `'block_%d' % i`, where every sign is plain. */
function formatted(pattern: string, right: Value): Value {
  const values =
    right.kind === 'list' && right.tuple ? right.items.map(({ value }) => value) : [right];
  let at = 0;
  let isKnown = true;
  const made = pattern.replace(/%%|%(?:\.(\d+))?([sdif])/g, (sign, digits: string | undefined) => {
    if (sign === '%%') return '%';
    const value = values[at++];
    if (value?.kind === 'string') return value.value;
    if (value?.kind !== 'number') isKnown = false;
    else return digits ? value.value.toFixed(Number(digits)) : String(value.value);
    return '';
  });
  return isKnown ? text(made) : unknown(pattern);
}
