/**
 * The packages of `./lab package scorm` in a course system of which none of this project's code knows:
 * scorm-again's (https://github.com/jcputney/scorm-again) runtimes of SCORM 1.2 and 2004.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import { lookup } from 'mrmime';
import { chromium } from 'playwright-core';
import { browserFlags, shellPath } from '../../chromium.mjs';
import { engineReady, eventually, trainToEnd } from './page.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const runtime = (name) => readFileSync(path.join(root, `node_modules/scorm-again/dist/${name}.min.js`)); // prettier-ignore
const link = 'https://lab.example/#stop=lab&model=model-0&epochs=1&pictures=500&test=500&lock=stop,settings'; // prettier-ignore

const versions = {
  1.2: {
    api: 'API',
    calls: ['LMSSetValue', 'LMSGetLastError'],
    make: 'new Scorm12API({ autocommit: false, logLevel: 4 })',
    script: runtime('scorm12'),
    cmi: { core: { student_id: 'ada-1', student_name: 'Lovelace, Ada' } },
    complete: { 'core.lesson_status': 'passed', 'core.score.raw': '100' },
    begun: { 'core.lesson_status': 'incomplete', 'core.score.raw': '0' },
    time: ['core.session_time', /^\d{2,4}:\d\d:\d\d$/],
  },
  2004: {
    api: 'API_1484_11',
    calls: ['SetValue', 'GetLastError'],
    make: 'new Scorm2004API({ autocommit: false, logLevel: 4 })',
    script: runtime('scorm2004'),
    cmi: { learner_id: 'ada-1', learner_name: 'Lovelace, Ada' },
    complete: {
      completion_status: 'completed',
      success_status: 'passed',
      'score.scaled': '1.0000',
    },
    begun: { completion_status: 'incomplete', success_status: 'unknown', 'score.scaled': '0.0000' },
    time: ['session_time', /^PT\d+S$/],
  },
};

/** A course system: its page has the runtime, and the course in a frame. */
async function courseSystem(files, { api, calls: [set, lastError], make, script }, hash) {
  const page = `<!doctype html><title>Course</title><script src="/runtime.js"></script>
<script>
  window.${api} = ${make};
  const kept = sessionStorage.getItem('cmi');
  window.${api}.loadFromJSON(JSON.parse(kept ?? new URLSearchParams(location.search).get('cmi')));
  window.refused = [];
  const { ${set}: set } = window.${api};
  window.${api}.${set} = (element, value) => {
    const answer = set.call(window.${api}, element, value);
    const error = window.${api}.${lastError}();
    if (String(error) !== '0') window.refused.push(element + ' = ' + value + ': ' + error);
    return answer;
  };
</script>
<iframe id="course" width="1300" height="900" src="/course/course.html${hash}"></iframe>`;
  const answers = { '/': ['text/html', page], '/runtime.js': ['text/javascript', script] };
  const statements = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (request.method === 'POST') {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        statements.push(...JSON.parse(Buffer.concat(parts)));
        response.writeHead(pathname === '/statements' ? 200 : 404).end('[]');
      });
      return;
    }
    const bytes = files[pathname.replace(/^\/course\//, '')];
    const [type, body] = answers[pathname] ?? [lookup(pathname) ?? 'application/octet-stream', bytes]; // prettier-ignore
    if (body === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, statements, url: `http://localhost:${server.address().port}/` };
}

const folder = mkdtempSync(path.join(tmpdir(), 'cnn-lab-scorm-'));
after(() => rmSync(folder, { recursive: true }));

for (const [name, version] of Object.entries(versions))
  describe(`a package of SCORM ${name}`, () => {
    let files, browser, context, system, hash;

    before(async () => {
      const to = path.join(folder, `${name}.zip`);
      const options = ['--version', name, '--link', link, '--images', '1000', '--to', to];
      execFileSync(process.execPath, [path.join(root, 'tools/scorm.mjs'), 'scorm', ...options]);
      files = unzipSync(readFileSync(to));
      const manifest = Buffer.from(files['imsmanifest.xml']).toString();
      const [, parameters] = /parameters="([^"]*)"/.exec(manifest);
      hash = parameters.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code));
      system = await courseSystem(files, version, hash);
      browser = await chromium.launch({ executablePath: shellPath, args: browserFlags });
      context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    });
    after(async () => {
      await browser?.close();
      system?.server.closeAllConnections();
      system?.server.close();
    });

    const open = async (cmi, place = context) => {
      const page = await place.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${system.url}?cmi=${encodeURIComponent(JSON.stringify(cmi))}`);
      const course = await (await page.waitForSelector('#course')).contentFrame();
      const lab = await (await course.waitForSelector('#lab')).contentFrame();
      return { page, lab };
    };
    const cmiOf = (page) =>
      page.evaluate((api) => JSON.parse(window[api].renderCMIToJSONString()).cmi, version.api);
    const at = (cmi, element) => element.split('.').reduce((value, key) => value?.[key], cmi);
    const holds = (page, wanted) =>
      eventually(async () => {
        const cmi = await cmiOf(page);
        for (const [element, value] of Object.entries(wanted))
          assert.equal(String(at(cmi, element)), value, element);
      });

    test('lists every file that it has, and the assignment', () => {
      const manifest = Buffer.from(files['imsmanifest.xml']).toString();
      const listed = [...manifest.matchAll(/<file href="([^"]*)"/g)].map(([, file]) => file);
      assert.deepEqual(
        listed.sort(),
        Object.keys(files).filter((file) => file !== 'imsmanifest.xml').sort(), // prettier-ignore
      );
      assert.match(hash, /^#stop=lab&model=model-0/);
      assert.ok(listed.includes('course.html') && listed.includes('lab/index.html'));
    });

    test('tells of the score, the completion and the time, and goes on where a reload or another computer opens it', async () => {
      const { page, lab } = await open(version.cmi);
      await engineReady(lab);
      await holds(page, version.begun);
      await trainToEnd(lab);
      await holds(page, version.complete);
      const cmi = await cmiOf(page);
      const [element, form] = version.time;
      assert.match(at(cmi, element), form);
      const suspended = JSON.parse(cmi.suspend_data);
      const record = JSON.parse(suspended.record);
      assert.equal(record.learner, 'Lovelace, Ada');
      assert.equal(record.runs.length, 1);
      assert.equal(record.runs[0].settings.training_pictures, 500);

      assert.deepEqual(await page.evaluate(() => window.refused), []);

      // The same browser: the run is kept, and the course stays complete.
      await page.evaluate((kept) => sessionStorage.setItem('cmi', kept), JSON.stringify({ ...version.cmi, suspend_data: cmi.suspend_data })); // prettier-ignore
      await page.reload();
      await holds(page, version.complete);
      await page.close();

      // Another computer: nothing is kept there, but what the course system knows.
      const done = JSON.stringify({ done: ['2', 'exercise-1'] });
      const elsewhere = await browser.newContext();
      const other = await open({ ...version.cmi, suspend_data: done }, elsewhere);
      await other.lab.locator('[data-stop-link="exercise-1"].done').waitFor();
      await elsewhere.close();
    });

    // The same for both versions.
    if (name === '1.2')
      test('an endpoint of its own site gets a statement for each part, once; one elsewhere gets none', async () => {
        const page = await (await browser.newContext()).newPage();
        page.setDefaultTimeout(60_000);
        const actor = { mbox: 'mailto:ada@example.org' };
        const address = `${system.url}course/lab/index.html?actor=${encodeURIComponent(JSON.stringify(actor))}&xapi=`;
        await page.goto(`${address}http://127.0.0.1:9/statements${hash}`);
        await engineReady(page);
        await trainToEnd(page);
        assert.deepEqual(system.statements, []);
        await page.getByText('saved just now').waitFor();
        for (const visit of [1, 2]) {
          await page.goto('about:blank');
          await page.goto(`${address}/statements${hash}`);
          await engineReady(page);
          await eventually(() => assert.equal(system.statements.length, 1, `visit ${visit}`));
        }
        const [statement] = system.statements;
        assert.deepEqual(statement.actor, actor);
        assert.match(statement.verb.id, /\/completed$/);
        assert.equal(statement.object.id, `${system.url}course/lab/`);
        assert.equal(statement.result.score.scaled, 1);

        // Another learner at this computer has done nothing of it.
        await page.goto('about:blank');
        const bob = encodeURIComponent('{"mbox":"mailto:bob@example.org"}');
        await page.goto(`${system.url}course/lab/index.html?actor=${bob}&xapi=/statements${hash}`);
        await engineReady(page);
        assert.equal(system.statements.length, 1);
        await trainToEnd(page);
        await eventually(() => assert.equal(system.statements.length, 2));
        assert.equal(system.statements[1].actor.mbox, 'mailto:bob@example.org');
        await page.context().close();
      });

    test('opens the lab, and says so, where the course system’s calls throw', async () => {
      const { page } = await open(version.cmi);
      await page.evaluate((api) => {
        const fail = () => {
          throw new Error('no answer');
        };
        window[api] = new Proxy({}, { get: () => fail });
        document.getElementById('course').contentWindow.location.reload();
      }, version.api);
      const course = page.frameLocator('#course');
      await course.getByRole('alert').waitFor();
      await course.frameLocator('#lab').locator('.stop:visible').first().waitFor();
      await page.close();
    });

    test('a course page that is loaded again says what to do, and the work is there', async () => {
      const { page, lab } = await open(
        JSON.parse(JSON.stringify(version.cmi).replaceAll('ada-1', 'cy-3')),
      );
      await engineReady(lab);
      await trainToEnd(lab);
      await lab.getByText('saved just now').waitFor();
      const course = page.frameLocator('#course');
      await page.locator('#course').evaluate((frame) => frame.contentWindow.location.reload());
      await course.getByText('open the activity again').waitFor();
      await course.frameLocator('#lab').getByRole('button', { name: 'Bring it back' }).waitFor();
      await page.close();
    });

    test('what a course system does not take is said', async () => {
      const { page, lab } = await open(
        JSON.parse(JSON.stringify(version.cmi).replaceAll('ada-1', 'eve-4')),
      );
      await engineReady(lab);
      await page.evaluate(([api, set]) => (window[api][set] = () => 'false'), [version.api, version.calls[0]]); // prettier-ignore
      await trainToEnd(lab);
      await page.frameLocator('#course').getByText('did not take what was done').waitFor();
      await page.close();
    });

    test('another learner at the same computer begins with an empty lab', async () => {
      const cmi = JSON.parse(JSON.stringify(version.cmi).replaceAll('ada-1', 'bob-2'));
      const { page, lab } = await open(cmi);
      await engineReady(lab);
      await holds(page, version.begun);
      assert.equal(await lab.getByRole('button', { name: /^(Continue|Bring)/ }).count(), 0);
      const keptAs = () => lab.evaluate(() => document.documentElement.dataset.kept);
      const [, number] = /^cnn-lab@([0-9a-f]{16})$/.exec(await keptAs());
      await lab.goto(lab.url().replace(number, number.toUpperCase()));
      assert.equal(await keptAs(), `cnn-lab@${number}`);
      await page.close();
    });
  });
