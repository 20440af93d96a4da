import type { SyntaxNode } from '@lezer/common';
import type { Arguments, Context } from './context';
import { CodeError, finding, nearest } from './source';
import { joined, show, type Located } from './values';

export type { Arguments } from './context';

/** The arguments of a call, each read. A call that is not followed has no mistakes of its own. */
export function readArguments(context: Context, list: SyntaxNode, isForeign = false): Arguments {
  const args: Arguments = { from: list.from, to: list.to, positional: [], named: new Map() };
  let star = '';
  const parts = partsOf(list);
  for (let i = 0; i < parts.length; ++i) {
    const node = parts[i]!;
    if (node.name === '*' || node.name === '**') {
      star = node.name;
      continue;
    }
    if (node.name === 'for' || node.name === 'async') {
      // A generator expression, whose brackets are those of the call.
      args.positional = [{ value: context.evaluate(list), from: list.from, to: list.to }];
      return args;
    }
    if (parts[i + 1]?.name === 'AssignOp' && node.name === 'VariableName') {
      const value = parts[i + 2];
      const key = context.source(node);
      if (args.named.has(key) && !isForeign) throw new CodeError(node, finding('twice', key));
      if (value) read(value, (located) => args.named.set(key, { ...located, name: { from: node.from, to: node.to } })); // prettier-ignore
      i += 2;
      continue;
    }
    if (star) unpack(context, args, node, star);
    else {
      if (args.named.size > 0 && !isForeign) throw new CodeError(node, finding('positionalAfterNamed')); // prettier-ignore
      read(node, (located) => args.positional.push(located));
    }
    star = '';
  }
  return args;

  function read(node: SyntaxNode, keep: (located: Located) => void): void {
    const act = () => keep({ value: context.evaluate(node), from: node.from, to: node.to });
    if (!isForeign) return act();
    try {
      act();
    } catch (error) {
      if (!(error instanceof CodeError)) throw error;
      keep({ value: { kind: 'refused' }, from: node.from, to: node.to });
    }
  }
}

const partsOf = (list: SyntaxNode): SyntaxNode[] => {
  const parts = [];
  for (let node = list.firstChild; node; node = node.nextSibling)
    if (!/^[(),]$|^Comment$/.test(node.name)) parts.push(node);
  return parts;
};

/** `*sizes` and `**options`, where they are known. */
function unpack(context: Context, args: Arguments, node: SyntaxNode, star: string): void {
  const value = context.evaluate(node);
  const { from, to } = node;
  if (value.kind === 'refused') return;
  if (star === '*' && value.kind === 'list') {
    args.positional = joined(node, args.positional, value.items);
  } else if (star === '**' && value.kind === 'dict') {
    for (const [key, item] of value.items) {
      const name = String(JSON.parse(key));
      if (args.named.has(name)) throw new CodeError(node, finding('twice', name));
      args.named.set(name, { value: item.value, from, to, name: { from, to } });
    }
  } else throw new CodeError({ from: from - star.length, to }, finding('stars', star, show(value)));
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
    if (!name) throw new CodeError(value, finding('tooMany', callee, signature));
    bound.set(name, value);
  });
  for (const [name, value] of args.named) {
    if (!all.includes(name)) {
      const meant = nearest(name, all);
      throw new CodeError(value.name, finding('unknownArgument', callee, name, meant, all));
    }
    if (bound.has(name)) throw new CodeError(value.name, finding('twice', name));
    bound.set(name, value);
  }
  return bound;
}

/** Holds a call whose arguments do nothing here to the signature of what it calls. */
export function holdToSignature(args: Arguments, signature: string[], callee: string): void {
  args.positional.forEach((value, i) => {
    if (!signature[i]) throw new CodeError(value, finding('tooMany', callee, signature));
  });
  for (const [name, value] of args.named)
    if (signature.indexOf(name) >= 0 && signature.indexOf(name) < args.positional.length)
      throw new CodeError(value.name, finding('twice', name));
}
