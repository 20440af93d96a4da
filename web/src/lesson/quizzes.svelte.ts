import { quiz as m } from '../messages/quiz';
import { presets } from '../model/presets';
import type { PresetName } from '../model/presets';
import type { Records } from '../state/records.svelte';
import type { RunRecord } from '../state/run';
import { recall, remember } from '../base/remembered';
import { decisionOn, readSubject, type Decision } from './about';
import { holds, measured, readCondition, type Measure } from './condition';
import { named } from './named.svelte';
import { predicted } from './predicted.svelte';
import { done } from '../state/done.svelte';

/** What the learner chose, by the place of the question: `4/0` is the first one of stop 4. */
export interface Choice {
  option: number;
  /** Of a prediction: the number of the last run that had begun when it was made. */
  after?: number;
  verdict?: Verdict;
}

/**
 * Of a prediction, once a run has decided it; it stays as it is then. No words, because the page has
 * two languages.
 */
export interface Verdict {
  came: boolean;
  measure: Measure;
  value: number;
  /** Name of the model that was compared with, or ''. */
  other: string;
  /** Which runs; verdicts of earlier versions do not say it. */
  run?: Told;
  against?: Told;
}

/** What is told of a run, whatever becomes of it. */
export interface Told {
  number: number;
  model: string;
  epochs: number;
  pictures: number;
  seed: number;
}

const told = ({ number, model, epochs, settings }: RunRecord): Told => ({
  number,
  model: model.name,
  epochs: epochs.length,
  pictures: settings.training_pictures,
  seed: settings.seed,
});

/** Brings the questions of the static lesson to life: predictions to commit to, and checks. */
export function connectQuizzes(records: Records): void {
  const choices = readChoices();
  const save = () => remember('choices', JSON.stringify(Object.fromEntries(choices)));
  for (const section of document.querySelectorAll<HTMLElement>('.stop')) {
    const stop = section.dataset.stop!;
    section.querySelectorAll<HTMLFormElement>('form.quiz').forEach((form, i) => {
      const place = `${stop}/${i}`;
      name(form, place);
      if (form.dataset.quiz === 'check') connectCheck(form, stop, place, choices, save);
      else connectPrediction(form, place, choices, save, records);
    });
  }
}

export function readChoices(): Map<string, Choice> {
  try {
    const kept = JSON.parse(recall('choices') ?? '{}') as Record<string, Choice>;
    return new Map(Object.entries(kept).filter(([, choice]) => Number.isInteger(choice?.option)));
  } catch {
    return new Map();
  }
}

const radios = (form: HTMLFormElement) => [
  ...form.querySelectorAll<HTMLInputElement>('input[type=radio]'),
];

function name(form: HTMLFormElement, place: string): void {
  for (const radio of radios(form)) radio.name = `quiz-${place}`;
  form.addEventListener('submit', (event) => event.preventDefault());
}

function paragraph(form: HTMLFormElement, className: string): HTMLParagraphElement {
  const text = document.createElement('p');
  text.className = className;
  // Not role=status: the page has one, and it is the run's.
  text.setAttribute('aria-live', 'polite');
  form.append(text);
  return text;
}

function connectCheck(
  form: HTMLFormElement,
  stop: string,
  place: string,
  choices: Map<string, Choice>,
  save: () => void,
): void {
  const verdict = paragraph(form, 'quiz-verdict');
  const answer = (option: number) => {
    radios(form).forEach((radio, i) => {
      const row = radio.closest<HTMLElement>('.option')!;
      const chosen = i === option;
      radio.checked = chosen;
      row.querySelector<HTMLElement>('.feedback')!.hidden = !chosen;
      row.classList.toggle('right', chosen && radio.dataset.when === 'right');
      row.classList.toggle('wrong', chosen && radio.dataset.when !== 'right');
    });
    const right = radios(form)[option]?.dataset.when === 'right';
    verdict.textContent = right ? m.right : m.wrong;
    form.dataset.outcome = right ? 'came' : 'not';
    if (right) done.answer(stop);
  };
  const kept = choices.get(place);
  if (kept) answer(kept.option);
  radios(form).forEach((radio, option) =>
    radio.addEventListener('change', () => {
      choices.set(place, { option });
      save();
      answer(option);
    }),
  );
}

function connectPrediction(
  form: HTMLFormElement,
  place: string,
  choices: Map<string, Choice>,
  save: () => void,
  records: Records,
): void {
  const options = radios(form);
  const fact = options.findIndex(({ dataset }) => dataset.when === 'right');
  const subject = fact < 0 ? readSubject(form.dataset.about!) : null;
  const button = document.createElement('button');
  button.type = 'submit';
  button.className = 'button';
  form.append(button);
  const verdict = paragraph(form, 'quiz-verdict');

  /** What to say to a choice: at once where the answer is a fact, or else after a run. */
  const outcomeOf = ({ option, verdict }: Choice) => {
    if (fact >= 0) {
      const came = option === fact;
      return { came, text: came ? m.right : m.isNot(label(options[fact]!)) };
    }
    const say = verdict && m.measures[verdict.measure];
    if (!say) return null;
    const { run, against } = verdict;
    const what = say(verdict.value, verdict.other) + (run ? ` ${m.by(run, against ?? null)}` : '');
    const text = verdict.came ? m.came(what) : m.didNotCome(what);
    const isOfTest = verdict.measure === 'test' && named.last;
    const person = isOfTest ? ` ${m.youNamed(named.last!.right)}` : '';
    return { came: verdict.came, text: text + person };
  };

  const predictionOf = ({ option, after = 0, verdict }: Choice) => ({
    subject: subject!,
    bounds: readCondition(options[option]!.dataset.when!),
    after,
    // Earlier versions did not say which run it was: then it is none that is shown.
    decided: verdict ? (verdict.run?.number ?? 0) : null,
  });

  /** What an open prediction waits for. */
  const waiting = ({ after = 0 }: Choice) => {
    if (!subject) return '';
    const { lacking } = decisionOn(subject, records.ofCifar10, after);
    const { what, epochs, pictures, against } = subject;
    const nameOf = (name: string) => presets[name as PresetName]?.name ?? null;
    return lacking
      ? m.lacking(told(lacking), nameOf(against!))
      : m.committed(nameOf(what), what === 'latest', epochs ?? null, pictures ?? null);
  };

  const show = () => {
    const choice = choices.get(place);
    if (subject) predicted.set(place, choice ? predictionOf(choice) : null);
    options.forEach((radio, i) => {
      radio.disabled = choice !== undefined;
      if (choice) radio.checked = i === choice.option;
    });
    write(button, choice ? m.again : m.commit);
    const outcome = choice ? outcomeOf(choice) : null;
    button.hidden = choice !== undefined && !outcome;
    write(verdict, choice ? (outcome?.text ?? waiting(choice)) : '');
    form.classList.toggle('came', outcome?.came === true);
    // For the page that closes the lesson (lesson/answered.ts).
    if (outcome) form.dataset.outcome = outcome.came ? 'came' : 'not';
    else delete form.dataset.outcome;
  };

  /** Holds what was predicted against the learner's run, once: what comes later changes nothing. */
  const judge = () => {
    const choice = choices.get(place);
    if (!choice || choice.verdict || !subject) return;
    const { decision } = decisionOn(subject, records.ofCifar10, choice.after ?? 0);
    if (!decision) return;
    choice.verdict = verdictOf(options[choice.option]!.dataset.when!, decision);
    save();
  };

  form.addEventListener('submit', () => {
    if (choices.has(place)) choices.delete(place);
    else {
      const option = options.findIndex(({ checked }) => checked);
      if (option < 0) {
        verdict.textContent = m.chooseFirst;
        return;
      }
      choices.set(place, { option, ...(subject && { after: records.lastNumber }) });
    }
    save();
    show();
    // The button that was pressed may be gone now: the focus stays with the question.
    if (button.hidden) form.querySelector<HTMLElement>('legend')!.focus();
  });
  form.querySelector('legend')!.tabIndex = -1;

  $effect.root(() => {
    $effect(() => {
      if (records.ofCifar10.length > 0) judge();
      show();
    });
  });
}

function verdictOf(condition: string, { run, other }: Decision): Verdict {
  const bounds = readCondition(condition);
  return {
    came: holds(bounds, run, other),
    measure: bounds[0]!.measure,
    value: measured(bounds, run, other)!,
    other: other?.model.name ?? '',
    run: told(run),
    ...(other && { against: told(other) }),
  };
}

/** What is the same is not written again: a screen reader would say it again. */
const write = (element: HTMLElement, text: string) => {
  if (element.textContent !== text) element.textContent = text;
};

const label = (radio: HTMLInputElement) => radio.nextElementSibling!.textContent;
