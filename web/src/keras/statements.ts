import type { SyntaxNode } from '@lezer/common';
import { codeMessages } from '../messages/code';
import type { Context } from './context';
import { expressionsIn, joined, read } from './expressions';
import { assumed, canonical } from './names';
import { CodeError } from './source';
import { show, type Located, type Value } from './values';

/** Loops may unroll to so many statements. */
const mostStatements = 500;

export function readBody(context: Context, body: SyntaxNode): void {
  let column: number | null = null;
  for (let node = body.firstChild; node; node = node.nextSibling) {
    const statement = node;
    if (/^(Comment|:|;)$/.test(statement.name)) continue;
    const indented = indentation(context, statement);
    column ??= indented;
    if (indented !== null && indented !== column)
      throw new CodeError({ from: statement.from, to: statement.from + 1 }, codeMessages.syntax.indented); // prettier-ignore
    context.statementsRead += 1;
    if (context.statementsRead > mostStatements)
      throw new CodeError(statement, codeMessages.tooManyStatements(mostStatements));
    context.attempt(() => readStatement(context, statement));
  }
}

/** How far a statement that begins its line is indented; null if others stand before it. */
function indentation(context: Context, { from }: SyntaxNode): number | null {
  const line = context.text.slice(context.text.lastIndexOf('\n', from - 1) + 1, from);
  return /^\s*$/.test(line) ? line.length : null;
}

function readStatement(context: Context, node: SyntaxNode): void {
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
    case 'WithStatement':
      // `with strategy.scope():` says where the model lives, not what it is.
      return readBody(context, node.getChild('Body')!);
    case 'StatementGroup':
      return readBody(context, node);
    case 'PassStatement':
      return;
    case 'IfStatement': {
      const body = node.getChild('Body')!;
      const condition = context.text.slice(node.from + 2, body.from);
      if (/^\s*\(?\s*__name__\s*==\s*['"]__main__['"]\s*\)?\s*$/.test(condition))
        return readBody(context, body);
      return passOver(context, node);
    }
    default:
      return passOver(context, node);
  }
}

/** A statement that cannot be followed: refused if it has to do with the model, else ignored. */
function passOver(context: Context, node: SyntaxNode): void {
  const word = /^\w+/.exec(context.source(node))?.[0] ?? node.name;
  const cursor = node.cursor();
  do {
    if (cursor.name !== 'VariableName') continue;
    const name = context.text.slice(cursor.from, cursor.to);
    if (touchesModel(context, name)) throw new CodeError({ from: node.from, to: node.from + word.length }, codeMessages.cannotFollow(word)); // prettier-ignore
  } while (cursor.next() && cursor.from < node.to);
  context.note({ from: node.from, to: node.from + word.length }, codeMessages.passedOver(word));
}

function touchesModel(context: Context, name: string): boolean {
  const value = context.names.get(name);
  if (value?.kind === 'model' || value?.kind === 'layer') return true;
  const path = value?.kind === 'name' ? value.path : Object.hasOwn(assumed, name) ? assumed[name]! : ''; // prettier-ignore
  if (/^keras(\.layers|\.Sequential|\.models|\.optimizers|$)/.test(path)) return true;
  return !value && (name === 'model' || context.catalog.some(({ keras }) => keras === name));
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
      context.names.set(alias ?? path, { kind: 'name', path: full });
    } else {
      const name = alias ?? path.split('.')[0]!;
      context.names.set(name, { kind: 'name', path: canonical(alias ? path : name) });
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
  const right = sides.pop()!;
  if (right.length === 0) return;
  const targets = sides.flat().filter(({ name }) => name === 'VariableName');
  let value: Value;
  try {
    value = readSide(context, right);
  } catch (error) {
    // What uses the name later has nothing wrong with it.
    for (const target of targets)
      context.names.set(context.source(target), { kind: 'unknown', what: context.source(target) });
    throw error;
  }
  for (const side of sides) assign(context, side, value);
}

function readSide(context: Context, nodes: SyntaxNode[]): Value {
  if (nodes.length === 1) return read(context, nodes[0]!);
  const items = nodes.map(({ from, to }, i) => ({ value: read(context, nodes[i]!), from, to }));
  return { kind: 'list', tuple: true, items };
}

function assign(context: Context, targets: SyntaxNode[], value: Value): void {
  const [target] = targets;
  if (targets.length === 1 && target) {
    if (target.name === 'TupleExpression' || target.name === 'ArrayExpression')
      return assign(context, expressionsIn(target), value);
    if (target.name === 'VariableName') context.names.set(context.source(target), value);
    return;
  }
  targets.forEach((part, i) => {
    const item: Located | undefined = value.kind === 'list' ? value.items[i] : undefined;
    const { from, to } = part;
    const unknown: Value = { kind: 'unknown', what: context.text.slice(from, to) };
    assign(context, [part], item?.value ?? unknown);
  });
}

/** `filters *= 2`, `layers += […]`. */
function readUpdate(context: Context, node: SyntaxNode): void {
  const [target, operatorNode, right] = expressionsIn(node);
  const name = context.source(target!);
  const before = context.names.get(name);
  const value = read(context, right!);
  const operator = context.source(operatorNode!).slice(0, -1);
  let after: Value = { kind: 'unknown', what: name };
  if (before?.kind === 'number' && value.kind === 'number') {
    const whole = before.whole && value.whole;
    const results: Record<string, number> = {
      '+': before.value + value.value,
      '-': before.value - value.value,
      '*': before.value * value.value,
      '/': before.value / value.value,
      '//': Math.floor(before.value / value.value),
    };
    const result = results[operator];
    if (result !== undefined && Number.isFinite(result))
      after = { kind: 'number', value: result, whole: whole && operator !== '/' };
  } else if (before?.kind === 'list' && value.kind === 'list' && operator === '+') {
    after = { ...before, items: joined(node, before.items, value.items) };
  }
  context.names.set(name, after);
}

function readExpressionStatement(context: Context, node: SyntaxNode): void {
  for (const part of expressionsIn(node)) {
    const value = read(context, part);
    if (value.kind === 'layer') throw new CodeError(part, codeMessages.loneLayer);
    // What a notebook shows or draws needs no word; what might change something does.
    const quiet =
      /^(print|plt|ax\w*|fig\w*|sns|display|model|keras|tf|np|help|\w+\.(shape|head|dtype))\b/;
    if (value.kind === 'unknown' && part.name === 'CallExpression' && !quiet.test(value.what))
      context.note(part, codeMessages.passedOver(show(value)));
  }
}

/** Loops over lists, tuples and ranges are unrolled. */
function readLoop(context: Context, node: SyntaxNode): void {
  const parts = expressionsIn(node);
  const at = parts.findIndex(({ name }) => name === 'in');
  const targets = parts.slice(1, at).filter(({ name }) => name !== ',');
  const end = parts.findIndex(({ name }) => name === 'Body');
  const body = parts[end]!;
  const over = parts.slice(at + 1, end).filter(({ name }) => name !== ',');
  const values = readSide(context, over);
  if (values.kind !== 'list') return passOver(context, node);
  context.loops += 1;
  try {
    const mistakes = context.mistakes.length;
    for (const item of values.items) {
      assign(context, targets, item.value);
      readBody(context, body);
      if (context.mistakes.length > mistakes) return;
    }
  } finally {
    context.loops -= 1;
  }
}
