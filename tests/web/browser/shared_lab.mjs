import { after, before } from 'node:test';
import { engineReady, openLab } from './page.mjs';

/**
 * One page for all tests of a file or a group, its engine ready before the first and its browser
 * closed after the last. `begin(page)` does what all of them need; the options are openLab's.
 */
export function sharedLab(options, begin) {
  const lab = {};
  before(async () => {
    Object.assign(lab, await openLab(options));
    await engineReady(lab.page);
    await begin(lab.page);
  });
  after(() => lab.close?.());
  return lab;
}
