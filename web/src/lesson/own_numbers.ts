import { comparableRun, isAbout, readSubject } from './about';
import { runs } from '../messages/runs';
import { gap, gapOpened, percentShown } from '../state/curves';
import { named } from './named.svelte';
import { presetNames, presetOf } from '../model/presets';
import type { RunRecord } from '../state/run';

/** Sentences about the learner's own runs, for the places that the lesson keeps for them. */

const { yours } = runs;

const last = (record: RunRecord) => record.epochs.at(-1)!;

function result(record: RunRecord): string {
  const { epoch, accuracy, test_accuracy } = last(record);
  return yours.result(
    record.model.name,
    epoch,
    record.settings.training_pictures,
    accuracy,
    test_accuracy,
  );
}

function against(record: RunRecord, other: RunRecord): string {
  const difference =
    percentShown(last(record).test_accuracy) - percentShown(last(other).test_accuracy);
  return yours.against(other.model.name, difference);
}

function lossTurn(record: RunRecord): string {
  const lowest = record.epochs.reduce((a, b) => (b.test_loss < a.test_loss ? b : a));
  return lowest === last(record) ? yours.testLossFalling : yours.testLossTurned(lowest.epoch);
}

const gapSentence = (record: RunRecord) => yours.gap(gap(last(record)), gapOpened(record.epochs));

/** The learner's own score at naming pictures. */
const person = () => (named.last ? yours.named(named.last.right) : '');

function sentences(place: string, records: readonly RunRecord[]): string[] {
  const [model0, model1, model2] = presetNames.map((name) =>
    records.findLast(({ model }) => presetOf(model) === name),
  );
  switch (place) {
    case 'model-0':
      return model0 ? [result(model0), yours.toBeat(last(model0).test_accuracy), person()] : [];
    case 'model-1': {
      if (!model1) return [];
      const other = comparableRun(records, model1, 'model-0');
      const compared = other ? against(model1, other) : yours.trainSame('Model 0');
      return [result(model1), compared, person()];
    }
    case 'overfitting':
      return model1
        ? [result(model1), gapSentence(model1), lossTurn(model1)]
        : [yours.trainFirst('Model 1')];
    case 'model-2': {
      if (!model2) return [];
      const other = comparableRun(records, model2, 'model-1');
      if (!other) return [result(model2), gapSentence(model2), yours.trainSame('Model 1')];
      return [
        result(model2),
        yours.gaps(gap(last(other)), gap(last(model2))),
        yours.losses(last(other).test_loss, last(model2).test_loss),
      ];
    }
    case 'latest': {
      const record = records.at(-1);
      return record ? [result(record), gapSentence(record)] : [];
    }
    default:
      return [];
  }
}

/** What was to be expected opens, once, when there is a run that it is about. */
export function openResults(records: readonly RunRecord[]): void {
  for (const box of document.querySelectorAll<HTMLDetailsElement>('[data-results]')) {
    const subject = readSubject(box.dataset.results!);
    if ('came' in box.dataset || !records.some((run) => isAbout(subject, run))) continue;
    box.dataset.came = '';
    box.open = true;
  }
}

/** Empty when there is nothing to say yet. */
export function ownNumbers(place: string, records: readonly RunRecord[]): string {
  return sentences(place, records).filter(Boolean).join(' ');
}
