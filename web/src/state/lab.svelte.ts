import { Analysis } from './analysis.svelte';
import { CurrentRun } from './current_run.svelte';
import { PictureSupply } from './picture_supply.svelte';
import { Editor } from './editor.svelte';
import { EngineLink } from './engine_link.svelte';
import { PaceMeter } from './pace_meter.svelte';
import { Records } from './records.svelte';
import { InFront } from './in_front.svelte';
import { Rewind } from './rewind.svelte';
import { RunControl } from './run_control.svelte';
import { StepTime } from './step_time';
import { askForPictures } from './wanted_pictures.svelte';

/**
 * The rooms of the lab. Each knows those above it in this list and none below: what the learner does
 * goes to the editor and to run control, from there to the engine, and what the engine tells goes
 * to the current run and the records, where the page sees it.
 */
export interface Lab {
  pictures: PictureSupply;
  engine: EngineLink;
  editor: Editor;
  analysis: Analysis;
  records: Records;
  run: CurrentRun;
  control: RunControl;
  pace: PaceMeter;
  rewind: Rewind;
  inFront: InFront;
}

/** `base` is the address of the page's folder, with a slash at its end. */
export function openLab(base: string): Lab {
  const steps = new StepTime();
  const pictures: PictureSupply = new PictureSupply(
    base,
    () => control.picturesMoved(),
    () => run.state.kind === 'training',
  );
  const engine = new EngineLink(base, pictures);
  const editor = new Editor(() => pictures.data.classes.length);
  const analysis = new Analysis(engine, editor, pictures);
  const records = new Records(engine);
  const run: CurrentRun = new CurrentRun(engine, records, steps);
  const control: RunControl = new RunControl(
    engine,
    pictures,
    editor,
    analysis,
    records,
    run,
    steps,
  );
  const pace = new PaceMeter(engine, pictures, editor, analysis, run, control, steps);
  const rewind = new Rewind(engine, run);
  askForPictures(pictures, editor, run);
  return {
    pictures,
    engine,
    editor,
    analysis,
    records,
    run,
    control,
    pace,
    rewind,
    inFront: new InFront(pictures),
  };
}
