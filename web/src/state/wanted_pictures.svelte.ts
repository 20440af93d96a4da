import { picturesTimed } from '../engine/pace';
import { isValid, type NumberName } from '../model/settings';
import type { CurrentRun } from './current_run.svelte';
import type { PictureCounts, PictureSupply } from './picture_supply.svelte';
import type { Editor } from './editor.svelte';

/** Asks for the pictures of the next run, of the measuring of its pace, and of one that waits. */
export function askForPictures(pictures: PictureSupply, editor: Editor, run: CurrentRun): void {
  const bySettings = $derived.by<PictureCounts>(() => {
    const valid = (name: NumberName) =>
      isValid(name, editor.settings[name]) ? editor.settings[name] : 0;
    const timed = picturesTimed(valid('batch_size'));
    return {
      training: Math.max(valid('training_pictures'), timed.training),
      test: Math.max(valid('test_pictures'), timed.test),
    };
  });
  // For as long as there is a page.
  $effect.root(() => {
    $effect(() => pictures.want(bySettings));
    $effect(() => (run.state.kind === 'loading' ? pictures.want(run.state) : undefined));
  });
}
