/** What axe (https://github.com/dequelabs/axe-core-npm) and a narrow window find. */
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';

/** The rules that look at colours: all that another colour scheme can change. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Violations of the page, or of a part of it: the rule and the elements, a line each. Of all rules
 * for accessible pages and of best practice, or of those named, or of all but some.
 */
export async function violationsOf(page, part, { rules, without } = {}) {
  // The page has no frames, so the mode that looks into those of other origins is left out: slow.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (part) axe.include(part);
  if (rules) axe.withRules(rules);
  if (without) axe.disableRules(without);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The same but for colours: in a second window they are what they were in the first. Much sooner. */
export const violationsButColours = (page, part) =>
  violationsOf(page, part, { without: colourRules });

/** The same in light and in dark colours, and light ones again after it. */
export async function violationsInBothThemes(page, part) {
  const found = await violationsOf(page, part);
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(
    ...(await violationsOf(page, part, { rules: colourRules })).map((line) => `dark: ${line}`),
  );
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Nothing found in a part of the page, and nothing of the page sticks out of a phone's screen. */
export async function assertAccessible(page, part) {
  assert.deepEqual(await violationsInBothThemes(page, part), []);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
}
