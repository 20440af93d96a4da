import type { SyntaxNode } from '@lezer/common';
import { Silent, type Context } from './context';
import { bindTargets, expressionsIn, keyOf, mostTurns, textOf } from './expressions';
import { makeClass, makeFunction, Returned } from './functions';
import { operate, truthOf } from './operators';
import { canonical, goneFrom } from './names';
import { CodeError, finding } from './source';
import { none, refused, show, unknown, type Located, type Value } from './values';

/** Loops may unroll, and functions be called, to so many statements. */
const mostStatements = 3000;

/** How a loop ends before its time. */
class LoopEnds extends Error {
  constructor(readonly isOver: boolean) {
    super();
  }
}

/** Too much to read is said once, and ends the reading. */
class TooMuch extends CodeError {}

export function runBody(context: Context, body: SyntaxNode): void {
  let column: number | null = null;
  for (let node = body.firstChild; node; node = node.nextSibling) {
    const statement = node;
    if (/^(Comment|:|;)$/.test(statement.name)) continue;
    const indented = indentation(context, statement);
    column ??= indented;
    if (indented !== null && indented !== column)
      throw new CodeError({ from: statement.from, to: statement.from + 1 }, finding('indented')); // prettier-ignore
    context.statementsRead += 1;
    if (context.statementsRead > mostStatements)
      throw new TooMuch(statement, finding('tooManyStatements', mostStatements));
    try {
      const blank = context.blanks.get(statement.from);
      if (blank) context.scope.set(blank, refused);
      else runStatement(context, statement);
    } catch (error) {
      if (error instanceof TooMuch && (context.depth > 0 || context.loops > 0)) throw error;
      if (!(error instanceof CodeError) && !(error instanceof Silent)) throw error;
      // What uses these names later has nothing wrong with it.
      forget(context, statement);
      if (error instanceof CodeError) context.refuse(error);
    }
  }
}

/** Names that a refused statement would have given are refused with it. */
function forget(context: Context, statement: SyntaxNode): void {
  for (const name of assignedIn(context, statement)) context.scope.set(name, refused);
}

/** How far a statement that begins its line is indented; null if others stand before it. */
function indentation(context: Context, { from }: SyntaxNode): number | null {
  const line = context.text.slice(context.text.lastIndexOf('\n', from - 1) + 1, from);
  return /^\s*$/.test(line) ? line.length : null;
}

function runStatement(context: Context, node: SyntaxNode): void {
  switch (node.name) {
    case 'ImportStatement':
      return readImport(context, node);
    case 'AssignStatement':
      return readAssignment(context, node);
    case 'UpdateStatement':
      return readUpdate(context, node);
    case 'ExpressionStatement':
      return readExpressionStatement(context, node);
    case 'ForStatement':
      return readLoop(context, node);
    case 'WhileStatement':
      return readWhile(context, node);
    case 'IfStatement':
      return readIf(context, node);
    case 'MatchStatement':
      return readMatch(context, node);
    case 'WithStatement':
      return readWith(context, node);
    case 'TryStatement':
      return readTry(context, node);
    case 'StatementGroup':
      return context.run(node);
    case 'FunctionDefinition':
      return define(context, node, makeFunction(context, node));
    case 'ClassDefinition':
      return define(context, node, makeClass(context, node, false));
    case 'DecoratedStatement':
      return readDecorated(context, node);
    case 'ReturnStatement': {
      const parts = expressionsIn(node).slice(1);
      let value: Value = none;
      if (parts.length > 0 && !context.attempt(() => (value = readSide(context, parts)))) value = refused; // prettier-ignore
      throw new Returned(value);
    }
    case 'BreakStatement':
      throw new LoopEnds(true);
    case 'ContinueStatement':
      throw new LoopEnds(false);
    case 'RaiseStatement':
      // What comes behind it in a function is never reached.
      if (context.depth > 0) throw new Returned(none);
      return;
    case 'ScopeStatement':
      for (const part of expressionsIn(node).slice(1))
        context.scope.outside.add(context.source(part));
      return;
    case 'PassStatement':
    case 'AssertStatement':
    case 'DeleteStatement':
      return;
    default:
      return passOver(context, node);
  }
}

/** A statement that cannot be followed: refused if it has to do with the model, else ignored. */
function passOver(context: Context, node: SyntaxNode): void {
  const word = /^\w+/.exec(context.source(node))?.[0] ?? node.name;
  const span = { from: node.from, to: node.from + word.length };
  if (context.library.matters(context, node))
    throw new CodeError(span, word === 'if' ? finding('conditionNotKnown') : finding('cannotFollow', word)); // prettier-ignore
  for (const name of assignedIn(context, node)) {
    const before = context.scope.get(name);
    if (before?.kind !== 'function' && before?.kind !== 'class')
      context.scope.set(name, unknown(name));
  }
  if (context.depth === 0) context.note(span, finding('passedOver', word));
}

/** The names that a statement gives values to, at whatever depth, but for those of functions in it. */
function assignedIn(context: Context, node: SyntaxNode): string[] {
  const names: string[] = [];
  const visit = (part: SyntaxNode) => {
    if (/^(FunctionDefinition|ClassDefinition)$/.test(part.name)) {
      names.push(context.source(part.getChild('VariableName')!));
      return;
    }
    if (part.name === 'LambdaExpression') return;
    if (part.name === 'AssignStatement' || part.name === 'UpdateStatement') {
      for (let child = part.firstChild; child; child = child.nextSibling) {
        if (child.name === 'VariableName' && isTarget(child)) names.push(context.source(child));
        if (/^(Tuple|Array)Expression$/.test(child.name) && isTarget(child))
          for (const item of expressionsIn(child)) if (item.name === 'VariableName') names.push(context.source(item)); // prettier-ignore
      }
    }
    for (let child = part.firstChild; child; child = child.nextSibling) visit(child);
  };
  visit(node);
  return names;
}

/** Whether a sign of assignment stands somewhere behind it. */
function isTarget(node: SyntaxNode): boolean {
  for (let next = node.nextSibling; next; next = next.nextSibling)
    if (/AssignOp|UpdateOp/.test(next.name)) return true;
  return false;
}

function define(context: Context, node: SyntaxNode, value: Value): void {
  context.scope.set(context.source(node.getChild('VariableName')!), value);
}

function readDecorated(context: Context, node: SyntaxNode): void {
  const decorators = node
    .getChildren('Decorator')
    .map((part) => context.source(part).slice(1).trim());
  const inner = node.lastChild!;
  if (inner.name === 'ClassDefinition')
    return define(context, inner, makeClass(context, inner, decorators.some((name) => /(^|\.)dataclass\b/.test(name)))); // prettier-ignore
  if (inner.name !== 'FunctionDefinition') return passOver(context, node);
  const kind = decorators.find((name) => /^(staticmethod|classmethod|property)$/.test(name));
  define(context, inner, makeFunction(context, inner, kind));
}

function readImport(context: Context, node: SyntaxNode): void {
  const text = context.source(node).replace(/#[^\n]*/g, ' ').replace(/[\\()\s]+/g, ' '); // prettier-ignore
  const from = /^from ([\w.]+) import (.*)$/.exec(text);
  const items = (from ? from[2]! : text.replace(/^import /, '')).split(',');
  for (const item of items) {
    const [, path, alias] = /^\s*([\w.*]+)(?: as (\w+))?\s*$/.exec(item) ?? [];
    if (!path || path === '*') continue;
    if (from) {
      const full = canonical(`${from[1]}.${path}`);
      const old = goneFrom(
        `${from[1]}.${path}`.replace(/^tensorflow\.(?:python\.)?keras/, 'keras'),
      );
      if (old) context.note(node, finding('goneModule', old.was, old.now));
      context.scope.set(alias ?? path, { kind: 'name', path: full });
    } else {
      const name = alias ?? path.split('.')[0]!;
      context.scope.set(name, { kind: 'name', path: canonical(alias ? path : name) });
    }
  }
}

/** `a = b = value`, `a, b = 1, 2`, `a: int = 3`. */
function readAssignment(context: Context, node: SyntaxNode): void {
  const sides: SyntaxNode[][] = [[]];
  for (const child of expressionsIn(node)) {
    if (child.name === 'AssignOp') sides.push([]);
    else if (child.name !== 'TypeDef') sides.at(-1)!.push(child);
  }
  if (sides.length === 1) return;
  const right = sides.pop()!;
  if (right.length === 0) return;
  const value = readSide(context, right);
  for (const side of sides) assign(context, side, value, right[0]!);
}

function readSide(context: Context, nodes: SyntaxNode[]): Value {
  if (nodes.length === 1) return context.evaluate(nodes[0]!);
  const items: Located[] = [];
  let star = false;
  for (const node of nodes) {
    if (node.name === '*') {
      star = true;
      continue;
    }
    const { from, to } = node;
    const value = context.evaluate(node);
    if (star && value.kind === 'list') items.push(...value.items);
    else items.push({ value, from, to });
    star = false;
  }
  return { kind: 'list', tuple: true, items };
}

function assign(context: Context, targets: SyntaxNode[], value: Value, at: SyntaxNode): void {
  const [target] = targets;
  if (targets.length !== 1 || !target) {
    const star = targets.findIndex(({ name }) => name === '*');
    const named = targets.filter(({ name }) => name !== '*');
    named.forEach((part, i) => {
      let item = value.kind === 'list' ? value.items[i]?.value : undefined;
      if (value.kind === 'list' && star >= 0) {
        const behind = named.length - 1 - star;
        if (i === star)
          item = { ...value, tuple: false, items: value.items.slice(star, value.items.length - behind) }; // prettier-ignore
        else if (i > star) item = value.items[value.items.length - (named.length - i)]?.value;
      }
      const { from, to } = part;
      assign(context, [part], item ?? (value.kind === 'refused' ? refused : unknown(context.text.slice(from, to))), at); // prettier-ignore
    });
    return;
  }
  if (/^(Tuple|Array|Parenthesized)Expression$/.test(target.name))
    return assign(context, expressionsIn(target), value, at);
  if (target.name === 'VariableName') {
    const name = context.source(target);
    context.scope.set(name, value);
    context.library.given(context, name, value);
  }
  if (target.name === 'MemberExpression') assignMember(context, target, value, at);
}

/** `config.rate = 0.3`, `sizes[0] = 3`. */
function assignMember(context: Context, target: SyntaxNode, value: Value, at: SyntaxNode): void {
  const base = target.firstChild!;
  const of = context.evaluate(base);
  const located = { value, from: at.from, to: at.to };
  const property = target.getChild('PropertyName');
  if (!property) {
    const [part] = expressionsIn(target).slice(1);
    const key = part && part.name !== ':' ? context.evaluate(part) : none;
    if (of.kind === 'dict') of.items.set(keyOf(key), located);
    else if (of.kind === 'list' && key.kind === 'number' && key.value < of.items.length)
      of.items.splice(key.value < 0 ? key.value + of.items.length : key.value, 1, located);
    else if (of.kind === 'object' && key.kind === 'string') of.attributes.set(key.value, value);
    else context.library.assigned(context, of, '[]', located, target);
    return;
  }
  const name = context.source(property);
  if (of.kind === 'object') of.attributes.set(name, value);
  else if (of.kind === 'class') of.made.members.set(name, value);
  else if (context.library.assigned(context, of, name, located, target)) return;
  else if (base.name === 'VariableName' && /^(unknown|method|name)$/.test(of.kind)) {
    // Someone's own object, of which only this is known.
    context.scope.set(context.source(base), { kind: 'object', of: null, attributes: new Map([[name, value]]) }); // prettier-ignore
  }
}

/** `filters *= 2`, `layers += […]`. */
function readUpdate(context: Context, node: SyntaxNode): void {
  const [target, operatorNode, right] = expressionsIn(node);
  const before = context.evaluate(target!);
  const value = context.evaluate(right!);
  const operator = context.source(operatorNode!).slice(0, -1);
  const isKnown = !(before.kind === 'unknown' && !before.first);
  const after = isKnown ? operate(context, operator, before, value, node) : before;
  assign(context, [target!], after, right!);
}

function readExpressionStatement(context: Context, node: SyntaxNode): void {
  for (const part of expressionsIn(node)) {
    const value = context.evaluate(part);
    if (value.kind === 'layer') throw new CodeError(part, finding('loneLayer'));
    // What a notebook shows or draws needs no word; what might change something does.
    const quiet =
      /^(print|plt|pyplot|ax\w*|fig\w*|sns|display|model|keras|tf|np|numpy|help|os\.(makedirs|environ|mkdir)|sys|warnings|gc|time|\w+\.(shape|head|dtype|plot|describe|flush|close|write))\b/;
    if (
      context.depth === 0 &&
      value.kind === 'unknown' &&
      !value.followed &&
      part.name === 'CallExpression' &&
      !quiet.test(value.what)
    )
      // prettier-ignore
      context.note(part, finding('passedOver', show(value)));
  }
}

/** The turns of a loop; what is wrong in one of them is wrong in all. */
function turns(context: Context, act: () => boolean): void {
  context.loops += 1;
  const mistakes = context.mistakes.length;
  try {
    while (act()) if (context.mistakes.length > mistakes) return;
  } catch (error) {
    if (!(error instanceof LoopEnds) || !error.isOver) throw error;
  } finally {
    context.loops -= 1;
  }
}

/** One turn; `continue` ends it. */
function turn(context: Context, body: SyntaxNode): void {
  try {
    context.run(body);
  } catch (error) {
    if (!(error instanceof LoopEnds) || error.isOver) throw error;
  }
}

/** Loops over lists, tuples and ranges are unrolled. */
function readLoop(context: Context, node: SyntaxNode): void {
  const parts = expressionsIn(node);
  const at = parts.findIndex(({ name }) => name === 'in');
  const targets = parts.slice(1, at);
  const end = parts.findIndex(({ name }) => name === 'Body');
  const body = parts[end]!;
  const values = readSide(context, parts.slice(at + 1, end));
  if (values.kind === 'refused') throw new Silent();
  if (values.kind === 'dict') {
    const keys = [...values.items.keys()].map((key): Value => ({ kind: 'string', value: key.replace(/^"|"$/g, '') })); // prettier-ignore
    return loopOver(context, keys, targets, body);
  }
  if (values.kind !== 'list') return passOver(context, node);
  if (!context.library.matters(context, body) && values.items.length > mostTurns / 10) return passOver(context, node); // prettier-ignore
  loopOver(context, values.items.map(({ value }) => value), targets, body); // prettier-ignore
}

function loopOver(
  context: Context,
  values: Value[],
  targets: SyntaxNode[],
  body: SyntaxNode,
): void {
  let next = 0;
  turns(context, () => {
    if (next >= values.length) return false;
    const value = values[next++]!;
    bindTargets(context, targets, value);
    context.turns.push(
      `${targets.map((target) => context.source(target)).join('')}=${textOf(value) ?? next}`,
    );
    turn(context, body);
    context.turns.pop();
    return true;
  });
}

function readWhile(context: Context, node: SyntaxNode): void {
  const [, condition, body] = expressionsIn(node);
  let count = 0;
  const known = () => truthOf(context.evaluate(condition!));
  if (known() === null || (known() && condition!.name === 'Boolean')) return passOver(context, node); // prettier-ignore
  turns(context, () => {
    const goesOn = known();
    if (goesOn === null) throw new CodeError(condition!, finding('cannotFollow', 'while'));
    if (!goesOn) return false;
    if (++count > mostTurns)
      throw new CodeError(condition!, finding('tooManyTurns', count, mostTurns));
    turn(context, body!);
    return true;
  });
}

/** The branch whose condition is known to hold; a condition that is not known must not matter. */
function readIf(context: Context, node: SyntaxNode): void {
  let at = node.firstChild;
  while (at) {
    const word = context.source(at);
    let condition: SyntaxNode | null = null;
    if (word === 'if' || word === 'elif') {
      condition = at.nextSibling;
      while (condition?.name === 'Comment') condition = condition.nextSibling;
    }
    const body: SyntaxNode | null = condition ? condition.nextSibling : at.nextSibling;
    const known = condition ? truthOf(context.evaluate(condition)) : true;
    if (known === null) return passOver(context, node);
    if (known && body) return context.run(body);
    at = body?.nextSibling ?? null;
  }
}

/** The first case whose pattern is known to fit; patterns that take values apart are not followed. */
function readMatch(context: Context, node: SyntaxNode): void {
  const subject = context.evaluate(node.firstChild!.nextSibling!);
  for (const clause of node.getChild('MatchBody')!.getChildren('MatchClause')) {
    const fits = fitsPattern(context, clause.firstChild!.nextSibling!, subject);
    const guard = clause.getChild('Guard')?.lastChild;
    const known = fits === true && guard ? truthOf(context.evaluate(guard)) : fits;
    if (known === null) return passOver(context, node);
    if (known) return context.run(clause.getChild('Body')!);
  }
}

/** Whether a value is what a pattern says; null: not known. */
function fitsPattern(context: Context, pattern: SyntaxNode, subject: Value): boolean | null {
  switch (pattern.name) {
    case 'OrPattern': {
      const sides = expressionsIn(pattern).filter(({ name }) => name !== 'LogicOp');
      const all = sides.map((side) => fitsPattern(context, side, subject));
      return all.includes(true) ? true : all.includes(null) ? null : false;
    }
    case 'CapturePattern': {
      const name = context.source(pattern);
      if (name !== '_') context.scope.set(name, subject);
      return true;
    }
    case 'LiteralPattern':
    case 'AttributePattern': {
      const literal = pattern.name === 'LiteralPattern' ? pattern.firstChild! : pattern;
      const value = literal === pattern ? unknown(context.source(pattern)) : context.evaluate(literal); // prettier-ignore
      if (/^(unknown|method)$/.test(value.kind) || /^(unknown|method)$/.test(subject.kind)) return null; // prettier-ignore
      return value.kind === subject.kind && show(value) === show(subject);
    }
    default:
      return null;
  }
}

function readWith(context: Context, node: SyntaxNode): void {
  const parts = expressionsIn(node);
  let value: Value | null = null;
  for (let i = 1; i < parts.length; ++i) {
    const part = parts[i]!;
    if (part.name === 'Body') return context.run(part);
    if (part.name === 'as') continue;
    const isName = parts[i - 1]!.name === 'as';
    // `with np.load(file) as data:` is a name for what is opened; `with strategy.scope():` says where
    // the model lives, not what it is.
    if (isName && part.name === 'VariableName') context.scope.set(context.source(part), value?.kind === 'name' ? value : unknown(context.source(part))); // prettier-ignore
    if (!isName) value = context.evaluate(part);
  }
}

/** What is tried is followed, as if nothing went wrong. */
function readTry(context: Context, node: SyntaxNode): void {
  const bodies: [string, SyntaxNode][] = [];
  let word = '';
  for (let part = node.firstChild; part; part = part.nextSibling) {
    if (/^(try|except|else|finally)$/.test(part.name)) word = part.name;
    if (part.name === 'Body') bodies.push([word, part]);
  }
  for (const [kind, body] of bodies) if (kind !== 'except') context.run(body);
}
