import type { ModelSpec } from '../../../wasm/lab';
import answer1 from '../../../assets/exercises/answers/exercise-1.json';
import answer2 from '../../../assets/exercises/answers/exercise-2.json';
import answer3 from '../../../assets/exercises/answers/exercise-3.json';
import exercise1 from '../../../assets/exercises/exercise-1.json';
import exercise2 from '../../../assets/exercises/exercise-2.json';
import exercise3 from '../../../assets/exercises/exercise-3.json';
import { presets } from '../model/presets';
import type { PresetName } from '../model/presets';
import type { Settings } from '../model/settings';

/** The exercises as assets/exercises/schema.json has them; a test holds the files to it. */

export type ExerciseName = 'exercise-1' | 'exercise-2' | 'exercise-3';

export type StructureCheck =
  | { check: 'blocks'; least: number }
  | { check: 'layers'; kinds: string[]; least: number }
  | { check: 'rates'; kinds: string[]; above: number; below: number }
  | { check: 'own' }
  | { check: 'works' };

export type ResultCheck =
  | { check: 'epochs' | 'pictures' | 'learned'; least: number }
  | { check: 'tried'; what: 'epochs'; least: number }
  | { check: 'gap'; most: number; from: number }
  | { check: 'test_accuracy'; lose: number };

export interface Exercise {
  exercise: ExerciseName;
  starter: PresetName | ExerciseName;
  settings: Partial<Settings>;
  pieces: number[];
  baseline: { preset: PresetName } | { without: string[] };
  structure: StructureCheck[];
  result: ResultCheck[];
}

export const exercises = {
  'exercise-1': exercise1,
  'exercise-2': exercise2,
  'exercise-3': exercise3,
} as unknown as Record<ExerciseName, Exercise>;

export const answers: Record<ExerciseName, ModelSpec> = {
  'exercise-1': answer1,
  'exercise-2': answer2,
  'exercise-3': answer3,
};

export const starterOf = ({ starter }: Exercise): ModelSpec =>
  starter in presets ? presets[starter as PresetName] : answers[starter as ExerciseName];
