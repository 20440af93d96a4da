import { runs as words } from '../messages/runs';
import { isRecorded, type RunRecord } from './run';

export function fullName(record: RunRecord): string {
  const { number, model, settings, data, epochs } = record;
  return isRecorded(record)
    ? words.recorded(model.name, settings.training_pictures, settings.seed)
    : `${words.name(number, model.name)}, ${words.trained(epochs.length, settings.training_pictures, settings.seed)}${data ? words.onData(data.name) : ''}`;
}

/** For the end of a line on a chart. */
export const shortName = (record: RunRecord): string =>
  isRecorded(record)
    ? words.shortRecorded(record.model.name, record.settings.seed)
    : words.short(record.number);
