import type { PageWords } from '../src/messages/en/page.ts';
import type { Question } from '../src/record/judge.ts';
import { readStops } from './lesson.ts';

/** The questions of a lesson's folder, with the places that the page gives them. */
export function readQuestions(folder: string, words: PageWords): Question[] {
  return readStops(folder, words).flatMap(({ stop, html }) =>
    [...html.matchAll(/<form [^>]*data-quiz="(\w+)" data-about="([^"]*)">(.*?)<\/form>/gs)].map(
      ([, kind, about, inside], i) => ({
        place: `${stop}/${i}`,
        kind: kind as Question['kind'],
        about: about!,
        options: [...inside!.matchAll(/ data-when="([^"]*)"/g)].map(([, when]) =>
          when!.replace(/&lt;/g, '<'),
        ),
      }),
    ),
  );
}
