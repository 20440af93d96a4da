/** What axe (https://github.com/dequelabs/axe-core-npm) and a narrow window find. */
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';

/** Violations of the page, or of a part of it: the rule and the elements, a line each. */
export async function violationsOf(page, part) {
  const axe = new AxeBuilder({ page });
  if (part) axe.include(part);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The same in light and in dark colours. */
export async function violationsInBothThemes(page, part) {
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violationsOf(page, part)).map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}

/** Nothing found in a part of the page, and nothing of the page sticks out of a phone's screen. */
export async function assertAccessible(page, part) {
  assert.deepEqual(await violationsInBothThemes(page, part), []);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
}
