import { stops, type Lock, type Stop } from '../address/hash';
import { exercises } from '../exercises/exercise';

/** What a course system is told: of an assignment, the parts that are done and those that are not. */
export interface Progress {
  /** What the assignment asks for: the exercises, or the one stop that its link holds. */
  parts: { name: Stop; isDone: boolean }[];
  /** Stops whose question was answered correctly, and exercises that were passed besides. */
  done: Stop[];
  /** Share of the parts that are done, 0 to 1. */
  score: number;
  isComplete: boolean;
}

/** Without a question to answer: done is who has trained a network there. */
export const isTrainedAt = (stop: Stop) => stop === 'lab' || stop === 'export';

/**
 * Of the assignment that a link sets: the stop it holds, or else the three exercises. `runs`: how many
 * runs have come to their end.
 */
export function progressOf(
  stop: Stop,
  locks: readonly Lock[],
  done: ReadonlySet<string>,
  runs: number,
): Progress {
  const asked = locks.includes('stop') ? [stop] : (Object.keys(exercises) as Stop[]);
  const isDone = (name: Stop) => done.has(name) || (isTrainedAt(name) && runs > 0);
  const parts = asked.map((name) => ({ name, isDone: isDone(name) }));
  const score = parts.filter((part) => part.isDone).length / parts.length;
  return {
    parts,
    done: stops.filter((name) => done.has(name) || parts.some((part) => part.name === name && part.isDone)), // prettier-ignore
    score,
    isComplete: score === 1,
  };
}
