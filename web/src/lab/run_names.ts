import { messages as m } from '../messages';
import { isRecorded, type RunRecord } from '../state/run';

export function fullName(record: RunRecord): string {
  const { id, model, settings } = record;
  return isRecorded(record)
    ? m.runs.recorded(model.name, settings.training_pictures, settings.seed)
    : m.runs.name(id, model.name);
}

/** For the end of a line on a chart. */
export const shortName = (record: RunRecord): string =>
  isRecorded(record)
    ? m.runs.shortRecorded(record.model.name, record.settings.seed)
    : m.runs.short(record.id);
