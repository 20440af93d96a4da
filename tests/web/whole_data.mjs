/**
 * A preset trained on all of CIFAR-10 in the built page, by its buttons, in headless Chromium, and
 * held against the run that `./lab train` recorded. See `usage`.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pageCode } from '../../tools/page_code.mjs';
import { button, openLab, setRun, trainToEnd } from './browser/page.mjs';

const usage = `node tests/web/whole_data.mjs [--model model-0|model-1|model-2] [--epochs N]

Opens dist/, loads the preset (default model-2), asks for all pictures, presses Train and waits for
the end (default: ten epochs). A JSON line for each row of the page's table of epochs, then what the
page says of the whole. Fails if the page says other numbers than assets/recorded/ has for seed 1.
Minutes for Model 1 and Model 2; ./lab data && ./lab build come first.`;

const options = {
  model: { type: 'string', default: 'model-2' },
  epochs: { type: 'string', default: '10' },
  help: { type: 'boolean', default: false },
};

const hour = 3_600_000;

async function main() {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const file = path.resolve(
    import.meta.dirname,
    `../../assets/recorded/${values.model}-seed-1.jsonl`,
  );
  const { readRun } = await pageCode('state/recorded');
  const recorded = readRun(await readFile(file, 'utf8'), 1, values.model, 1).epochs;
  const { percent } = (await pageCode('messages/format')).numbersOf('en');
  const lab = await openLab({ manifest: null });
  try {
    const { page } = lab;
    await button(page, `Model ${values.model.at(-1)}`).click();
    await setRun(page, {
      Epochs: values.epochs,
      'Training pictures': 50_000,
      'Test pictures': 10_000,
    });
    await trainToEnd(page, 3 * hour);
    await page.locator('.as-table summary').click();
    await page
      .locator('.as-table tbody tr')
      .nth(Number(values.epochs) - 1)
      .waitFor();
    const rows = await page
      .locator('.as-table tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    for (const [at, [epoch, training, test, gap, loss, testLoss]] of rows.entries()) {
      console.log(JSON.stringify({ epoch, training, test, gap, loss, test_loss: testLoss }));
      const { accuracy, test_accuracy } = recorded[at];
      if (training !== percent(accuracy) || test !== percent(test_accuracy)) {
        console.error(`recorded: ${percent(accuracy)} and ${percent(test_accuracy)}`);
        process.exitCode = 1;
      }
    }
    const build = await page.locator('.chip').textContent();
    console.log(JSON.stringify({ says: await page.locator('.pace').innerText(), engine: build }));
    if (lab.seen.errors.length > 0) throw new Error(lab.seen.errors.join('\n'));
  } finally {
    await lab.close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
