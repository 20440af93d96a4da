import type { SyntaxNode } from '@lezer/common';
import { readArguments } from './arguments';
import { Silent, type Context, type Part } from './context';
import { operate, truthOf } from './operators';
import { CodeError, finding } from './source';
import { joined, none, numberValue, refused, Scope, show, text, truth, unknown, type Located, type Value } from './values'; // prettier-ignore

/** No model has sums of more terms than this. */
const mostNested = 100;
/** Most values that a loop or a comprehension may run over. */
export const mostTurns = 1000;

let depth = 0;

/** What an expression stands for. Nothing is run: literals, names and known calls are followed. */
export function evaluate(context: Context, node: SyntaxNode): Value {
  if (depth >= mostNested * (1 + context.depth))
    throw new CodeError(node, finding('tooNested', mostNested));
  depth += 1;
  try {
    return readNode(context, node);
  } finally {
    depth -= 1;
  }
}

function readNode(context: Context, node: SyntaxNode): Value {
  const source = context.source(node);
  switch (node.name) {
    case 'Number':
      // `scan` has blanked the point of `1.`
      return readNumber(source, context.text[node.to] === '.');
    case 'String':
      return text(unquote(source));
    case 'ContinuedString': {
      const parts = expressionsIn(node).map((part) => context.evaluate(part));
      return parts.every((part) => part.kind === 'string') ? text(parts.map((part) => part.value).join('')) : unknown(source); // prettier-ignore
    }
    case 'FormatString':
      return readFormat(context, node);
    case 'Boolean':
      return truth(source === 'True');
    case 'None':
      return none;
    case 'VariableName':
      return lookUp(context, source);
    case 'ParenthesizedExpression':
      return context.evaluate(expressionsIn(node)[0]!);
    case 'NamedExpression': {
      const [name, , value] = expressionsIn(node);
      const given = context.evaluate(value!);
      context.scope.set(context.source(name!), given);
      return given;
    }
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression':
      return { kind: 'list', tuple: node.name === 'TupleExpression', items: readItems(context, node) }; // prettier-ignore
    case 'DictionaryExpression':
      return readDictionary(context, node);
    case 'ArrayComprehensionExpression':
    case 'ComprehensionExpression':
      return comprehension(context, node);
    case 'DictionaryComprehensionExpression':
      return dictComprehension(context, node);
    case 'ArgList':
      // A generator expression that is a call's one argument shares its brackets.
      return comprehension(context, node);
    case 'UnaryExpression':
      return unary(context, node);
    case 'BinaryExpression':
      return binary(context, node);
    case 'ConditionalExpression':
      return conditional(context, node);
    case 'LambdaExpression':
      return readLambda(context, node);
    case 'MemberExpression':
      return readMember(context, node);
    case 'CallExpression':
      return readCall(context, node);
    default:
      return unknown(source);
  }
}

/** The parts of a node that are expressions: neither brackets nor commas nor comments. */
export function expressionsIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!/^[()[\]{},]$|^Comment$/.test(child.name)) found.push(child);
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
    const { from, to } = part;
    const isRead = context.attempt(() => {
      const value = context.evaluate(part);
      if (!star || value.kind === 'refused') items.push({ value, from, to });
      else if (value.kind === 'list')
        items.splice(0, Infinity, ...joined(part, items, value.items)); // prettier-ignore
      else throw new CodeError(part, finding('notAList', show(value)));
    });
    // What was refused keeps its place.
    if (!isRead) items.push({ value: refused, from, to });
    star = false;
  }
  return items;
}

function readDictionary(context: Context, node: SyntaxNode): Value {
  const items = new Map<string, Located>();
  const parts = expressionsIn(node);
  for (let i = 0; i < parts.length; ++i) {
    if (parts[i]!.name === '**') {
      const more = context.evaluate(parts[++i]!);
      if (more.kind === 'dict') for (const [key, value] of more.items) items.set(key, value);
      continue;
    }
    const key = context.evaluate(parts[i]!);
    const value = parts[i + 2];
    if (!value) break;
    context.attempt(() => items.set(keyOf(key), { value: context.evaluate(value), from: value.from, to: value.to })); // prettier-ignore
    i += 2;
  }
  return { kind: 'dict', items };
}

/** A key of a dictionary, so that 1 and '1' differ. */
export function keyOf(value: Value): string {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' ? JSON.stringify(value.value) : show(value); // prettier-ignore
}

function readNumber(written: string, pointed: boolean): Value {
  const digits = written.replace(/_/g, '');
  const value = Number(digits);
  if (Number.isNaN(value)) return unknown(written);
  return numberValue(value, !pointed && /^(?:\d+|0[xob][\da-f]+)$/i.test(digits));
}

function unquote(source: string): string {
  const [, prefix, quote] = /^([a-zA-Z]*)('''|"""|'|")/.exec(source) ?? ['', '', ''];
  const inner = source.slice(prefix.length + quote.length, source.length - quote.length);
  return /r/i.test(prefix) ? inner : inner.replace(/\\n/g, '\n').replace(/\\(['"\\])/g, '$1');
}

/** `f'dense_{i}'`, as far as what stands in it is known. */
function readFormat(context: Context, node: SyntaxNode): Value {
  const source = context.source(node);
  const [, prefix, quote] = /^([a-zA-Z]*)('''|"""|'|")/.exec(source) ?? ['', '', ''];
  let made = '';
  let at = node.from + prefix.length + quote.length;
  const end = node.to - quote.length;
  for (const part of node.getChildren('FormatReplacement')) {
    made += context.text.slice(at, part.from);
    const [inner] = expressionsIn(part);
    const value = inner ? context.evaluate(inner) : none;
    const spec = part.getChild('FormatSpec');
    const written = textOf(value, spec ? context.source(spec).slice(1) : '');
    if (written === null) return unknown(source);
    made += written;
    at = part.to;
  }
  return text((made + context.text.slice(at, end)).replace(/\{\{/g, '{').replace(/\}\}/g, '}'));
}

/** A value as `str` writes it, or as `.2f` does; null where that is not known. */
export function textOf(value: Value, spec = ''): string | null {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') {
    const [, digits] = /^\.?(\d+)f$/.exec(spec) ?? [];
    return digits ? value.value.toFixed(Number(digits)) : show(value);
  }
  return value.kind === 'boolean' || value.kind === 'none' ? show(value) : null;
}

function lookUp(context: Context, name: string): Value {
  return context.scope.get(name) ?? context.library.lookUp(context, name) ?? unknown(name);
}

function unary(context: Context, node: SyntaxNode): Value {
  const operand = context.evaluate(node.lastChild!);
  const sign = context.source(node.firstChild!);
  if (sign === 'not') {
    const known = truthOf(operand);
    return known === null ? unknown(context.source(node)) : truth(!known);
  }
  if (operand.kind === 'refused') return operand;
  if (operand.kind !== 'number' || (sign !== '-' && sign !== '+'))
    return unknown(context.source(node));
  return sign === '-' ? numberValue(-operand.value, operand.whole) : operand;
}

function binary(context: Context, node: SyntaxNode): Value {
  const parts = expressionsIn(node);
  const left = context.evaluate(parts[0]!);
  const operator = parts.slice(1, -1).map((part) => context.source(part)).join(' '); // prettier-ignore
  const right = parts.at(-1)!;
  if (operator === 'and' || operator === 'or') {
    const known = truthOf(left);
    if (known === null) {
      // What is not known decides nothing if the other side does.
      const other = context.evaluate(right);
      return truthOf(other) === (operator === 'or') ? other : unknown(context.source(node));
    }
    return known === (operator === 'and') ? context.evaluate(right) : left;
  }
  return operate(context, operator, left, context.evaluate(right), node);
}

function conditional(context: Context, node: SyntaxNode): Value {
  const [yes, , condition, , no] = expressionsIn(node);
  const known = truthOf(context.evaluate(condition!));
  if (known === null) {
    const both = [context.evaluate(yes!), context.evaluate(no!)];
    return both[0]!.kind !== 'unknown' && JSON.stringify(show(both[0]!)) === JSON.stringify(show(both[1]!)) ? both[0]! : unknown(context.source(node)); // prettier-ignore
  }
  return context.evaluate(known ? yes! : no!);
}

function readLambda(context: Context, node: SyntaxNode): Value {
  const defaults = parameterDefaults(context, node.getChild('ParamList'));
  return { kind: 'function', made: { name: 'lambda', node, scope: context.scope, defaults } };
}

/** What parameters are when a call gives nothing for them. */
export function parameterDefaults(context: Context, list: SyntaxNode | null): Map<string, Located> {
  const defaults = new Map<string, Located>();
  let name = '';
  for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
    if (node.name === 'VariableName' && node.prevSibling?.name !== 'AssignOp') name = context.source(node); // prettier-ignore
    if (node.prevSibling?.name !== 'AssignOp') continue;
    defaults.set(name, { value: context.evaluate(node), from: node.from, to: node.to });
  }
  return defaults;
}

/** `[… for x in … if …]`, turn by turn, in a scope of its own. */
function comprehension(context: Context, node: SyntaxNode): Value {
  const parts = expressionsIn(node);
  const items: Located[] = [];
  const result = parts[0]!;
  const isKnown = turnsOf(context, node, parts, 1, () => {
    items.push({ value: context.evaluate(result), from: result.from, to: result.to });
  });
  return isKnown ? { kind: 'list', tuple: false, items } : unknown(context.source(node));
}

function dictComprehension(context: Context, node: SyntaxNode): Value {
  const parts = expressionsIn(node).filter(({ name }) => name !== ':');
  const items = new Map<string, Located>();
  const [key, result] = parts;
  const isKnown = turnsOf(context, node, parts, 2, () => {
    items.set(keyOf(context.evaluate(key!)), { value: context.evaluate(result!), from: result!.from, to: result!.to }); // prettier-ignore
  });
  return isKnown ? { kind: 'dict', items } : unknown(context.source(node));
}

/** Acts in each turn of a comprehension, whose clauses begin at `at`, among names of its own. */
function turnsOf(
  context: Context,
  node: SyntaxNode,
  parts: SyntaxNode[],
  at: number,
  act: () => void,
): boolean {
  // prettier-ignore
  const outer = context.scope;
  context.scope = new Scope(outer);
  context.loops += 1;
  let count = 0;
  try {
    return turn(context, parts, at, () => {
      if (++count > mostTurns) throw new CodeError(node, finding('tooManyItems', mostTurns));
      act();
    });
  } finally {
    context.loops -= 1;
    context.scope = outer;
  }
}

/** The clauses of a comprehension from the one at `at`; false where one of them is not known. */
function turn(context: Context, parts: SyntaxNode[], at: number, act: () => void): boolean {
  const clause = parts[at];
  if (!clause) {
    act();
    return true;
  }
  if (clause.name === 'if') {
    const known = truthOf(context.evaluate(parts[at + 1]!));
    if (known === null) return false;
    return known ? turn(context, parts, at + 2, act) : true;
  }
  if (clause.name !== 'for') return false;
  const end = parts.findIndex(({ name }, i) => i > at && name === 'in');
  const over = context.evaluate(parts[end + 1]!);
  if (over.kind === 'refused') throw new Silent();
  if (over.kind !== 'list') return false;
  const targets = parts.slice(at + 1, end);
  return over.items.every(({ value }) => {
    bindTargets(context, targets, value);
    return turn(context, parts, end + 2, act);
  });
}

/** Names, and tuples of names, that a loop gives values to. */
export function bindTargets(context: Context, targets: SyntaxNode[], value: Value): void {
  const [target] = targets;
  if (targets.length === 1 && target) {
    if (/^(Tuple|Array|Parenthesized)Expression$/.test(target.name))
      return bindTargets(context, expressionsIn(target), value);
    if (target.name === 'VariableName') context.scope.set(context.source(target), value);
    return;
  }
  targets.forEach((part, i) => {
    const item = value.kind === 'list' ? value.items[i]?.value : undefined;
    bindTargets(context, [part], item ?? (value.kind === 'refused' ? refused : unknown(context.source(part)))); // prettier-ignore
  });
}

/** `a.b` and `a[…]`. */
function readMember(context: Context, node: SyntaxNode): Value {
  const base = context.evaluate(node.firstChild!);
  if (base.kind === 'refused') return base;
  const property = node.getChild('PropertyName');
  if (property) {
    const name = context.source(property);
    return attribute(context, base, name, node);
  }
  const parts = partsOf(context, node);
  const special = context.library.item(context, base, parts, node);
  if (special) return special;
  const [part] = parts;
  if (parts.length === 1 && part) {
    const found = itemOf(base, part, node);
    if (found) return found;
  }
  return unknown(context.source(node));
}

function attribute(context: Context, base: Value, name: string, node: SyntaxNode): Value {
  const special = context.library.attribute(context, base, name, node);
  if (special) return special;
  switch (base.kind) {
    case 'object': {
      const own = base.attributes.get(name);
      if (own) return own;
      for (const member of base.of ? [memberOf(base.of, name)] : []) {
        if (member?.kind !== 'function') return member ?? { kind: 'method', of: base, name };
        if (member.made.kind === 'staticmethod') return member;
        const self = member.made.kind === 'classmethod' ? { kind: 'class' as const, made: base.of! } : base; // prettier-ignore
        const bound: Value = { kind: 'bound', callee: member, first: [{ value: self, from: node.from, to: node.to }], named: new Map() }; // prettier-ignore
        return member.made.kind === 'property' ? callNothing(context, bound, node) : bound;
      }
      return { kind: 'method', of: base, name };
    }
    case 'class': {
      const member = memberOf(base.made, name);
      if (member?.kind === 'function' && member.made.kind === 'classmethod')
        return { kind: 'bound', callee: member, first: [{ value: base, from: node.from, to: node.to }], named: new Map() }; // prettier-ignore
      if (name === '__name__') return text(base.made.name);
      return member ?? { kind: 'method', of: base, name };
    }
    case 'super': {
      for (const other of base.of.bases) {
        const member = other.kind === 'class' ? memberOf(other.made, name) : undefined;
        if (member?.kind === 'function')
          return { kind: 'bound', callee: member, first: [{ value: base.self, from: node.from, to: node.to }], named: new Map() }; // prettier-ignore
      }
      return { kind: 'method', of: base, name };
    }
    case 'function':
      return name === '__name__' ? text(base.made.name) : unknown(context.source(node));
    case 'refused':
      return base;
    case 'method':
      return unknown(context.source(node));
    default:
      return { kind: 'method', of: base, name };
  }
}

function callNothing(context: Context, callee: Value, node: SyntaxNode): Value {
  const { from, to } = node;
  return context.call(callee, { from, to, callee: node, name: node, node, args: { from, to, positional: [], named: new Map() } }); // prettier-ignore
}

/** A member of a class, or of those that it is made from. */
export function memberOf(
  made: { members: Map<string, Value>; bases: Value[] },
  name: string,
): Value | undefined {
  // prettier-ignore
  const own = made.members.get(name);
  if (own) return own;
  for (const base of made.bases) {
    const found = base.kind === 'class' ? memberOf(base.made, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What stands in the brackets behind a value, split at its commas. */
function partsOf(context: Context, node: SyntaxNode): Part[] {
  const parts: Part[] = [];
  let inside: SyntaxNode[] = [];
  let from = 0;
  const close = (to: number) => {
    const written = context.text.slice(from, to).trim();
    if (inside.some(({ name }) => name === ':')) {
      const bounds: (Located | null)[] = [null, null, null];
      let at = 0;
      for (const part of inside)
        if (part.name === ':') at += 1;
        else bounds[at] = { value: context.evaluate(part), from: part.from, to: part.to };
      parts.push({ slice: true, start: bounds[0]!, stop: bounds[1]!, step: bounds[2]!, text: written });
    } else if (inside.length === 1 && inside[0]!.name === 'TupleExpression') {
      for (const part of expressionsIn(inside[0]!))
        parts.push({ slice: false, value: context.evaluate(part), text: context.source(part) });
    } else if (inside[0])
      parts.push({ slice: false, value: inside[0].name === 'Ellipsis' ? unknown('...') : context.evaluate(inside[0]), text: written }); // prettier-ignore
    inside = [];
  };
  for (let child = node.firstChild!.nextSibling; child; child = child.nextSibling) {
    if (child.name === '[') from = child.to;
    else if (child.name === ',' || child.name === ']') {
      close(child.from);
      from = child.to;
    } else if (child.name !== 'Comment') inside.push(child);
  }
  return parts;
}

function itemOf(base: Value, part: Part, node: SyntaxNode): Value | null {
  if (base.kind === 'dict' && !part.slice) {
    const found = base.items.get(keyOf(part.value));
    return found?.value ?? null;
  }
  if (base.kind === 'object' && !part.slice && part.value.kind === 'string')
    return base.attributes.get(part.value.value) ?? null;
  if (base.kind === 'string' && part.slice && [part.start, part.stop].every((end) => end === null || end.value.kind === 'number')) // prettier-ignore
    return text(base.value.slice(...([part.start, part.stop].map((end) => (end?.value.kind === 'number' ? end.value.value : undefined)) as [number?, number?]))); // prettier-ignore
  if (base.kind !== 'list') return null;
  if (part.slice) {
    const ends = [part.start, part.stop].map((end) => (end === null || end.value.kind === 'none' ? undefined : end.value.kind === 'number' ? end.value.value : null)); // prettier-ignore
    const step =
      part.step === null ? 1 : part.step.value.kind === 'number' ? part.step.value.value : 0;
    if (ends.includes(null) || (step !== 1 && step !== -1)) return null;
    const items = base.items.slice(...(ends as [number?, number?]));
    return { ...base, items: step === 1 ? items : items.reverse() };
  }
  if (part.value.kind !== 'number' || !part.value.whole) return null;
  const item = base.items.at(part.value.value);
  if (!item) throw new CodeError(node, finding('noItem', part.value.value, base.items.length));
  return item.value;
}

function readCall(context: Context, node: SyntaxNode): Value {
  const at = node.firstChild!;
  const callee = context.evaluate(at);
  const list = node.getChild('ArgList')!;
  const last = at.name === 'MemberExpression' ? at.lastChild! : at;
  // Nothing is said of what stands in a call that is not followed, unless it changes the model.
  const isModel = callee.kind === 'method' && callee.of.kind === 'unknown' && /^\w*model\w*$/i.test(callee.of.what); // prettier-ignore
  const isForeign = callee.kind === 'unknown' || callee.kind === 'refused' || (callee.kind === 'method' && callee.of.kind === 'unknown' && !isModel); // prettier-ignore
  const args = readArguments(context, list, isForeign);
  if (callee.kind === 'refused') return callee;
  return context.call(callee, { from: node.from, to: node.to, callee: at, name: last, args, node });
}
