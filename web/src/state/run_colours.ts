import type { RunRecord } from './run';

/** As many as styles/tokens.css has for runs that are compared: `--run-0` and on. */
const colours = 5;

/** Each run behind with a colour of its own, as long as there are enough: by its number, so that it keeps it. */
export function runColours(
  behind: readonly Pick<RunRecord, 'id' | 'number'>[],
): Map<number, number> {
  const given = new Map<number, number>();
  for (const { id, number } of behind) {
    const taken = [...given.values()];
    const times = (colour: number) => taken.filter((one) => one === colour).length;
    const least = Math.min(...Array.from({ length: colours }, (_, colour) => times(colour)));
    let colour = Math.abs(number) % colours;
    while (times(colour) > least) colour = (colour + 1) % colours;
    given.set(id, colour);
  }
  return given;
}
