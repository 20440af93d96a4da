/** What tests do in the place for pictures of one's own. */
import { button, eventually } from './page.mjs';

export const dialog = (page) => page.getByRole('dialog', { name: 'Your own pictures' });
export const line = (page) => page.locator('.data-line');

/** Waits until these data are in the lab. */
export const inLab = (page, name) =>
  line(page).locator('strong').filter({ hasText: name }).waitFor();

export async function openDialog(page) {
  await line(page)
    .getByRole('button', { name: /use your own pictures|change/ })
    .click();
  await dialog(page).waitFor();
}

/** What is chosen in it: a folder, or files (what Playwright takes for them). */
export const chooseFolder = (page, folder) =>
  dialog(page).locator('.drop input[type=file]').nth(0).setInputFiles(folder);
export const chooseFiles = (page, files) =>
  dialog(page).locator('.drop input[type=file]').nth(1).setInputFiles(files);

/** Files as they are chosen, without a disk. */
export const file = (name, buffer, mimeType = '') => ({
  name,
  mimeType,
  buffer: Buffer.from(buffer),
});

/** What was refused, by file. */
export const refused = (page) => dialog(page).locator('details.problem li').allTextContents();

/** [name, count] of each class that is shown. */
export const classes = (page) =>
  dialog(page)
    .locator('.own-class')
    .evaluateAll((all) =>
      all.map((one) => [
        one.querySelector('.name').value,
        Number(/[\d,]+/.exec(one.querySelector('.count').textContent)[0].replace(',', '')),
      ]),
    );

export async function startOver(page) {
  const over = button(dialog(page), 'Start over');
  if (await over.count()) await over.click();
}

/** Begins anew with these files, and waits until all of them are read or refused. */
export async function give(page, files) {
  await startOver(page);
  await chooseFiles(page, files);
  await eventually(async () => {
    if (await dialog(page).locator('.progress').count()) throw new Error('It still reads.');
    if ((await classes(page)).length + (await refused(page)).length === 0)
      throw new Error('Nothing was read and nothing refused.');
  });
}

/** Puts what was read into the lab. */
export async function use(page) {
  await button(dialog(page), 'Use these pictures').click();
  await dialog(page).waitFor({ state: 'detached' });
}
