/** The ways in which a recorded run may have been done, and what decides the bits of each. */
import { keyOf } from './kept.mjs';

const beginning = { epoch: 1, phase: 'training', batch: 0 };
const isBeginning = ({ epoch, phase, batch }) => epoch === 1 && phase === 'training' && batch === 0;

/**
 * Lists of {arithmetic, epoch, phase, batch}, each part from its position on. One where the run says
 * all; where its beginning is not known, or where an old record has only `build`, which says too much,
 * one for each arithmetic, the likelier first.
 */
export function waysOf({ engines }, build) {
  const known = engines.length > 0 && isBeginning(engines[0]);
  const guesses = build?.startsWith('simd') ? ['separate', 'fused'] : ['fused', 'separate'];
  const starts = known ? [[]] : guesses.map((arithmetic) => [{ ...beginning, arithmetic }]);
  // Other builds and versions of one arithmetic are the same bits, or cannot be told apart here.
  return starts.map((start) =>
    [...start, ...engines]
      .map(({ arithmetic, epoch, phase, batch }) => ({ arithmetic, epoch, phase, batch }))
      .filter(({ arithmetic }, i, parts) => i === 0 || arithmetic !== parts[i - 1].arithmetic),
  );
}

/**
 * The key of a run done in a way. A run of fewer epochs is the beginning of one of more, unless it
 * ends with the weights of its best epoch, or asks for a number of epochs that no run can have.
 */
export function keyOfRun(way, { model, settings, rates }, { version, pictures, page }) {
  const all = { ...page.settings.defaultSettings, ...settings };
  const { epochs, ...others } = all;
  const depends = all.keep_best || !page.settings.isValid('epochs', epochs);
  const parts = { version, pictures, way, layers: model.layers, rates, settings: depends ? all : others }; // prettier-ignore
  return { key: keyOf(page.canonicalJson(parts)), epochs: depends ? epochs : null };
}
