/** What the learner answered, at every stop, in the words of the page. */

export interface Answered {
  stop: string;
  title: string;
  kind: 'predict' | 'check';
  question: string;
  answer: string;
  verdict: string;
  /** Of a prediction whether it came true, once that is known; of a check whether it is right. */
  came: boolean | null;
}

const text = (element: Element | null | undefined) =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

export const titleOf = (stop: string) =>
  text(document.querySelector(`.stop[data-stop="${stop}"] h2`)) || stop;

export function answered(): Answered[] {
  return [...document.querySelectorAll<HTMLFormElement>('.stop form.quiz')].flatMap((form) => {
    const chosen = form.querySelector<HTMLInputElement>('input:checked');
    // A prediction counts once it is committed to; its options cannot be changed then.
    if (!chosen || (form.dataset.quiz === 'predict' && !chosen.disabled)) return [];
    const stop = form.closest<HTMLElement>('.stop')!.dataset.stop!;
    const kind = text(form.querySelector('.quiz-kind'));
    const option = chosen.closest('.option');
    const feedback = option?.querySelector('.feedback:not([hidden])');
    return [
      {
        stop,
        title: titleOf(stop),
        kind: form.dataset.quiz === 'predict' ? 'predict' : 'check',
        question: text(form.querySelector('legend')).slice(kind.length).trim(),
        answer: text(option?.querySelector('label')),
        verdict: [text(form.querySelector('.quiz-verdict')), text(feedback)]
          .filter(Boolean)
          .join(' '),
        came: form.dataset.outcome ? form.dataset.outcome === 'came' : null,
      },
    ];
  });
}
