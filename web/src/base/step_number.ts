export interface Steps {
  min?: number | undefined;
  max?: number | undefined;
  /** Without one, a number steps by its leading digit: 0.001, 0.002, …, 0.009, 0.01, 0.02. */
  step?: number | undefined;
  /** Usual values, in order: the Page keys go from one to the next. */
  choices?: number[] | undefined;
}

/** What an arrow key, or with `far` a Page key, makes of a number; never beyond its limits. */
export function stepNumber(value: number | null, by: 1 | -1, far: boolean, steps: Steps): number {
  const { min = -Infinity, max = Infinity, step, choices } = steps;
  if (value === null) return Math.max(min, Math.min(max, choices?.[0] ?? 0));
  const next = far ? (beyond(value, by, choices) ?? leap(value, by, step)) : near(value, by, step);
  // 0.1 + 0.2 is 0.3 for whoever presses a key.
  return Math.max(min, Math.min(max, Number(next.toPrecision(12))));
}

const near = (value: number, by: number, step: number | undefined) =>
  value + by * (step ?? leadingUnit(value, by));

const leap = (value: number, by: number, step: number | undefined) =>
  step === undefined ? value * 10 ** by : value + 10 * by * step;

const beyond = (value: number, by: number, choices: number[] = []) =>
  by > 0 ? choices.find((choice) => choice > value) : choices.findLast((choice) => choice < value);

/** One in the place of the first digit; on the way down from 0.01 that is 0.001. */
function leadingUnit(value: number, by: number): number {
  if (value === 0) return 0.1;
  const [digits, place] = Math.abs(value).toExponential().split('e') as [string, string];
  return 10 ** (Number(place) - (digits === '1' && value * by < 0 ? 1 : 0));
}
