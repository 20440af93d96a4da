/** What every browser has to do with the page: one suite, run by each *.test.mjs of this folder. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { readWork } from '../reliability/work_file.mjs';
import { serve, shortManifest } from '../web/browser/page.mjs';
import { colour, png, reduced } from '../web/browser/test_picture.mjs';
import { openBrowser } from './browsers/open_browser.mjs';
import { hosts } from './hosts.mjs';
import { learnerIn } from './learner.mjs';
import { address, network, settings, trainedInNode } from './reference.mjs';
import { npzHash, safetensorsHash } from './weights_files.mjs';

const percent = (share) => `${(100 * share).toFixed(1)}%`;

/**
 * The suite in one browser at one host. `expected`: { isolated, build, threads } as the page has to
 * say; `whole` false leaves all but the run and its hash out; `offline` asks for a visit after the
 * server has stopped; `options` are the browser's.
 */
export function smoke(engine, { host, expected, options, whole = true, offline = false }) {
  describe(`${engine}, ${host}, ${expected.build}`, { concurrency: false }, () => {
    let server, browser, learner, record;

    before(async () => {
      server = await serve(hosts[host]());
      browser = await openBrowser(engine, options);
      learner = learnerIn(browser);
    });
    after(async () => {
      await browser?.close();
      server?.close();
    });

    const visit = async () => {
      await browser.open(server.url + address);
      await learner.read('.chip summary', expected.threads === 1 ? '1 thread' : ' threads');
      if (host === 'isolatedByWorker')
        await learner.see('isolation by the worker', () => crossOriginIsolated);
    };

    /** Holds the record's newest run to the same run in Node. */
    const assertSameAsInNode = async (taken) => {
      const run = taken.runs.at(-1);
      const { build, arithmetic } = run.engines.at(-1);
      assert.equal(build, expected.build);
      const inNode = await trainedInNode(arithmetic);
      assert.deepEqual(run.model.layers, network.layers);
      assert.equal(run.weights_sha256, inNode.hash);
      for (const [i, { loss, accuracy, test_loss, test_accuracy }] of inNode.epochs.entries()) {
        const { epoch, ...numbers } = run.epochs[i];
        assert.deepEqual([epoch, numbers], [i + 1, { loss, accuracy, test_loss, test_accuracy }]);
      }
    };

    /** Leaves the run in its middle, comes back, and goes on with it to its end. */
    const trainInTwoVisits = async () => {
      await learner.press('Train');
      await learner.press('Pause');
      await learner.read('section.kept', 'saved');
      await visit();
      const label = await learner.see(
        'the offer to continue',
        () =>
        [...document.querySelectorAll('button')].map((one) => one.textContent.trim()).find((said) => said.startsWith('Continue from')), // prettier-ignore
      );
      await learner.press(label);
      return learner.trained();
    };

    test(`it ${whole ? 'goes on with a run after a reload' : 'trains'}, to the bits of Node`, async () => {
      await visit();
      assert.equal(await browser.evaluate(() => crossOriginIsolated), expected.isolated);
      const status = await (whole ? trainInTwoVisits() : learner.train());
      record = await learner.takeRecord();
      await assertSameAsInNode(record);
      const { epochs, engines, weights_sha256 } = record.runs[0];
      const { accuracy, test_accuracy } = epochs.at(-1);
      assert.equal(status, `Epoch ${epochs.length} of ${epochs.length}: training ${percent(accuracy)}, test ${percent(test_accuracy)}`); // prettier-ignore
      const threads = await learner.text('.chip summary');
      const [{ arithmetic }] = engines;
      console.log(JSON.stringify({ browser: browser.version, host, threads, arithmetic, weights_sha256 })); // prettier-ignore
    });

    if (whole) {
      test('each view shows the network that was trained', () => views());
      test('a picture of one’s own is read to the byte and judged', () => ownPicture());
      test('what is downloaded is what was trained', () => exportedFiles());
      test('the program takes typed text, and the form follows', () => typedProgram());
    }
    if (offline) test('the second visit works with the server stopped', () => withoutServer());
    test('the page’s console holds no error', () => {
      // A host without the worker has no file of that name, which each browser says in its way.
      const ours = browser.errors.filter((text) => host !== 'bare' || !/404|service_?worker/i.test(text)); // prettier-ignore
      assert.deepEqual(ours, []);
    });

    async function views() {
      const { read, see, openView } = learner;
      // 3·3·3·8+8, 3·3·8·12+12, 16·16·12·24+24, 24·10+10
      await read('[data-total]', '75,102');
      const columns = await see('the maps of each layer', () => {
        const all = [...document.querySelectorAll('.columns .layer .column')];
        return document.querySelector('.columns .stack canvas') && all.map((column) => column.textContent.trim()); // prettier-ignore
      });
      const kinds = ['Conv2D', 'Conv2D', 'MaxPooling2D', 'Dropout', 'Flatten', 'Dense', 'Dense'];
      for (const [i, name] of kinds.entries())
        assert.ok(columns[i].includes(`Layer ${i + 1}, ${name}`), columns[i]);
      const curves = await browser.evaluate(
        () =>
        [...document.querySelectorAll('.chart .plot svg')].map((chart) => chart.querySelectorAll('path').length), // prettier-ignore
      );
      assert.equal(curves.length, 2);
      assert.ok(Math.min(...curves) > 0, 'both charts have curves');

      const cards = await see('ten judged pictures', () => {
        const all = [...document.querySelectorAll('.card')];
        return all.length === 10 && all.every((card) => card.querySelector('.guess') && card.querySelector('canvas')) && all.length; // prettier-ignore
      });
      assert.equal(cards, 10);
      await openView('Inside');
      const rows = await see('each layer inside', () => document.querySelectorAll('#view .inside-layers .layer').length); // prettier-ignore
      assert.equal(rows, network.layers.length);
      const grey = await see('a drawn map of the first layer', () => {
        const canvas = document.querySelector('#view .inside-layers canvas');
        if (!canvas) return false;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(data).size;
      });
      assert.ok(grey > 2, `${grey} shades`);
      await openView('All test pictures');
      const right = Math.round(record.runs[0].epochs.at(-1).test_accuracy * settings.test);
      await read('#view [data-examined]', `${right} of ${settings.test}`);
      await openView('Runs');
      await read('#view table', percent(record.runs[0].epochs.at(-1).accuracy));
    }

    async function ownPicture() {
      const { openView, see, read } = learner;
      const file = path.join(browser.downloads, '..', 'pattern.png');
      writeFileSync(file, png(96, 64, colour));
      await openView('Your picture');
      await see('the place for a picture', () => !!document.querySelector('.drop-place input'));
      await browser.choose('.drop-place input', file);
      const seen = await see('the picture', () => {
        const canvas = document.querySelector('.this-picture canvas');
        return canvas && [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data];
      });
      assert.deepEqual(
        seen.filter((_, i) => i % 4 !== 3),
        reduced(),
      );
      const answer = await read('.this-picture .answer-bars', '%');
      const shares = [...answer.matchAll(/(\d+\.\d)%/g)].map(([, share]) => Number(share));
      assert.equal(shares.length, 10);
      const sum = shares.reduce((total, share) => total + share, 0);
      assert.ok(Math.abs(sum - 100) <= 0.5, `${sum}% in all`);
    }

    async function exportedFiles() {
      const { openView, download } = learner;
      const { epochs, weights_sha256 } = record.runs[0];
      await openView('Files');
      assert.equal(npzHash(await download('NumPy (.npz)', 'cnn-lab-weights.npz')), weights_sha256);
      const safetensors = await download('safetensors', 'cnn-lab.safetensors');
      assert.equal(safetensorsHash(safetensors), weights_sha256);
      const h5 = await download('Keras (.weights.h5)', 'cnn-lab.weights.h5');
      assert.equal(h5.subarray(1, 8).toString('latin1'), 'HDF\r\n\x1a\n');
      const csv = (await download('Numbers (.csv)', 'cnn-lab-run.csv')).toString().trim();
      const losses = csv.split('\r\n').slice(1).map((line) => Number(line.split(',')[1])); // prettier-ignore
      assert.deepEqual(losses, epochs.map(({ loss }) => loss)); // prettier-ignore
      const program = (await download('Keras program', 'cnn-lab.py')).toString();
      assert.match(program, /layers\.Conv2D\(12, \(3, 3\), padding='same', activation='relu'\)/);
      const project = unzipSync(await download('Project', 'cnn-lab-project.zip'));
      assert.ok(strFromU8(project['project.json']).includes('conv2d'));
      const picture = PNG.sync.read(await download('PNG', 'cnn-lab-accuracy.png'));
      assert.ok(picture.width > 300 && new Set(picture.data).size > 2, 'the chart is drawn');
      const { header } = readWork(await download('Download my work', 'my-work.cnnlab'));
      assert.deepEqual(header.run.epochs.map(({ loss }) => loss), losses); // prettier-ignore
    }

    async function typedProgram() {
      const { press, see, click } = learner;
      await press('Code');
      await click('the line of the seed', () => {
        const root = document.querySelector('.code-view')?.shadowRoot;
        return [...(root?.querySelectorAll('.cm-line') ?? [])].find((line) => line.textContent === 'keras.utils.set_random_seed(5)'); // prettier-ignore
      });
      await browser.press(['End', 'Backspace', 'Backspace', '7', ')']);
      await see('seed 7 in the form', () => {
        const all = [...document.querySelectorAll('label')];
        return all.find((label) => label.textContent.trim() === 'Seed')?.control?.value === '7';
      });
      await press('Blocks');
    }

    async function withoutServer() {
      const { see } = learner;
      const { shards } = shortManifest();
      const files = ['index.html', ...shards.map(({ file }) => `cifar10/${file}`)];
      await see(
        'copy of the page and its pictures',
        async (wanted) =>
          (
            await Promise.all(
              // What is kept has its hash behind its address.
              wanted.map((file) =>
                caches.match(new URL(file, location.href).href, { ignoreSearch: true }),
              ),
            )
          ).every(Boolean),
        files,
      );
      server.close();
      await visit();
      assert.equal(await browser.evaluate(() => crossOriginIsolated), true);
      await learner.train();
      await assertSameAsInNode(await learner.takeRecord());
    }
  });
}
