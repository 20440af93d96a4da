import { runs } from '../messages/runs';
import { gap, gapOpened } from '../state/curves';
import type { RunRecord } from '../state/run';

/** Sentences about the learner's own runs, for the places that the lesson keeps for them. */

const { yours } = runs;

const last = (record: RunRecord) => record.epochs.at(-1)!;
const newest = (records: readonly RunRecord[], name: string) =>
  records.findLast(({ model }) => model.name === name) ?? null;

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
  const difference = 100 * (last(record).test_accuracy - last(other).test_accuracy);
  return yours.against(other.model.name, difference);
}

function lossTurn(record: RunRecord): string {
  const lowest = record.epochs.reduce((a, b) => (b.test_loss < a.test_loss ? b : a));
  return lowest === last(record) ? yours.testLossFalling : yours.testLossTurned(lowest.epoch);
}

const gapSentence = (record: RunRecord) => yours.gap(gap(last(record)), gapOpened(record.epochs));

/** Admits it where two runs differ in more than their networks. */
const fairness = (a: RunRecord, b: RunRecord) =>
  JSON.stringify(a.settings) === JSON.stringify(b.settings) && a.epochs.length === b.epochs.length
    ? ''
    : yours.otherSettings;

function sentences(place: string, records: readonly RunRecord[]): string[] {
  const model0 = newest(records, 'Model 0');
  const model1 = newest(records, 'Model 1');
  const model2 = newest(records, 'Model 2');
  switch (place) {
    case 'model-0':
      return model0 ? [result(model0), yours.toBeat(last(model0).test_accuracy)] : [];
    case 'model-1':
      if (!model1) return [];
      if (!model0) return [result(model1)];
      return [result(model1), against(model1, model0), fairness(model0, model1)];
    case 'overfitting':
      return model1
        ? [result(model1), gapSentence(model1), lossTurn(model1)]
        : [yours.trainFirst('Model 1')];
    case 'model-2':
      if (!model2) return [];
      if (!model1) return [result(model2), gapSentence(model2)];
      return [
        result(model2),
        yours.gaps(gap(last(model1)), gap(last(model2))),
        yours.losses(last(model1).test_loss, last(model2).test_loss),
        fairness(model1, model2),
      ];
    case 'latest': {
      const record = records.at(-1);
      return record ? [result(record), gapSentence(record)] : [];
    }
    default:
      return [];
  }
}

/** Empty when there is nothing to say yet. */
export function ownNumbers(place: string, records: readonly RunRecord[]): string {
  return sentences(place, records).filter(Boolean).join(' ');
}
