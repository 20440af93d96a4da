/** What the link asks that a class was given, and which runs go beyond it. */

import { UsageError } from '../options/words.mjs';

/**
 * { exercise, assignment, beyond(run) }: the exercise of its stop, its assignment's key, and what a run
 * has that it does not ask for, or null.
 */
export function readLink(link, page) {
  const { parseHash } = page.hash;
  const hash = link.includes('#') ? link.slice(link.indexOf('#')) : `#${link}`;
  const {
    stop,
    preset,
    settings,
    layers,
    locks = [],
    assignment = null,
    unread = [],
  } = parseHash(hash);
  if (unread.length > 0) {
    const parts = unread.map(({ key, value }) => (value === null ? key : `${key}=${value}`));
    throw new UsageError(`--link: ${parts.join(' and ')} cannot be read; give the link as the page made it.`); // prettier-ignore
  }
  const { exercises } = page.exercise;
  const exercise = Object.hasOwn(exercises, stop) ? stop : null;
  const asked = { ...page.settings.defaultSettings, ...(exercise && exercises[exercise].settings), ...settings }; // prettier-ignore
  const model = layers ?? page.presets.presets[preset ?? 'model-1'].layers;

  function beyond(run) {
    for (const [name, what] of [
      ['training_pictures', 'training pictures'],
      ['test_pictures', 'test pictures'],
    ])
      // prettier-ignore
      if (run.settings[name] > asked[name])
        return `it has ${run.settings[name]} ${what}, and the link asks for ${asked[name]}`;
    if (run.epochs.length > asked.epochs)
      return `it has ${run.epochs.length} epochs, and the link asks for ${asked.epochs}`;
    if (locks.includes('settings')) {
      // An assignment gives each learner a seed.
      const seed = assignment ? run.settings.seed : asked.seed;
      const [name] = page.runDiff.differingSettings(run.settings, { ...asked, seed });
      const text = (value) => (typeof value === 'object' ? JSON.stringify(value) : value);
      if (name)
        return `its ${name} is ${text(run.settings[name])}, and the link keeps it at ${text(asked[name])}`;
    }
    if (locks.includes('model') && !page.edit.sameLayers(run.model, { name: '', layers: model }))
      return 'its network is another, and the link keeps it fixed';
    return null;
  }
  return { exercise, assignment, beyond };
}
