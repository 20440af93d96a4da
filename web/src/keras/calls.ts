import { callBuiltin, callMethodOf } from './builtins';
import type { Call, Context } from './context';
import { callFunction, makeObject, notFollowed, withFirst } from './functions';
import { CodeError, finding } from './source';
import { refused, show, type Value } from './values';

/** What a call gives. Calls of what is not known here are not followed. */
export function callValue(context: Context, callee: Value, call: Call): Value {
  switch (callee.kind) {
    case 'name':
      return context.library.call(context, callee.path, call);
    case 'function':
      return callFunction(context, callee.made, call, call.args);
    case 'class':
      return makeObject(context, callee.made, call);
    case 'bound':
      return callValue(context, callee.callee, { ...call, args: withFirst(call.args, callee.first, callee.named) }); // prettier-ignore
    case 'method': {
      const { of, name } = callee;
      if (of.kind === 'super' && name === '__init__') return initialize(context, of, call);
      const own = callMethodOf(of, name, call) ?? context.library.method(context, of, name, call); // prettier-ignore
      if (own) return own;
      if (of.kind === 'list') throw new CodeError(call.callee, finding('listMethod', name));
      return notFollowed(context, call);
    }
    case 'unknown':
      return callBuiltin(context, callee.what, call) ?? context.library.apply(context, callee, call) ?? notFollowed(context, call); // prettier-ignore
    case 'refused':
      return refused;
    case 'object':
    case 'layer':
    case 'model':
    case 'tensor':
    case 'made':
    case 'pictures':
    case 'pipeline':
    case 'super':
      return context.library.apply(context, callee, call) ?? notFollowed(context, call);
    default:
      throw new CodeError(call.callee, finding('notCallable', show(callee)));
  }
}

/** `super().__init__(…)` of a class that is made from one of Keras's. */
function initialize(context: Context, callee: Value & { kind: 'super' }, call: Call): Value {
  const { self, of } = callee;
  if (self.kind === 'object')
    for (const base of of.bases) if (context.library.construct(context, base, self, call)) break;
  return { kind: 'none' };
}
