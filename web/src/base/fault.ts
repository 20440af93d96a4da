/**
 * What is wrong, whoever found it: the engine, a worker, storage or a reader of files. It says the
 * problem and its facts, and no sentence: messages/faults.ts makes one, in the page's language.
 */
import type { Fault as EngineFault, FaultCode } from '../../../wasm/lab';
import type { PageProblem, PageProblems } from './problems';

/** What kind of thing is at fault, which decides what the page does about it. */
export type PageFaultCode =
  | 'engine_lost'
  | 'timed_out'
  /** A file of the page itself. */
  | 'bad_part'
  | 'bad_shard'
  | 'bad_picture'
  /** A file that the learner opened. */
  | 'bad_file'
  | 'storage'
  | 'download';

export type PageFault = {
  [P in PageProblem]: {
    code: FaultCode | PageFaultCode;
    problem: P;
    /** What it is about: a path, or a file's name; empty when general. */
    where: string;
    facts: PageProblems[P];
    fix?: undefined;
  };
}[PageProblem];

/** The engine's without its English sentence, which is for the command line. */
export type Fault =
  PageFault | (Omit<EngineFault, 'code' | 'message'> & { code: FaultCode | PageFaultCode });

export type Reply<T> = { ok: true; value: T } | { ok: false; fault: Fault };

export const faultOf = <P extends PageProblem>(
  code: Fault['code'],
  problem: P,
  facts: PageProblems[P],
  where = '',
): Fault => ({ code, problem, where, facts }) as PageFault;

export const refusal = (fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault });

/** Thrown by what reads a file: it cannot be used, and `fault` says why. */
export class Refused extends Error {
  constructor(readonly fault: Fault) {
    super(fault.problem);
  }
}

/** A file of the learner's that cannot be used. */
export const badFile = <P extends PageProblem>(problem: P, facts: PageProblems[P], where = '') =>
  new Refused(faultOf('bad_file', problem, facts, where));

/** Classes of errors by which JavaScript tells a lack of memory; the second is Firefox's. */
const memoryErrors = ['RangeError', 'InternalError'];

/** Whatever was thrown, as a fault; what a platform says in words is passed on as it is. */
export function thrown(error: unknown, code: Fault['code'] = 'internal'): Fault {
  if (error instanceof Refused) return error.fault;
  const isError = error instanceof Error;
  // Where there is no memory even for an error, Firefox throws this text.
  if ((isError && memoryErrors.includes(error.name)) || error === 'out of memory')
    return { code, problem: 'out_of_memory', where: '', facts: {} };
  const what = isError ? error.message : String(error);
  return { code, problem: 'internal', where: '', facts: { what } };
}
