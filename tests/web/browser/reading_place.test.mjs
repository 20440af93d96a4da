/** Where a learner was reading: a reload and Back lead there again, a link to a stop to its top. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually, visit } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

for (const [name, viewport] of [
  ['on a wide screen', { width: 1440, height: 900 }],
  ['on a phone', { width: 390, height: 844 }],
])
  describe(`the place in the lesson, ${name}`, () => {
    let page;
    const lab = sharedLab({ hash: '#stop=3', viewport }, (opened) => (page = opened));

    /** A heading far below what is drawn late; where its upper edge is in the view. */
    const heading = () => page.getByRole('heading', { name: 'Max pooling', level: 2 });
    const top = () => heading().evaluate((element) => element.getBoundingClientRect().top);
    const reads = async () => {
      await heading().evaluate((element) => {
        scrollBy({ top: element.getBoundingClientRect().top - 120 });
      });
      await page.locator('.pool-stepper').waitFor();
      await heading().evaluate((element) => {
        scrollBy({ top: element.getBoundingClientRect().top - 120 });
      });
      // Kept when the view has come to rest.
      await eventually(async () => assert.ok(await page.evaluate(() => history.state?.place)));
      await page.waitForTimeout(300);
    };
    const isThere = () =>
      eventually(async () => {
        await page.locator('.pool-stepper').waitFor();
        assert.ok(Math.abs((await top()) - 120) < 30, `${await top()}`);
      });

    test('a reload leads there', async () => {
      await visit(page, lab.url, '3');
      await reads();
      await page.reload();
      await isThere();
    });

    test('a link leads to the top of another stop, and Back to the place in this one', async () => {
      await reads();
      // A press that first brings the link into view would be a reader who moved there.
      await page
        .locator('.stop:not([hidden]) .pager a')
        .last()
        .evaluate((link) => link.click());
      await page.locator('.stop[data-stop="4"]:visible').waitFor();
      await eventually(async () => assert.equal(await page.evaluate(() => scrollY), 0));
      await page.goBack();
      await page.locator('.stop[data-stop="3"]:visible').waitFor();
      await isThere();
      await page.goForward();
      await page.locator('.stop[data-stop="4"]:visible').waitFor();
      await eventually(async () => assert.equal(await page.evaluate(() => scrollY), 0));
      assert.deepEqual(lab.seen.errors, []);
    });
  });
