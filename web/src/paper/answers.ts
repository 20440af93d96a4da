import { exercises } from '../exercises/exercise';
import { recall } from '../base/remembered';

/** What the learner answered and wrote, at every stop, in the words of the page. */

export interface Answered {
  stop: string;
  question: string;
  answer: string;
  verdict: string;
}

const text = (element: Element | null | undefined) =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

const titleOf = (stop: string) =>
  text(document.querySelector(`.stop[data-stop="${stop}"] h2`)) || stop;

export function answered(): Answered[] {
  return [...document.querySelectorAll<HTMLFormElement>('.stop form.quiz')].flatMap((form) => {
    const chosen = form.querySelector<HTMLInputElement>('input:checked');
    // A prediction counts once it is committed to; its options cannot be changed then.
    if (!chosen || (form.dataset.quiz === 'predict' && !chosen.disabled)) return [];
    const kind = text(form.querySelector('.quiz-kind'));
    const option = chosen.closest('.option');
    const feedback = option?.querySelector('.feedback:not([hidden])');
    return [
      {
        stop: titleOf(form.closest<HTMLElement>('.stop')!.dataset.stop!),
        question: text(form.querySelector('legend')).slice(kind.length).trim(),
        answer: text(option?.querySelector('label')),
        verdict: [text(form.querySelector('.quiz-verdict')), text(feedback)]
          .filter(Boolean)
          .join(' '),
      },
    ];
  });
}

export function written(): { stop: string; text: string }[] {
  return Object.keys(exercises).flatMap((name) => {
    const field = document.getElementById(`reflection-${name}`) as HTMLTextAreaElement | null;
    const reflection = (field?.value ?? recall(`reflection-${name}`) ?? '').trim();
    return reflection ? [{ stop: titleOf(name), text: reflection }] : [];
  });
}
