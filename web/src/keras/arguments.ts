import type { SyntaxNode } from '@lezer/common';
import { codeMessages } from '../messages/code';
import type { Context } from './context';
import { read } from './expressions';
import { CodeError, nearest, type Span } from './source';
import type { Located } from './values';

export interface Arguments extends Span {
  positional: Located[];
  named: Map<string, Located & { name: Span }>;
}

/** The arguments of a call, each read. */
export function readArguments(context: Context, list: SyntaxNode): Arguments {
  const args: Arguments = { from: list.from, to: list.to, positional: [], named: new Map() };
  let name: SyntaxNode | null = null;
  for (let node = list.firstChild; node; node = node.nextSibling) {
    if (/^[(),]$|^Comment$|^AssignOp$/.test(node.name)) continue;
    if (node.name === '*' || node.name === '**')
      throw new CodeError(node, codeMessages.stars(node.name));
    if (node.name === 'for' || node.name === 'async')
      throw new CodeError(list, codeMessages.comprehension);
    if (!name && node.name === 'VariableName' && nextToken(node)?.name === 'AssignOp') {
      name = node;
      continue;
    }
    const located = { value: read(context, node), from: node.from, to: node.to };
    if (name) {
      const key = context.source(name);
      if (args.named.has(key)) throw new CodeError(name, codeMessages.twice(key));
      args.named.set(key, { ...located, name: { from: name.from, to: name.to } });
      name = null;
    } else {
      if (args.named.size > 0) throw new CodeError(node, codeMessages.positionalAfterNamed);
      args.positional.push(located);
    }
  }
  return args;
}

function nextToken(node: SyntaxNode): SyntaxNode | null {
  let next = node.nextSibling;
  while (next?.name === 'Comment') next = next.nextSibling;
  return next;
}

/**
 * Arguments by name, as Python binds them: positional ones take the names of `signature` in their
 * order, and those of `onlyNamed` cannot be given without a name.
 */
export function bind(
  args: Arguments,
  signature: string[],
  callee: string,
  onlyNamed: string[] = [],
): Map<string, Located> {
  const all = [...signature, ...onlyNamed];
  const bound = new Map<string, Located>();
  args.positional.forEach((value, i) => {
    const name = signature[i];
    if (!name) throw new CodeError(value, codeMessages.tooMany(callee, signature));
    bound.set(name, value);
  });
  for (const [name, value] of args.named) {
    if (!all.includes(name)) {
      const meant = name === 'lr' ? 'learning_rate' : nearest(name, all);
      const known = meant && all.includes(meant) ? meant : null;
      throw new CodeError(value.name, codeMessages.unknownArgument(callee, name, known, all));
    }
    if (bound.has(name)) throw new CodeError(value.name, codeMessages.twice(name));
    bound.set(name, value);
  }
  return bound;
}

/**
 * Holds a call whose arguments are not read to the signature of what it calls: no more positional
 * ones than Python would take, none given twice, none without a name behind one with a name.
 */
export function holdToSignature(
  context: Context,
  list: SyntaxNode,
  signature: string[],
  callee: string,
): void {
  const given = new Set<string>();
  let positional = 0;
  for (let node = list.firstChild; node; node = node.nextSibling) {
    if (/^[(),]$|^Comment$/.test(node.name)) continue;
    // What stars unpack is not known, nor what a comprehension is.
    if (/^(\*\*?|for|async)$/.test(node.name)) return;
    const isNamed = node.name === 'VariableName' && nextToken(node)?.name === 'AssignOp';
    if (isNamed) {
      const name = context.source(node);
      if (given.has(name)) throw new CodeError(node, codeMessages.twice(name));
      given.add(name);
      // Its value follows the sign.
      while (node.name !== 'AssignOp') node = node.nextSibling!;
      node = nextToken(node) ?? node;
    } else {
      const name = signature[positional++];
      if (given.size > positional - 1) throw new CodeError(node, codeMessages.positionalAfterNamed);
      if (!name) throw new CodeError(node, codeMessages.tooMany(callee, signature));
      given.add(name);
    }
  }
}
