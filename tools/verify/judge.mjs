/** What a record is worth, when its runs have been done again. */

const refutations = {
  question: 'the lesson has no such question',
  option: 'the question has no such option',
  verdict: 'what is said of how it came out does not follow from the option and the number',
};

/** Text of the learner's, without what would move a terminal's cursor. */
export const printable = (text) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();

const runName = ({ model, epochs }, i) =>
  `run ${i + 1}, ${printable(model.name)}, ${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'}`;

/** Says of an outcome what there is and what is wanted, in the page's words. */
function outcomeText({ check, state, yours, target, baseline, chance }, { checks }) {
  if (state === 'waiting' && check !== 'epochs') return 'there is no run to compare it with';
  const { what, yours: has, wanted } = checks[check](yours, target, baseline, chance);
  return `${what}: ${has}, wanted ${wanted}`;
}

/**
 * Judges a record, whose runs became `verdicts`: each { state, text }, of which only a confirmed one
 * shows anything. Returns lines to print, what was refuted and what was not verified, and of each
 * exercise { passed, why }, passed being yes, no or not verified.
 */
export function judgeRecord({ record, isSealed }, verdicts, page) {
  const { answers, passed, reflections, runs } = record;
  const lines = [];
  const refuted = [];
  const unverified = [];
  const refute = (what) => refuted.push(what) && lines.push(`refuted: ${what}`);
  const doubt = (kind, what) => unverified.push(what) && lines.push(`${kind}: ${what}`);
  const counts = (place) => verdicts[place - 1].state === 'confirmed';

  if (!isSealed) refute('the record has been changed since it was made');
  for (const [i, run] of runs.entries()) {
    const { state, text } = verdicts[i];
    const said = `${runName(run, i)}: ${printable(text)}`;
    if (state === 'refuted') refute(said);
    else if (state === 'confirmed')
      lines.push(
        `confirmed: ${runName(run, i)}, test accuracy ${run.epochs.at(-1).test_accuracy}, ${printable(text)}`,
      );
    else doubt(state === 'unverified' ? 'not verified' : state, said);
  }

  const { judgeAnswer, passedBy, missedBy } = page.judge;
  const states = answers.map((answer) => {
    const judged = judgeAnswer(answer, page.questions, runs, counts);
    if (judged.state === 'refuted')
      refute(`answer ${answer.place}, option ${answer.option + 1}: ${refutations[judged.why]}`);
    return judged.state;
  });
  const count = (state) => states.filter((one) => one === state).length;
  lines.push(
    `answers: ${count('right')} right, ${count('wrong')} wrong; predictions: ${count('came')} came true, ` +
      `${count('differently')} came out differently, ${count('open')} open, ${count('unshown')} not shown by these runs`,
  );
  if (count('unshown') > 0)
    doubt('not shown', `no confirmed run shows how ${count('unshown')} of the predictions came out`); // prettier-ignore

  const outcomes = new Map();
  for (const name of Object.keys(page.exercise.exercises)) {
    const by = passedBy(name, runs, counts);
    const perhaps = by === null ? passedBy(name, runs) : null;
    const isSaid = passed.includes(name);
    if (by !== null) {
      outcomes.set(name, { passed: 'yes', why: `by run ${by}` });
      lines.push(`passed: ${name}, by run ${by} of the record`);
    } else if (perhaps !== null) {
      const open = verdicts.findIndex(({ state }) => state !== 'confirmed');
      const why = `only with runs that are not confirmed: run ${open + 1}: ${printable(verdicts[open].text)}`;
      outcomes.set(name, { passed: 'not verified', why });
      doubt('not shown', `${name} is passed ${why}`);
    } else if (isSaid) {
      const why = `said to be passed, but no run of the record does it`;
      outcomes.set(name, { passed: 'not verified', why });
      doubt('not shown', `${name} is ${why}`);
    } else {
      const missed = missedBy(name, runs, counts);
      const why = missed
        ? `run ${missed.run}: ${outcomeText(missed.outcome, page.words.exercises)}`
        : 'no run of it';
      outcomes.set(name, { passed: 'no', why });
    }
  }
  for (const stop of passed)
    if (!outcomes.has(stop)) refute(`${stop} is no exercise, and cannot be passed`);
  // A record that is untrue in one place vouches for nothing.
  if (refuted.length > 0)
    for (const name of outcomes.keys()) outcomes.set(name, { passed: 'no', why: refuted.join('; ') }); // prettier-ignore
  for (const { exercise, text } of reflections)
    lines.push(`written to ${exercise}: ${printable(text)}`);
  return { lines, refuted, unverified, outcomes };
}
