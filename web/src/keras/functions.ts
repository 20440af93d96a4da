import type { SyntaxNode } from '@lezer/common';
import { bind, type Arguments } from './arguments';
import type { Call, Context } from './context';
import { parameterDefaults, memberOf } from './expressions';
import { CodeError, finding } from './source';
import { none, Scope, unknown, type Located, type ReadClass, type ReadFunction, type Value } from './values'; // prettier-ignore

/** Functions that call each other so deep are not followed. */
const mostDeep = 40;

/** How a function ends: thrown where `return` stands, caught where it was called. */
export class Returned extends Error {
  constructor(readonly value: Value) {
    super();
  }
}

interface Parameters {
  positional: string[];
  named: string[];
  star: string | null;
  stars: string | null;
}

/** What a function takes. */
export function parametersOf(context: Context, list: SyntaxNode | null): Parameters {
  const found: Parameters = { positional: [], named: [], star: null, stars: null };
  let behindStar = false;
  for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
    if (node.name === '*') behindStar = true;
    if (node.name !== 'VariableName' || node.prevSibling?.name === 'AssignOp') continue;
    const name = context.source(node);
    if (node.prevSibling?.name === '*') found.star = name;
    else if (node.prevSibling?.name === '**') found.stars = name;
    else (behindStar ? found.named : found.positional).push(name);
  }
  return found;
}

/** Calls a function of the program's own: its body is read with its parameters. */
export function callFunction(
  context: Context,
  made: ReadFunction,
  call: Call,
  args: Arguments,
): Value {
  // prettier-ignore
  if (context.depth >= mostDeep) throw new CodeError(call, finding('tooDeepCalls', mostDeep));
  const parameters = parametersOf(context, made.node.getChild('ParamList'));
  const scope = new Scope(made.scope);
  for (const [name, value] of bindOwn(args, parameters, made, call)) scope.names.set(name, value);
  const outer = context.scope;
  context.scope = scope;
  context.depth += 1;
  context.owners.push(made.owner ?? null);
  try {
    if (made.node.name === 'LambdaExpression') return context.evaluate(made.node.lastChild!);
    context.run(made.node.getChild('Body')!);
    return none;
  } catch (error) {
    if (error instanceof Returned) return error.value;
    throw error;
  } finally {
    context.owners.pop();
    context.depth -= 1;
    context.scope = outer;
  }
}

function bindOwn(
  args: Arguments,
  parameters: Parameters,
  made: ReadFunction,
  call: Call,
): Map<string, Value> {
  // prettier-ignore
  const { positional, named, star, stars } = parameters;
  const rest = star ? args.positional.slice(positional.length) : [];
  const known = new Map([...args.named].filter(([name]) => !stars || positional.includes(name) || named.includes(name))); // prettier-ignore
  const taken: Arguments = { ...args, positional: star ? args.positional.slice(0, positional.length) : args.positional, named: known }; // prettier-ignore
  const bound = bind(taken, positional, made.name, named);
  const result = new Map<string, Value>();
  for (const name of [...positional, ...named]) {
    const value = bound.get(name) ?? made.defaults.get(name);
    if (!value) throw new CodeError(call, finding('argumentMissing', made.name, name));
    result.set(name, value.value);
  }
  if (star) result.set(star, { kind: 'list', tuple: true, items: rest });
  if (stars) {
    const items = new Map<string, Located>();
    for (const [name, value] of args.named) if (!known.has(name)) items.set(JSON.stringify(name), value); // prettier-ignore
    result.set(stars, { kind: 'dict', items });
  }
  return result;
}

export function makeFunction(context: Context, node: SyntaxNode, kind?: string): Value {
  const name = context.source(node.getChild('VariableName')!);
  const defaults = parameterDefaults(context, node.getChild('ParamList'));
  return { kind: 'function', made: { name, node, scope: context.scope, defaults, ...(kind && { kind }) } }; // prettier-ignore
}

/** A class: its body is read in a scope of its own, and what it names are its members. */
export function makeClass(context: Context, node: SyntaxNode, isData: boolean): Value {
  const name = context.source(node.getChild('VariableName')!);
  const bases: Value[] = [];
  const list = node.getChild('ArgList');
  for (let part = list?.firstChild ?? null; part; part = part.nextSibling)
    if (
      /^(VariableName|MemberExpression)$/.test(part.name) &&
      part.nextSibling?.name !== 'AssignOp'
    )
      bases.push(context.evaluate(part));
  const made: ReadClass = { name, node, bases, members: new Map(), fields: null };
  const outer = context.scope;
  const scope = new Scope(outer);
  context.scope = scope;
  try {
    context.run(node.getChild('Body')!);
  } finally {
    context.scope = outer;
  }
  const inherited = bases.flatMap((base) =>
    base.kind === 'class' ? (base.made.fields ?? []) : [],
  );
  const isTuple = bases.some((base) => base.kind === 'name' && /NamedTuple$/.test(base.path));
  if (isData || isTuple) made.fields = [...new Set([...inherited, ...annotated(context, node)])];
  for (const [key, value] of scope.names) {
    if (value.kind === 'function' && value.made.scope === scope)
      made.members.set(key, {
        kind: 'function',
        made: { ...value.made, owner: made, scope: outer },
      });
    else made.members.set(key, value);
  }
  return { kind: 'class', made };
}

/** The annotated names of a class, in their order: the fields of a dataclass. */
function annotated(context: Context, node: SyntaxNode): string[] {
  const fields = [];
  for (let part = node.getChild('Body')!.firstChild; part; part = part.nextSibling)
    if (part.name === 'AssignStatement' && part.getChild('TypeDef'))
      fields.push(context.source(part.firstChild!));
  return fields;
}

/** An object of a class of the program's own. */
export function makeObject(context: Context, made: ReadClass, call: Call): Value {
  const object: Value & { kind: 'object' } = { kind: 'object', of: made, attributes: new Map() };
  const { from, to } = call;
  const begin = memberOf(made, '__init__');
  if (begin?.kind === 'function') {
    const args = {
      ...call.args,
      positional: [{ value: object, from, to }, ...call.args.positional],
    };
    callFunction(context, begin.made, call, args);
  } else if (made.fields) {
    const bound = bind(call.args, made.fields, made.name);
    const nothing = { ...call.args, positional: [], named: new Map() };
    for (const field of made.fields) {
      const usual = memberOf(made, field);
      const factory = usual?.kind === 'made' ? usual.given.get('default_factory') : undefined;
      const value = bound.get(field)?.value ?? (factory ? context.call(factory.value, { ...call, args: nothing }) : usual); // prettier-ignore
      if (!value) throw new CodeError(call, finding('argumentMissing', made.name, field));
      object.attributes.set(field, value);
    }
    const then = memberOf(made, '__post_init__');
    if (then?.kind === 'function') callFunction(context, then.made, call, { ...nothing, positional: [{ value: object, from, to }] }); // prettier-ignore
  } else {
    for (const base of made.bases) if (context.library.construct(context, base, object, call)) break; // prettier-ignore
  }
  return object.model ? { kind: 'model', model: object.model } : object;
}

/** `partial(callee, …)`, a method with its object, and everything else with arguments put first. */
export function withFirst(
  args: Arguments,
  first: Located[],
  named: Map<string, Located>,
): Arguments {
  const all = new Map(args.named);
  for (const [name, value] of named)
    if (!all.has(name)) all.set(name, { ...value, name: { from: value.from, to: value.to } });
  return { ...args, positional: [...first, ...args.positional], named: all };
}

export const notFollowed = (context: Context, call: Call): Value => unknown(context.source(call));
