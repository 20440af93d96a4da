import { exercises } from '../exercises/exercise';
import { recall } from '../base/remembered';

import { titleOf } from '../lesson/answered';

/** What the learner wrote, at every stop. */

export function written(): { stop: string; text: string }[] {
  return Object.keys(exercises).flatMap((name) => {
    const field = document.getElementById(`reflection-${name}`) as HTMLTextAreaElement | null;
    const reflection = (field?.value ?? recall(`reflection-${name}`) ?? '').trim();
    return reflection ? [{ stop: titleOf(name), text: reflection }] : [];
  });
}
