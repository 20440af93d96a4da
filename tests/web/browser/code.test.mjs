/** Blocks and code: two views of one model, in the built page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { button, engineReady, enter, eventually, field, pasteProgram, textsOf } from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

const cell = `# a network of two layers
model = keras.Sequential([
    keras.layers.Flatten(input_shape=(32, 32, 3)),  # flat
    keras.layers.Dense(64, activation='relu'),
    keras.layers.Dense(10, activation='softmax')
])
`;

describe('the code view', () => {
  let page;
  const lab = sharedLab({}, async (opened) => {
    page = opened;
    await button(page, 'Code').click();
    await page.locator('.cm-content').waitFor();
  });

  const text = () => page.locator('.cm-content').evaluate((e) => e.cmTile?.view?.state.doc.toString() ?? e.innerText); // prettier-ignore
  const paste = (value) => pasteProgram(page, value);
  const total = (value) => page.locator('.model-panel .total strong').filter({ hasText: value }).waitFor(); // prettier-ignore

  test('what is typed over all of it takes its place, within the content policy', async () => {
    const before = await text();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('# x');
    assert.equal(await text(), '# x');
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    await eventually(async () => {
      await page.keyboard.press('Control+z');
      assert.equal(await text(), before);
    });
  });

  test('shows the model, compile and fit of the lab', async () => {
    const shown = await text();
    assert.match(shown, /layers\.Conv2D\(32, \(3, 3\), padding='same', activation='relu'\)/);
    assert.match(shown, /epochs=10/);
    assert.match(shown, /train_images\[:5000\]/);
  });

  test('a pasted cell is in the blocks at once', async () => {
    await paste(cell);
    await total('197,322'); // 3072 * 64 + 64 + 64 * 10 + 10
    await button(page, 'Blocks').click();
    const names = await page.locator('.layer:not(.input) .layer-name').allTextContents();
    assert.deepEqual(names.map((name) => name.trim().split(/\s+/)[0]), ['Flatten', 'Dense', 'Dense']); // prettier-ignore
  });

  test('an edit of the blocks is in the code, and the comments stay', async () => {
    await page.locator('#layer-1 .layer-row').click();
    await enter(field(page, 'Units'), '32');
    await total('98,666');
    await button(page, 'Code').click();
    await page.locator('.cm-content').waitFor();
    assert.equal((await text()).trim(), cell.replace('64', '32').trim());
  });

  test('a mistake is named at its line, and the blocks stay', async () => {
    await paste(cell.replace('Dense(64', 'Dens(64'));
    const mistake = page.locator('.remark.mistake');
    await mistake.waitFor();
    assert.match(await mistake.innerText(), /4:18\s+There is no layer Dens\. Did you mean Dense\?/);
    await total('98,666');
  });

  test('a model that cannot be is marked where it is written', async () => {
    await paste(cell.replace('Flatten(input_shape=(32, 32, 3))', 'MaxPooling2D(64)'));
    const mistake = page.locator('.remark.mistake').filter({ hasText: 'pool' });
    await mistake.first().waitFor();
    assert.match(await mistake.first().innerText(), /^3:31/);
  });

  test('a program without a model does not keep the mistakes of the one before', async () => {
    assert.ok((await page.locator('.remark.mistake').count()) > 0);
    await paste('print("no model here")\n');
    await page.waitForFunction(() => document.querySelectorAll('.remark.mistake').length === 0);
  });

  test('of several networks each is offered by name, and none is taken in silence', async () => {
    await paste(cell);
    await total('197,322');
    const network = (name, units) => `${cell.replace('model =', `${name} =`).replace('64', units)}
${name}.compile('adam', 'sparse_categorical_crossentropy')
${name}.fit(x, y, epochs=${units})
`;
    const two = network('small', 4) + network('wide', 9);
    await paste(two);
    const offered = page.getByRole('group', { name: 'Networks of the program' });
    await offered.waitFor();
    // 3072 * 4 + 4 + 4 * 10 + 10, and with 9 in the place of 4
    await offered.getByText('3 layers · 12,342 parameters').waitFor();
    assert.deepEqual(await textsOf(offered.getByRole('button'), 2), [
      'small 3 layers · 12,342 parameters',
      'wide 3 layers · 27,757 parameters',
    ]);
    assert.match(await offered.innerText(), /has 2 networks, .* one at a time/);
    assert.equal(await page.locator('.remark.mistake').count(), 0);
    await total('197,322');

    await offered.getByRole('button', { name: 'small' }).press('Enter');
    await total('12,342');
    assert.equal(await text(), two);
    await offered.getByRole('button', { name: 'wide' }).click();
    await total('27,757');
    assert.equal(await text(), two);
    assert.equal(await offered.locator('[aria-pressed=true]').count(), 1);
    assert.match(await offered.innerText(), /the marked one is in the lab/);
    // An edit of the blocks goes into the chosen one.
    await button(page, 'Blocks').click();
    await page.locator('#layer-1 .layer-row').click();
    await enter(field(page, 'Units'), '8');
    await total('24,674');
    await button(page, 'Code').click();
    await page.locator('.cm-content').waitFor();
    assert.equal(await text(), two.replace('Dense(9', 'Dense(8'));
  });

  test('a model that is loaded takes the place of a program with a mistake, and Undo brings that back', async () => {
    const broken = cell.replace('Dense(64', 'Dens(64');
    await paste(broken);
    await page.locator('.remark.mistake').waitFor();
    for (const [model, parameters] of [
      ['Model 1', '550,570'],
      ['Model 2', '550,570'],
    ]) {
      await button(page, model).click();
      await total(parameters);
      await eventually(async () => {
        const now = await text();
        assert.match(now, /Conv2D\(32/);
        assert.equal(/Dropout/.test(now), model === 'Model 2');
      });
    }
    await button(page, 'Model 0').click();
    await paste(broken);
    await page.locator('.remark.mistake').waitFor();
    await button(page, 'Model 1').click();
    await page.getByText(/took the place of a program with a mistake/).waitFor();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+z');
    await eventually(async () => assert.equal((await text()).trim(), broken.trim()));
    assert.equal(await page.getByText(/took the place of a program/).count(), 0);
  });

  test('a form of the run changes the number in the code', async () => {
    await paste(`${cell}model.fit(train_images, train_labels, epochs=3)  # few\n`);
    await page.waitForFunction(() => document.querySelector('#setting-epochs').value === '3');
    await enter(field(page, 'Epochs'), '7');
    await page.waitForFunction(() => document.querySelector('.code-view').shadowRoot.textContent.includes('epochs=7)  # few')); // prettier-ignore
  });

  test('cells pasted one by one: compile and fit set the run, an exercise opens ready to complete', async () => {
    await paste(
      "In [None]:\nmodel.compile(optimizer='adam',\n    loss='sparse_categorical_crossentropy')",
    );
    await page.waitForFunction(() => document.querySelector('#setting-learning_rate').value === '0.001'); // prettier-ignore
    await paste('In [None]:\n# train it\nmodel.fit(train_images, train_labels, epochs=4)');
    await page.waitForFunction(() => document.querySelector('#setting-epochs').value === '4');
    const note = page.locator('.remark:not(.mistake)');
    assert.match(await note.innerText(), /^3:11\s+In Keras these are all the pictures/);
    const exercise = `model = keras.Sequential([
    keras.layers.Conv2D(8, (3, 3), activation='relu', padding='same', input_shape=(32, 32, 3)),
    keras.layers.MaxPooling2D((2, 2)),

    ###
    # your own blocks go here
    ###

    keras.layers.Flatten(input_shape=(32, 32, 3)),
    keras.layers.Dense(10, activation='softmax')
])
`;
    await paste(exercise);
    await total('20,714'); // 3 * 3 * 3 * 8 + 8 = 224, and 16 * 16 * 8 * 10 + 10
    await button(page, 'Blocks').click();
    await button(page, 'Add a block').click();
    await button(page, 'Code').click();
    await page.locator('.cm-content').waitFor();
    const completed = await text();
    assert.equal(await page.locator('.remark.mistake').count(), 0);
    assert.match(
      completed,
      /MaxPooling2D\(\(2, 2\)\),\n.*Conv2D\(16,[^]*# your own blocks go here[^]*Flatten/,
    );
    await page.locator('.model-panel .total strong').filter({ hasNotText: '20,714' }).waitFor();
  });

  test('5 MB are refused with a sentence, and the page lives', async () => {
    const started = Date.now();
    await paste('x'.repeat(5_000_000));
    await page.getByText('5,000,000 characters is too long to paste').waitFor();
    await paste(`x = ${'('.repeat(30_000)}`);
    await page.locator('.remark.mistake').filter({ hasText: 'characters' }).waitFor();
    await paste(cell);
    await total('197,322');
    assert.ok(Date.now() - started < 20_000);
  });

  test('all cells of a notebook are one program, and its networks are offered', async () => {
    const made = (name, units) => cell.replace('model =', `${name} =`).replace('64', units);
    const fit = (name) => `${name}.compile('adam', 'sparse_categorical_crossentropy')\n${name}.fit(x, y)\n`; // prettier-ignore
    const sources = [made('small', 4), fit('small'), made('wide', 9), fit('wide')];
    const cells = sources.map((source) => ({ cell_type: 'code', source, outputs: [] }));
    await page.locator('.model-panel .file-button input').setInputFiles({
      name: 'two.ipynb',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ cells })),
    });
    const all = page.locator('.notebook .all');
    assert.match(await all.innerText(), /^Use all cells as one program\s+2 networks$/);
    await all.getByRole('button').click();
    const offered = page.getByRole('group', { name: 'Networks of the program' });
    await offered.getByRole('button', { name: 'small' }).click();
    await total('12,342');
  });

  test('the cells of a notebook are offered, and nothing in them is run', async () => {
    const notebook = {
      cells: [
        { cell_type: 'markdown', source: ['# CIFAR'] },
        { cell_type: 'code', source: ['import os\n', "os.remove('x')"], outputs: [] },
        { cell_type: 'code', source: cell.replace('64', '16').split(/(?<=\n)/), outputs: [] },
      ],
    };
    await page.locator('.model-panel .file-button input').setInputFiles({
      name: 'lesson.ipynb',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(notebook)),
    });
    const cells = page.locator('.cells li');
    assert.deepEqual(await textsOf(page.locator('.cells .what'), 2), ['nothing for the lab', 'a model of 3 layers']); // prettier-ignore
    await cells.nth(1).getByRole('button').click();
    await total('49,338');
    await page.locator('.model-panel .file-button input').setInputFiles({ name: 'broken.ipynb', mimeType: 'application/json', buffer: Buffer.from('{') }); // prettier-ignore
    await page.getByText('broken.ipynb could not be opened: it is not JSON').waitFor();
  });

  test('the program is there again after a reload', async () => {
    await page.reload();
    await engineReady(page);
    await page.locator('.cm-content').waitFor();
    assert.match(await text(), /# a network of two layers[\s\S]*Dense\(16/);
  });

  test('nothing was refused by the content policy, and nothing went wrong', async () => {
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(lab.seen, { errors: [], foreign: [] });
  });
});
