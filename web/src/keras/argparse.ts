import type { Call } from './context';
import { none, plain, truth, unknown, type Value } from './values';

/** argparse, whose defaults decide where nobody gives a program arguments. */

type Parser = Value & { kind: 'made' };

export function bindParser({ from, to }: Call): Value {
  return { kind: 'made', name: 'ArgumentParser', path: 'argparse.ArgumentParser', given: new Map(), at: { from, to }, rest: [] }; // prettier-ignore
}

export function methodOfParser(parser: Parser, name: string, call: Call): Value | null {
  if (name === 'add_argument') return addArgument(parser, call);
  if (name === 'add_argument_group' || name === 'add_mutually_exclusive_group') return parser;
  if (name === 'set_defaults') {
    for (const [key, value] of call.args.named) parser.given.set(key, value);
    return none;
  }
  if (!/^parse_(known_)?args$/.test(name)) return null;
  const attributes = new Map([...parser.given].map(([key, { value }]) => [key, value]));
  const object: Value = { kind: 'object', of: null, attributes };
  const { from, to } = call;
  if (name === 'parse_args') return object;
  return { kind: 'list', tuple: true, items: [{ value: object, from, to }, { value: unknown('rest'), from, to }] }; // prettier-ignore
}

/** `add_argument('-b', '--batch-size', type=int, default=32)`. */
function addArgument(parser: Parser, call: Call): Value {
  const { positional, named } = call.args;
  const names = positional
    .map(({ value }) => plain(value))
    .filter((one) => typeof one === 'string');
  const own = names.find((one) => one.startsWith('--')) ?? names[0];
  const given = named.get('dest');
  const key = given && given.value.kind === 'string' ? given.value.value : own?.replace(/^-+/, '').replace(/-/g, '_'); // prettier-ignore
  if (!key) return none;
  const { from, to } = call;
  const action = plain(named.get('action')?.value ?? none);
  const usual: Value = action === 'store_true' ? truth(false) : action === 'store_false' ? truth(true) : own?.startsWith('-') ? none : unknown(key); // prettier-ignore
  parser.given.set(key, named.get('default') ?? { value: usual, from, to });
  return none;
}
