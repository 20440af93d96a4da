/** What leaves the page and comes back: programs, weights, projects, charts. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { downloadWork, snapshotDigest } from '../../reliability/work_file.mjs';
import {
  button,
  dist,
  downloaded,
  engineReady,
  epochOver,
  eventually,
  pasteProgram,
  setRun,
} from './page.mjs';
import { sharedLab } from './shared_lab.mjs';

describe('files', () => {
  let page;
  const lab = sharedLab({}, async (opened) => {
    page = opened;
    await page.getByRole('tab', { name: 'Files' }).click();
    await button(page, 'Keras program').waitFor();
  });

  async function download(name) {
    const taken = await downloaded(page, () => button(page, name).click());
    await page.getByText('in your downloads').waitFor();
    return taken;
  }
  const put = (name, buffer) =>
    page.locator('input[accept*=safetensors]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer }); // prettier-ignore

  test('before a run there are programs but no weights', async () => {
    assert.ok(await button(page, 'ONNX').isDisabled());
    const { name, bytes } = await download('Keras program');
    assert.equal(name, 'cnn-lab.py');
    assert.match(bytes.toString(), /layers\.Conv2D\(128, \(3, 3\), padding='same'/);
  });

  test('a project with settings that nothing can be trained with opens with the nearest ones', async () => {
    await setRun(page, { Epochs: 5000, 'Learning rate': 0, Seed: '' });
    const { bytes } = await download('Project');
    await setRun(page, { Epochs: 3, 'Learning rate': 0.01, Seed: 2 });
    await put('untrained.zip', bytes);
    const said = page.getByText('untrained.zip is in the lab; it holds a model and no weights.');
    await said.waitFor();
    assert.match(await said.innerText(), /“Epochs” was 5000 in it.*here it is 1000\..*“Learning rate” was 0 in it.*here it is 1e-7\./); // prettier-ignore
    assert.equal(await page.locator('#setting-epochs').inputValue(), '1000');
    assert.ok(await button(page, 'Train').isEnabled());
    await setRun(page, { 'Learning rate': 0.001, Seed: 1 });
  });

  let project, npz, accuracy;
  test('after a run every format is written', async () => {
    await button(page, 'Model 0').click();
    await setRun(page, { Epochs: 1, 'Training pictures': 500, 'Test pictures': 500 });
    await button(page, 'Train').click();
    accuracy = /test (\d+\.\d%)/.exec(await epochOver(page, 1, 1))[1];
    await button(page, 'Train').waitFor();
    project = (await download('Project')).bytes;
    npz = (await download('NumPy (.npz)')).bytes;
    assert.deepEqual(Object.keys(unzipSync(project)), ['project.json', 'run.snapshot']);
    assert.equal(Object.keys(unzipSync(npz)).length, 4);
    for (const name of [
      'safetensors',
      'Keras (.weights.h5)',
      'ONNX',
      'TensorFlow.js',
      'Numbers (.csv)',
      'Notebook',
    ])
      // prettier-ignore
      assert.ok((await download(name)).bytes.length > 50, name);
    const svg = (await download('SVG')).bytes.toString();
    assert.match(svg, /^<svg[^>]*xmlns=/);
    assert.doesNotMatch(svg, /class=|var\(/);
    assert.deepEqual([...(await download('PNG')).bytes.subarray(1, 4)], [0x50, 0x4e, 0x47]);
  });

  test('weights come back into the model with the accuracy they left with', async () => {
    await setRun(page, { Seed: 9 });
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    await button(page, 'Train').waitFor();
    await put('mine.npz', npz);
    const said = page.getByText('mine.npz is in the lab. It names');
    await said.waitFor();
    assert.ok((await said.innerText()).includes(`${accuracy} of 500`));
    // What is taken out now is what came in.
    assert.deepEqual(unzipSync((await download('NumPy (.npz)')).bytes), unzipSync(npz));
  });

  test('weights of other classes say whose they are, and those of these classes nothing', async () => {
    const { bytes } = await download('safetensors');
    await put('same.safetensors', bytes);
    const said = page.locator('.kept .notice');
    await said.filter({ hasText: 'same.safetensors is in the lab. It names' }).waitFor();
    assert.doesNotMatch(await said.textContent(), /other classes/);
    // As a lab with ten classes of its own writes them.
    const length = Number(bytes.readBigUInt64LE());
    const header = JSON.parse(bytes.subarray(8, 8 + length));
    const letters = [...'abcdefghij'].map((letter) => `tile ${letter}`);
    header.__metadata__.classes = JSON.stringify(letters);
    const text = Buffer.from(JSON.stringify(header));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(text.length));
    await put('tiles.safetensors', Buffer.concat([size, text, bytes.subarray(8 + length)]));
    await said.filter({ hasText: 'tiles.safetensors is in the lab. It names' }).waitFor();
    const wanted = `on other classes, in this order: ${letters.join(', ')}; where the lab names a class of “CIFAR-10”`;
    assert.ok((await said.textContent()).includes(wanted), await said.textContent());
  });

  test('what does not fit is refused in a sentence, and nothing is lost', async () => {
    await put('other.txt', Buffer.from('x'));
    await page
      .getByText(/other\.txt could not be opened: it is not one of the files that/)
      .waitFor();
    await put('broken.npz', npz.subarray(0, 1000));
    await page.getByText('broken.npz could not be opened: it is not a zip file').waitFor();
    await put('broken.h5', Buffer.from('no HDF5 at all'));
    await page.getByText('broken.h5 could not be opened: it is not an HDF5 file').waitFor();
    await button(page, 'Model 1').click();
    await page.locator('[data-total]').filter({ hasText: '550,570' }).waitFor();
    await put('mine.npz', npz);
    await page.getByText(/mine\.npz could not be opened: it has no weights for conv2d, conv2d_1, conv2d_2, conv2d_3, …;/).waitFor(); // prettier-ignore
  });

  test('a Keras HDF5 file holds the same weights', async () => {
    await button(page, 'Model 0').click();
    await page.locator('[data-total]').filter({ hasText: '394,634' }).waitFor();
    await put('mine.npz', npz);
    const said = page.getByText(/It names/);
    await said.waitFor();
    const right = (await said.innerText()).replace('mine.npz', 'mine.weights.h5');
    const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-h5-'));
    const file = path.join(folder, 'mine.weights.h5');
    writeFileSync(file, (await download('Keras (.weights.h5)')).bytes);
    await page.locator('input[accept*=safetensors]').setInputFiles(file);
    await page.getByText('mine.weights.h5 is in the lab.').waitFor();
    assert.equal(await said.innerText(), right);
    assert.deepEqual(unzipSync((await download('NumPy (.npz)')).bytes), unzipSync(npz));
    rmSync(folder, { recursive: true });
  });

  test('names decide where weights belong, and a model’s own names count', async () => {
    const fixture = (name) =>
      readFileSync(path.join(dist, '../tests/web/unit/files/weight_files', name));
    const open = (name) => put(name, fixture(name));
    const program = (count, name = () => '') => `model = keras.Sequential([
      layers.GlobalAveragePooling2D(),
      ${Array.from({ length: count }, (_, i) => `layers.Dense(10${name(i)}${i === count - 1 ? ", activation='softmax'" : ''})`).join(',\n')}])`; // prettier-ignore
    const use = async (text, total) => {
      await button(page, 'Code').click();
      await page.locator('.cm-content').waitFor();
      await pasteProgram(page, text);
      await page.locator('.model-panel .total strong').filter({ hasText: total }).waitFor();
      await button(page, 'Blocks').click();
    };
    /** The one bias that tells which layer it is: (31 * layer + 17) % 200 - 100, by make.py's rule. */
    const biases = async () => {
      const files = unzipSync((await download('NumPy (.npz)')).bytes);
      return Object.keys(files)
        .filter((name) => name.endsWith('bias.npy'))
        .map((name) => new DataView(files[name].buffer, files[name].byteOffset).getFloat32(128, true)); // prettier-ignore
    };
    const right = (count) => Array.from({ length: count }, (_, i) => ((31 * i + 17) % 200) - 100);
    await use(program(12), '1,250'); // 3 * 10 + 10 + 11 * 110
    for (const name of ['deep12.weights.h5', 'deep12-rezipped.npz', 'deep12-dumped-from-h5.safetensors', 'deep12-keras2.h5']) {
      await open(name);
      await page.getByText(`${name} is in the lab. It names`).waitFor();
      assert.deepEqual(await biases(), right(12), name);
    } // prettier-ignore
    await open('deep13.weights.h5');
    await page.getByText(/deep13\.weights\.h5 could not be opened: it has weights for dense_12, which/).waitFor(); // prettier-ignore
    await open('tiny-pytorch.safetensors');
    await page.getByText(/1\.weight in it is named as in PyTorch/).waitFor();
    assert.deepEqual(await biases(), right(12));
    const names = ['dense_2', 'dense_1', 'last'];
    await use(
      program(3, (i) => `, name='${names[i]}'`),
      '260',
    );
    await open('own-names.safetensors');
    await page.getByText('own-names.safetensors is in the lab. It names').waitFor();
    assert.deepEqual(await biases(), right(3));
  });

  test('the record of the runs is confirmed by doing them again, and refuted once edited', async () => {
    await page.evaluate(() => (location.hash = '#stop=exercise-1'));
    await page.getByLabel('In your own words').last().waitFor({ state: 'attached' });
    await page.locator('#reflection-exercise-1').fill('Deeper is slower.');
    const right = page.locator('[data-stop="exercise-1"] form.check input[data-when=right]');
    await right.check();
    await page.evaluate(() => (location.hash = '#stop=0'));
    await page.getByLabel('Your name').fill('Ada');
    const { bytes } = await download('Completion record');
    const record = JSON.parse(bytes.toString());
    assert.equal(record.learner, 'Ada');
    assert.equal(record.runs.length, 2);
    assert.deepEqual(record.reflections, [{ exercise: 'exercise-1', text: 'Deeper is slower.' }]);
    assert.deepEqual(record.answers, [{ place: 'exercise-1/1', option: 1 }]);
    for (const run of record.runs) assert.match(run.weights_sha256, /^[0-9a-f]{64}$/);
    assert.notEqual(record.runs[0].weights_sha256, record.runs[1].weights_sha256);
    const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-record-'));
    const verify = (content) => {
      writeFileSync(path.join(folder, 'record.json'), JSON.stringify(content, null, 1));
      const command = [path.join(dist, '../tools/verify.mjs'), path.join(folder, 'record.json')];
      return spawnSync(process.execPath, command, { encoding: 'utf8' });
    };
    const honest = verify(record);
    assert.equal(honest.status, 0, honest.stdout + honest.stderr);
    assert.equal(honest.stdout.match(/^confirmed: run /gm).length, 2);
    assert.match(honest.stdout, /^answers: 1 right, 0 wrong; predictions: 0 came true/m);
    assert.match(honest.stdout, /^written to exercise-1: Deeper is slower\.$/m);
    record.runs[1].epochs[0].test_accuracy += 0.002;
    record.answers[0].option = 7;
    const edited = verify(record);
    assert.equal(edited.status, 1);
    assert.match(edited.stdout, /^refuted: the record has been changed/m);
    assert.match(edited.stdout, /^refuted: answer exercise-1\/1, option 8: .* no such option/m);
    assert.match(edited.stdout, /^confirmed: run 1/m);
    assert.match(edited.stdout, /^refuted: run 2, .*epoch 1: test_accuracy is/m);
    record.runs[0].weights_sha256 = record.runs[1].weights_sha256;
    assert.match(verify(record).stdout, /^refuted: run 1, .*the weights have SHA-256/m);
    rmSync(folder, { recursive: true });
  });

  test('a project brings its model, settings and network', async () => {
    await put('mine.zip', project);
    const said = page.getByText('mine.zip is in the lab. It names');
    await said.waitFor();
    assert.ok((await said.innerText()).includes(`${accuracy} of 500`));
    await page.locator('[data-total]').filter({ hasText: '394,634' }).waitFor();
    assert.equal(await page.locator('#setting-seed').inputValue(), '1');
    assert.equal(JSON.parse(strFromU8(unzipSync(project)['project.json'])).epochs.length, 1);
  });

  test('a project of a lab that was changed after its run is of one piece, and both come back', async () => {
    const program = `# mine
model = keras.Sequential([layers.Flatten(), layers.Dense(7), layers.Dense(10, activation='softmax')])`; // prettier-ignore
    const text = () => page.locator('.cm-content').innerText();
    const total = (parameters) => page.locator('[data-total]').filter({ hasText: parameters }).waitFor(); // prettier-ignore
    await button(page, 'Code').click();
    await page.locator('.cm-content').waitFor();
    await pasteProgram(page, program);
    await page.waitForFunction(() => location.hash.includes('layers=flatten;dense(7'));
    const taken = (await download('Project')).bytes;
    const { model, code, edited, ...rest } = JSON.parse(
      strFromU8(unzipSync(taken)['project.json']),
    );
    const units = (spec) => spec.layers.flatMap(({ units = [] }) => units);
    assert.deepEqual(units(model), [128, 10]);
    assert.match(code, /Dense\(128, activation='relu'\)/);
    assert.doesNotMatch(code, /Dense\(7\)/);
    assert.deepEqual(units(edited.model), [7, 10]);
    assert.equal(edited.code, program);
    // As it was written before: the edited program beside the trained model.
    const older = zipSync({
      'project.json': strToU8(JSON.stringify({ ...rest, model, code: program })),
      'run.snapshot': unzipSync(taken)['run.snapshot'],
    });
    for (const [name, bytes] of Object.entries({ 'edited.zip': taken, 'older.zip': older })) {
      await button(page, 'Model 1').click();
      await page.waitForFunction(() => !location.hash.includes('layers='));
      assert.doesNotMatch(await text(), /Dense\(7\)/);
      await put(name, Buffer.from(bytes));
      const said = page.getByText(`${name} is in the lab. It names ${accuracy} of 500`);
      await said.filter({ hasText: 'The lab was changed after that run' }).waitFor();
      await page.waitForFunction(() => location.hash.includes('layers=flatten;dense(7'));
      await eventually(async () => assert.equal(await text(), program));
      assert.deepEqual(unzipSync((await download('NumPy (.npz)')).bytes), unzipSync(npz));
    }
    await button(page, 'Blocks').click();
    await button(page, 'Model 0').click();
    await total('394,634');
  });

  test('the file of "Download my work" opens in the same place, and its run is there again', async () => {
    await setRun(page, { Seed: 3 });
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    await button(page, 'Train').waitFor();
    const digest = await snapshotDigest(page);
    const work = await downloadWork(page);
    await setRun(page, { Seed: 4 });
    await button(page, 'Train').click();
    await epochOver(page, 1, 1);
    await button(page, 'Train').waitFor();
    assert.notEqual(await snapshotDigest(page), digest);
    const damaged = Buffer.from(work);
    damaged[work.length - 1] ^= 1;
    await put('damaged.cnnlab', damaged);
    await page.getByText('damaged.cnnlab could not be opened: its checksum does not fit').waitFor();
    assert.equal(await page.locator('#setting-seed').inputValue(), '4');
    // By its first bytes, whatever it is called.
    await put('renamed.zip', work);
    await page.getByText('renamed.zip is in the lab: its run continues in epoch 1 of 1').waitFor();
    await button(page, 'Train').waitFor();
    assert.equal(await page.locator('#setting-seed').inputValue(), '3');
    assert.equal(await snapshotDigest(page), digest);
    await setRun(page, { Seed: 1 });
  });

  test('a link brings model and settings, and holds what it locks', async () => {
    await page.getByLabel('the model', { exact: true }).check();
    await page.getByLabel('the settings of the run').check();
    const link = await page.getByLabel('A link to this').inputValue();
    assert.match(link, /#stop=0&model=model-0&epochs=1&pictures=500&test=500&lock=model,settings$/);
    const own = link.replace('model=model-0', 'layers=flatten;dense(7);dense(10,softmax)');
    await page.goto('about:blank');
    await page.goto(own);
    await engineReady(page);
    await page.locator('[data-total]').filter({ hasText: '21,591' }).waitFor(); // 3072 * 7 + 7 + 70 + 10
    assert.equal(await page.locator('#setting-pictures, #setting-training_pictures').inputValue(), '500'); // prettier-ignore
    assert.ok(await page.getByText('keeps the model fixed').isVisible());
    assert.ok(await button(page, 'Add a block').isDisabled());
    await put('mine.zip', project);
    await page.getByText(/mine\.zip could not be opened: it would change the model, and this link/).waitFor(); // prettier-ignore
    await page.locator('[data-total]').filter({ hasText: '21,591' }).waitFor();
    await page.evaluate(() => (location.hash = '#stop=4'));
    await page.waitForFunction(() => location.hash.includes('stop=4') && location.hash.includes('lock=model,settings')); // prettier-ignore
  });

  test('nothing was refused by the content policy, and nothing went wrong', async () => {
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(lab.seen, { errors: [], foreign: [] });
  });
});
