import { callValue } from './calls';
import type { Evaluator } from './context';
import { evaluate } from './expressions';
import { runBody } from './statements';

/** The parts of the evaluator, which need each other: an expression may call, a call runs statements. */
export const evaluator: Evaluator = { evaluate, run: runBody, call: callValue };
