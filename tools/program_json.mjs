/** What `./lab summary --json` prints of a program: see there for what it holds. */
import path from 'node:path';

/** Batch normalization moves two of its four numbers a channel by itself. */
export const movedOf = (summary) =>
  summary.layers
    .filter(({ kind }) => kind === 'batch_normalization')
    .reduce((sum, { parameters }) => sum + parameters / 2, 0);

/** The whole of a program as JSON. */
export function wholeJson(file, { models, refusals, notes, settings, run }) {
  const last = models.at(-1);
  const place = ({ cell, line, column, message }) => ({
    place: cell ? `cell ${cell} line ${line}` : `line ${line}`,
    ...(cell && { cell }),
    line,
    column,
    message,
  });
  return {
    file: path.basename(file),
    outcome: refusals.length > 0 ? 'refuse' : notes.length > 0 ? 'accept-with-note' : 'accept',
    models: models.map(({ said, summary, json, model }) => {
      const { front: _, ...rest } = json;
      return {
        name: said.name,
        total: summary ? summary.total_parameters : null,
        trainable: summary ? summary.total_parameters - movedOf(summary) : null,
        input: [32, 32, 3],
        output: summary?.layers.at(-1)?.output_shape ?? null,
        ...rest,
        lab_layers: model.layers,
      };
    }),
    front: last?.json.front ?? [],
    ...run,
    settings,
    notes: notes.map(place),
    refusals: refusals.map(place),
  };
}
