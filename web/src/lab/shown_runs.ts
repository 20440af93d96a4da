import type { CurrentRun } from '../state/current_run.svelte';
import type { Editor } from '../state/editor.svelte';
import type { Records } from '../state/records.svelte';
import { runColours } from '../state/run_colours';
import { shortName } from '../state/run_names';

/** What both charts show: the run of now, how far it will go, and the runs behind it. */
export function shownRuns(editor: Editor, records: Records, { view }: CurrentRun) {
  const colours = runColours(records.behind);
  return {
    epochs: view?.epochs ?? [],
    total: view?.record.settings.epochs ?? (editor.settings.epochs || 1),
    behind: records.behind
      .filter((record) => record !== view?.record)
      .map((record) => ({
        id: record.id,
        name: shortName(record),
        colour: colours.get(record.id)!,
        epochs: record.epochs,
      })),
  };
}
