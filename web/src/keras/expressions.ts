import type { SyntaxNode } from '@lezer/common';
import { codeMessages } from '../messages/code';
import { readCall } from './calls';
import type { Context } from './context';
import { aliases, assumed, canonical } from './names';
import { CodeError, type Span } from './source';
import { none, numberValue, show, type Located, type Value } from './values';

/** No model has sums of more terms than this. */
const mostNested = 100;
/** A list may not grow beyond this. */
const mostItems = 1000;

let depth = 0;

/** What an expression stands for. Nothing is run: literals, names and Keras's calls are followed. */
export function read(context: Context, node: SyntaxNode): Value {
  if (depth >= mostNested) throw new CodeError(node, codeMessages.tooNested(mostNested));
  depth += 1;
  try {
    return readNode(context, node);
  } finally {
    depth -= 1;
  }
}

function readNode(context: Context, node: SyntaxNode): Value {
  const text = context.source(node);
  switch (node.name) {
    case 'Number':
      // `scan` has blanked the point of `1.`
      return readNumber(text, context.text[node.to] === '.');
    case 'String':
      return { kind: 'string', value: unquote(text) };
    case 'ContinuedString':
      return { kind: 'string', value: expressionsIn(node).map((part) => unquote(context.source(part))).join('') }; // prettier-ignore
    case 'Boolean':
      return { kind: 'boolean', value: text === 'True' };
    case 'None':
      return none;
    case 'VariableName':
      return lookUp(context, text);
    case 'ParenthesizedExpression':
      return read(context, expressionsIn(node)[0]!);
    case 'TupleExpression':
    case 'ArrayExpression':
      return { kind: 'list', tuple: node.name === 'TupleExpression', items: readItems(context, node) }; // prettier-ignore
    case 'UnaryExpression':
      return negate(context, node);
    case 'BinaryExpression':
      return calculate(context, node);
    case 'MemberExpression':
      return readMember(context, node);
    case 'CallExpression':
      return readCall(context, node);
    default:
      return { kind: 'unknown', what: text };
  }
}

/** The parts of a node that are expressions: neither brackets nor commas nor comments. */
export function expressionsIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!/^[()[\],]$|^Comment$/.test(child.name)) found.push(child);
  return found;
}

/** The items of a list. A mistake in one of them does not hide those in the others. */
function readItems(context: Context, node: SyntaxNode): Located[] {
  const items: Located[] = [];
  let star = false;
  for (const part of expressionsIn(node)) {
    if (part.name === '*') {
      star = true;
      continue;
    }
    context.attempt(() => {
      const value = read(context, part);
      const { from, to } = part;
      if (!star) items.push({ value, from, to });
      else if (value.kind === 'list')
        items.splice(0, Infinity, ...joined(part, items, value.items)); // prettier-ignore
      else throw new CodeError(part, codeMessages.notAList(show(value)));
    });
    star = false;
  }
  return items;
}

/** Two lists as one. Lists that are joined to themselves grow fast. */
export function joined(span: Span, left: Located[], right: Located[]): Located[] {
  if (left.length + right.length > mostItems)
    throw new CodeError(span, codeMessages.tooManyItems(mostItems));
  return [...left, ...right];
}

function readNumber(text: string, pointed: boolean): Value {
  const digits = text.replace(/_/g, '');
  const value = Number(digits);
  if (Number.isNaN(value)) return { kind: 'unknown', what: text };
  return numberValue(value, !pointed && /^(?:\d+|0[xob][\da-f]+)$/i.test(digits));
}

function unquote(text: string): string {
  const [, prefix, quote] = /^([a-zA-Z]*)('''|"""|'|")/.exec(text) ?? ['', '', ''];
  const inner = text.slice(prefix.length + quote.length, text.length - quote.length);
  return /r/i.test(prefix) ? inner : inner.replace(/\\(['"\\])/g, '$1');
}

function lookUp(context: Context, name: string): Value {
  const known = context.names.get(name);
  if (known) return known;
  const path = Object.hasOwn(assumed, name) ? assumed[name]! : null;
  if (path) return { kind: 'name', path };
  const keras = aliases[name] ?? name;
  if (/^(ReLU|Softmax|Rescaling)$/.test(name) || context.catalog.some((row) => row.keras === keras))
    return { kind: 'name', path: `keras.layers.${name}` };
  return { kind: 'unknown', what: name };
}

function negate(context: Context, node: SyntaxNode): Value {
  const operand = read(context, node.lastChild!);
  const sign = context.source(node.firstChild!);
  if (operand.kind !== 'number' || (sign !== '-' && sign !== '+'))
    return { kind: 'unknown', what: context.source(node) };
  return sign === '-' ? numberValue(-operand.value, operand.whole) : operand;
}

/** Arithmetic of numbers, joined and repeated lists. What else there is stays unknown. */
function calculate(context: Context, node: SyntaxNode): Value {
  const [leftNode, operatorNode, rightNode] = expressionsIn(node);
  const left = read(context, leftNode!);
  const right = read(context, rightNode!);
  const operator = context.source(operatorNode!);
  if (left.kind === 'number' && right.kind === 'number') {
    if (right.value === 0 && /^(\/\/?|%)$/.test(operator))
      throw new CodeError(node, codeMessages.byZero);
    const whole = left.whole && right.whole;
    const a = left.value;
    const b = right.value;
    const results: Record<string, () => Value> = {
      '+': () => numberValue(a + b, whole),
      '-': () => numberValue(a - b, whole),
      '*': () => numberValue(a * b, whole),
      '/': () => numberValue(a / b, false),
      '//': () => numberValue(Math.floor(a / b), whole),
      // As in Python, the remainder has the divisor's sign.
      '%': () => numberValue(a - b * Math.floor(a / b), whole),
      '**': () => numberValue(a ** b, whole && b >= 0),
    };
    const result = results[operator]?.();
    if (result?.kind === 'number' && !Number.isFinite(result.value))
      throw new CodeError(node, codeMessages.tooLarge);
    if (result) return result;
  }
  if (left.kind === 'list' && right.kind === 'list' && operator === '+')
    return { kind: 'list', tuple: left.tuple, items: joined(node, left.items, right.items) };
  if (left.kind === 'list' && right.kind === 'number' && operator === '*') {
    if (right.value * left.items.length > mostItems)
      throw new CodeError(node, codeMessages.tooManyItems(mostItems));
    const times = Array.from({ length: Math.max(0, Math.floor(right.value)) }, () => left.items);
    return { kind: 'list', tuple: left.tuple, items: times.flat() };
  }
  // `train_images[:5000] / 255.0` is still the first 5,000.
  const first = left.kind === 'unknown' ? left.first : undefined;
  return { kind: 'unknown', what: context.source(node), first };
}

/** `a.b` and `a[…]`. */
function readMember(context: Context, node: SyntaxNode): Value {
  const base = read(context, node.firstChild!);
  const property = node.getChild('PropertyName');
  if (property) {
    const name = context.source(property);
    if (base.kind === 'name') return { kind: 'name', path: canonical(`${base.path}.${name}`) };
    if (base.kind === 'unknown') return { kind: 'method', of: base, name };
    if (base.kind === 'model' || base.kind === 'list') return { kind: 'method', of: base, name };
    return { kind: 'unknown', what: context.source(node) };
  }
  const inside = context.text.slice(node.firstChild!.to, node.to);
  const parts = expressionsIn(node).slice(1);
  if (base.kind === 'list' && parts.length === 1) {
    const index = read(context, parts[0]!);
    if (index.kind === 'number' && index.whole) {
      const item = base.items.at(index.value);
      if (!item) throw new CodeError(node, codeMessages.noItem(index.value, base.items.length));
      return item.value;
    }
  }
  // [:n] and [0:n] of arrays: the first n.
  if (/^\s*\[\s*0?\s*:[^:,]*\]$/.test(inside)) {
    const last = parts.filter((part) => part.name !== ':').at(-1);
    const end = last && context.source(last) !== '0' ? last : null;
    if (end) {
      const first = { value: read(context, end), from: end.from, to: end.to };
      return { kind: 'unknown', what: context.source(node), first };
    }
  }
  return { kind: 'unknown', what: context.source(node) };
}
