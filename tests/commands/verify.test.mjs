/** ./lab verify on a class: really trained records, honest, copied, edited, damaged. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { needsOf } from '../../tools/options/verify.mjs';
import { pageCode } from '../../tools/page_code.mjs';
import { openTraining, recordOf, sealed } from './made_records.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-class-'));
after(() => rmSync(folder, { recursive: true }));
const kept = path.join(folder, 'kept');
const classFolder = path.join(folder, 'class');
const csv = path.join(folder, 'grades.csv');

function verify(...words) {
  const command = [path.join(root, 'tools/verify.mjs'), '--kept', kept, ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function hand(name, content) {
  const file = path.join(classFolder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'object' ? JSON.stringify(content) : content);
  return file;
}

/** The rows of a table as RFC 4180 has it. */
function rowsOf(text) {
  const [, ...rows] = text.trim().split('\r\n').map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)); // prettier-ignore
  return rows;
}

const dense = { kind: 'dense', units: 10, activation: 'softmax' };
const plain = { name: 'plain', layers: [{ kind: 'flatten' }, dense] };
const flipped = { name: 'flipped', layers: [{ kind: 'random_flip' }, ...plain.layers] };
/** Exercise 3 asks for five epochs and 1,000 pictures at least; few test pictures leave much to chance. */
const settings = (seed) => ({ epochs: 5, batch_size: 100, training_pictures: 1000, test_pictures: 20, seed, learning_rate: 0.001 }); // prettier-ignore
const claim = { passed: ['exercise-3'] };

/** Seeds with which the networks pass, seen once. */
const runs = {};
before(async () => {
  const { train, close } = await openTraining();
  for (const seed of [2, 3])
    runs[seed] = [await train(plain, settings(seed)), await train(flipped, settings(seed))];
  close();
});

/** An honest record after an edit, with a seal that fits. */
function edited(change, learner = 'Eve') {
  const record = structuredClone(recordOf(learner, runs[2], claim));
  change(record);
  return sealed(record);
}

describe('a class', () => {
  let first;
  before(() => {
    const text = 'I flipped the pictures, and the gap between the two curves became smaller.';
    const written = { ...claim, reflections: [{ exercise: 'exercise-3', text }] };
    hand('ada.json', recordOf('Ada', runs[2], claim));
    hand('Bo B_12_file_/cnn-lab-record.json', recordOf('Bö, "B"', runs[3], written));
    hand('copy of all.json', recordOf('Cy', runs[3], written));
    hand(
      'copy of text.json',
      recordOf('\t=1+1\u0000', [runs[2][0]], { reflections: written.reflections }),
    );
    hand('no run.json', recordOf('Di', [], claim));
    hand('not yet.json', recordOf('Ed', [runs[2][1]]));
    const edits = {
      loss: ({ runs: [, run] }) => (run.epochs[2].loss += 1e-6),
      accuracy: ({ runs: [, run] }) => (run.epochs[4].test_accuracy = 0.95),
      weights: ({ runs: [, run] }) => (run.weights_sha256 = '0'.repeat(64)),
      seed: ({ runs: [, run] }) => (run.settings.seed = 77),
      rate: ({ runs: [, run] }) => (run.settings.learning_rate = 0.0011),
      added: ({ runs: [, run] }) => {
        run.settings.epochs = 6;
        run.epochs.push({ ...run.epochs[4], epoch: 6 });
      },
      removed: ({ runs: [, run] }) => run.epochs.pop(),
      longer: ({ runs: [, run] }) => (run.settings.epochs = 4),
      network: ({ runs: [run] }) => (run.model = flipped),
      swapped: ({ runs: [, { epochs }] }) => ([epochs[0], epochs[1]] = [epochs[1], epochs[0]]),
      renamed: ({ runs: [, run] }) => {
        run.model.name = 'mine alone';
        delete run.weights_sha256;
      },
      validation: ({ runs: [, run] }) => (run.epochs[0].validation_accuracy = 0.9),
      pictures: ({ runs: [, run] }) => (run.settings.training_pictures = 9e9),
      moved: ({ runs: [, run] }) => run.rates.push({ pictures: 500, rate: 0.1 }),
      answer: ({ answers }) => answers.push({ place: '1/0', option: 99 }),
    };
    for (const [name, edit] of Object.entries(edits))
      hand(`edited ${name}.json`, edited(edit, `Eve ${name}`));
    hand('edited name.json', { ...recordOf('Ada', runs[2], claim), learner: 'Flo' });
    const whole = JSON.stringify(recordOf('Gus', runs[2], claim));
    hand('cut.json', whole.slice(0, whole.length / 2));
    hand('empty.json', '');
    hand('other.json', { grades: [1, 2] });
    hand('.hidden.json', 'no record');
    hand('notes.pdf', 'no record');
    first = verify(classFolder, '--csv', csv);
  });

  test('has a row for each record, right in every cell', () => {
    const told = Object.fromEntries(
      rowsOf(readFileSync(csv, 'utf8')).map(([file, ...cells]) => [file, cells]),
    );
    const made = '2026-11-30T10:00:00Z';
    const refuted = (why, alike = '') => [/^Eve \w+$/, made, 'exercise-3', 'no', why, alike];
    const run2 = (why, alike) => refuted(new RegExp(`^run 2, flipped, \\d epochs: ${why}`), alike);
    const expected = {
      'ada.json': ['Ada', made, 'exercise-3', 'yes', 'by run 2', 'the same record as edited name.json; the same runs as edited answer.json, edited moved.json, edited renamed.json and 1 more'], // prettier-ignore
      'Bo B_12_file_/cnn-lab-record.json': ['Bö, "B"', made, 'exercise-3', 'yes', 'by run 2', 'the same record as copy of all.json; the same text as copy of text.json'], // prettier-ignore
      'copy of all.json': ['Cy', made, 'exercise-3', 'yes', 'by run 2', 'the same record as Bo B_12_file_/cnn-lab-record.json; the same text as copy of text.json'], // prettier-ignore
      // A spreadsheet would compute it.
      'copy of text.json': ["'=1+1", made, 'exercise-3', 'no', 'no run of it', 'the same text as Bo B_12_file_/cnn-lab-record.json, copy of all.json'], // prettier-ignore
      'no run.json': ['Di', made, 'exercise-3', 'not verified', 'said to be passed, but no run of the record does it', ''], // prettier-ignore
      'not yet.json': ['Ed', made, 'exercise-3', 'no', 'run 1: there is no run to compare it with', ''], // prettier-ignore
      'edited loss.json': run2('epoch 3: loss is'),
      'edited accuracy.json': run2('epoch 5: test_accuracy is 0.95 in the record, but the run gives 0\\.'), // prettier-ignore
      'edited weights.json': run2('the weights have SHA-256 0{64} in the record', 'the same runs as ada.json, edited answer.json, edited moved.json and 2 more'), // prettier-ignore
      'edited seed.json': run2('epoch 1: loss is'),
      'edited rate.json': run2('epoch 1: loss is'),
      'edited added.json': run2('epoch 6: loss is'),
      'edited removed.json': run2('the weights have SHA-256'),
      'edited longer.json': run2('the record has 5 epochs, the run ends after 4'),
      'edited network.json': refuted(/^run 1, flipped, 5 epochs: epoch 1: loss is/),
      'edited swapped.json': run2('epoch 1: epoch is 2 in the record'),
      'edited pictures.json': run2('it has 9000000000 training pictures, and no page trains with so many'), // prettier-ignore
      'edited moved.json': run2('epoch 1: loss is', 'the same runs as ada.json, edited answer.json, edited name.json and 2 more'), // prettier-ignore
      'edited validation.json': run2('epoch 1: validation_accuracy is 0.9 in the record, but the run gives none'), // prettier-ignore
      'edited renamed.json': ['Eve renamed', made, 'exercise-3', 'yes', 'by run 2', 'the same runs as ada.json, edited answer.json, edited moved.json and 2 more'], // prettier-ignore
      'edited answer.json': refuted('answer 1/0, option 100: the question has no such option', 'the same runs as ada.json, edited moved.json, edited name.json and 2 more'), // prettier-ignore
      'edited name.json': ['Flo', made, 'exercise-3', 'no', 'the record has been changed since it was made', 'the same record as ada.json; the same runs as edited answer.json, edited moved.json, edited renamed.json and 1 more'], // prettier-ignore
      'cut.json': ['', '', 'exercise-3', 'unreadable', /^no record: .*JSON/, ''],
      'empty.json': ['', '', 'exercise-3', 'unreadable', /^no record: .*JSON/, ''],
      'other.json': ['', '', 'exercise-3', 'unreadable', /^no record: /, ''],
    };
    assert.deepEqual(Object.keys(told).sort(), Object.keys(expected).sort());
    for (const [file, cells] of Object.entries(expected))
      for (const [i, cell] of cells.entries())
        if (cell instanceof RegExp) assert.match(told[file][i], cell, file);
        else assert.equal(told[file][i], cell, file);
  });

  test('whose records are in part refuted has exit code 1; what is unreadable is named beside', () => {
    assert.equal(first.status, 1, first.stderr);
    assert.match(first.stderr, /^unreadable: .*cut\.json: no record/m);
    assert.doesNotMatch(first.stdout, /unreadable/);
  });

  /** Two seeds of two networks; a seed, a rate and a change of the rate that were made up. */
  const distinct = 2 * 2 + 3;
  test('has each run trained once, up to the first epoch that differs, and kept', () => {
    assert.match(first.stderr, new RegExp(`^ {2}${distinct} runs to do again$`, 'm'));
    const files = readdirSync(kept).map((name) => path.join(kept, name));
    const lengths = files.map((file) => JSON.parse(readFileSync(file, 'utf8')).epochs.length);
    // The made-up ones are given up after one epoch; one run was said to have a sixth.
    assert.deepEqual(lengths.sort(), [1, 1, 1, 5, 5, 5, 6]);
    const times = () => files.map((file) => statSync(file).mtimeMs);
    const before = times();
    const table = readFileSync(csv, 'utf8');
    const second = verify(classFolder, '--csv', csv);
    assert.equal(second.status, 1);
    assert.doesNotMatch(second.stderr, /to do again/);
    assert.deepEqual(times(), before);
    assert.equal(readFileSync(csv, 'utf8'), table);
  });
});

describe('one record', () => {
  const fileOf = (name, record) => hand(`../one/${name}.json`, record);
  let file;
  before(() => (file = fileOf('whole', recordOf('Ada', runs[2], claim))));

  test('that is confirmed in all has exit code 0', () => {
    const { status, stdout } = verify(file);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^passed: exercise-3, by run 2 of the record$/m);
  });

  test('is not vouched for by runs that were not done', () => {
    const { status, stdout } = verify(file, '--run', '1');
    assert.equal(status, 2, stdout);
    assert.match(stdout, /^confirmed: run 1/m);
    assert.match(stdout, /^not done: run 2/m);
    assert.doesNotMatch(stdout, /^passed/m);
    assert.match(stdout, /^not shown: exercise-3/m);
    const beyond = verify(file, '--run', '99');
    assert.equal(beyond.status, 64);
    assert.equal(beyond.stderr, '--run 99: the record has 2 runs.\n');
  });

  test('is not vouched for by what is only claimed', async () => {
    for (const claimed of [claim, { answers: [await cameTrue()] }]) {
      const { status, stdout } = verify(fileOf('claims', recordOf('Ada', [], claimed)));
      assert.equal(status, 2, stdout);
      assert.match(stdout, /^not shown: /m);
    }
  });

  test('that is refuted, unreadable or missing says which by its exit code', () => {
    const wrong = fileOf(
      'wrong',
      edited(({ runs: [run] }) => (run.epochs[0].loss += 1)),
    );
    const damaged = fileOf('damaged', '{"format":');
    const missing = path.join(folder, 'nowhere.json');
    const empty = path.join(folder, 'none');
    mkdirSync(empty);
    for (const [words, status] of [
      [[wrong], 1],
      [[damaged], 3],
      [[missing], 4],
      [[empty], 4],
      [[file, missing], 4],
      [[damaged, missing], 3],
      [[damaged, wrong], 1],
      [[], 64],
      [[file, '--rn', '1'], 64],
      [[file, '--run', '0'], 64],
      [[file, '--link', '#epochs=many'], 64],
      [[file, '--csv', folder], 64],
    ])
      assert.equal(verify(...words).status, status, words.join(' '));
  });

  test('over data of the learner’s own is not trained on CIFAR-10 in their place, and shows nothing', () => {
    const own = fileOf('own-data', edited(({ runs: [, run] }) => {
      run.data = { name: 'My desk', shape: [32, 32, 3], classes: Array.from('abcdefghij'), sha256: 'a'.repeat(64) };
    })); // prettier-ignore
    const before = readdirSync(kept).length;
    const { status, stdout, stderr } = verify(own);
    assert.equal(status, 2, stdout);
    assert.match(
      stdout,
      /^not asked: run 2, .*it is on data of the learner's own, “My desk”, which are not here$/m,
    );
    assert.match(stdout, /^refuted: exercise-3|^not shown: exercise-3/m);
    assert.doesNotMatch(stderr, /to do again/);
    assert.equal(readdirSync(kept).length, before);
  });

  test('that goes beyond what the link asks is not trained, and shows nothing', () => {
    const long = fileOf('long', edited(({ runs: [, run] }) => {
      run.settings.seed = 4;
      run.settings.epochs = 1000;
      run.epochs = Array.from({ length: 1000 }, (_, i) => ({ ...run.epochs[0], epoch: i + 1 }));
    })); // prettier-ignore
    const link = 'https://a.school/lab/#stop=exercise-3&epochs=5&pictures=1000&test=20';
    const before = readdirSync(kept).length;
    const { status, stdout, stderr } = verify(long, '--link', link);
    assert.equal(status, 2, stdout);
    assert.match(stdout, /^not asked: run 2, .*it has 1000 epochs, and the link asks for 5$/m);
    assert.match(stdout, /^not shown: exercise-3/m);
    assert.doesNotMatch(stderr, /to do again/);
    assert.equal(readdirSync(kept).length, before);
    assert.equal(verify(file, '--link', link).status, 0);
    const locked = verify(file, '--link', `${link}&lock=settings`);
    assert.equal(locked.status, 2);
    assert.match(locked.stdout, /^not asked: run 1, .*its batch_size is 100, and the link keeps it at 32$/m); // prettier-ignore
    const other = verify(file, '--link', `${link}&lock=model`);
    assert.match(other.stdout, /^not asked: run 1, .*its network is another/m);
  });
});

describe('what lies about in folders', () => {
  const place = (...names) => path.join(folder, 'places', ...names);
  const table = place('grades.csv');
  before(() => {
    hand('../places/a/ada.json', recordOf('Ada', runs[2]));
    hand('../places/b/ada.json', recordOf('Bo', runs[2]));
    hand('../places/b/red\u001b[31m.json', recordOf('Cy\u001b[2J', [runs[3][0]]));
    // An archive that was unpacked into a folder of its name, and what a copy left of its links.
    hand('../places/b/all.json/di.json', recordOf('Di', [runs[3][1]]));
    symlinkSync('../a/ada.json', place('b', 'link to ada.json'));
    symlinkSync('nowhere', place('b', 'lost.json'));
  });
  const filesTold = (...words) => {
    const { status, stdout, stderr } = verify(...words, '--csv', table);
    return { status, stdout, stderr, files: rowsOf(readFileSync(table, 'utf8')).map(([file]) => file) }; // prettier-ignore
  };

  test('is read where it can be, and the rest is named; nothing moves a terminal’s cursor', () => {
    const { status, stdout, stderr, files } = filesTold(place('b'));
    assert.deepEqual(files, ['ada.json', 'all.json/di.json', 'link to ada.json', 'lost.json', 'red [31m.json']); // prettier-ignore
    assert.equal(status, 4, stdout);
    assert.match(stderr, /^missing: lost\.json: there is no such file$/m);
    assert.ok(!(stdout + stderr).includes('\u001b'));
  });

  test('of two folders says of which, and a file that both have is handed in once', () => {
    const { files, stdout } = filesTold(place('a'), place('b'), place('a', 'ada.json'));
    assert.deepEqual(files.slice(0, 2), [place('a', 'ada.json'), place('b', 'ada.json')]);
    assert.equal(files.length, 5, files.join());
    assert.ok(stdout.includes(`duplicate: the same record as ${place('b', 'ada.json')}\n`), stdout);
  });

  test('does not keep the command from knowing which engines it needs', () => {
    const data = place('b');
    const needs = needsOf({ places: [place('b'), place('nowhere.json')], data });
    assert.deepEqual(needs, ['wasm-simd', 'wasm-simd-threads']);
  });

  test('and fewer pictures than a run has show nothing of it', () => {
    const few = place('few');
    mkdirSync(few);
    const manifest = JSON.parse(readFileSync(path.join(root, 'web/public/cifar10/manifest.json'), 'utf8')); // prettier-ignore
    writeFileSync(path.join(few, 'manifest.json'), JSON.stringify({ ...manifest, training: 500 }));
    const { status, stdout } = verify(place('a'), '--data', few);
    assert.equal(status, 2, stdout);
    assert.match(stdout, /^not verified: run 1, .*: it has 1000 training pictures, and the data here have 500$/m); // prettier-ignore
  });
});

describe('records of an assignment', () => {
  /** By its definition: the first 32 bits of SHA-256 over the key, a line's end, and the plain name. */
  const seedOf = (name) => createHash('sha256').update(`biology-7\n${name}`).digest().readUInt32BE(0); // prettier-ignore
  const link = '#stop=exercise-3&epochs=5&pictures=1000&test=20&batch=100&lock=settings&assignment=biology-7'; // prettier-ignore
  const place = path.join(folder, 'assignment');

  test('count with the seed that the name gives, and with no other', async () => {
    const { train, close } = await openTraining();
    const own = await train(plain, settings(seedOf('ada lovelace')));
    close();
    mkdirSync(place);
    const given = { assignment: 'biology-7' };
    writeFileSync(path.join(place, 'ada.json'), JSON.stringify(recordOf(' Ada  LOVELACE', [own], given))); // prettier-ignore
    writeFileSync(path.join(place, 'copy.json'), JSON.stringify(recordOf('Eve', [own], given)));
    writeFileSync(path.join(place, 'namesake.json'), JSON.stringify(recordOf('ada lovelace', [own], given))); // prettier-ignore
    writeFileSync(path.join(place, 'plain.json'), JSON.stringify(recordOf('Bo', [runs[2][0]])));
    const { status, stdout } = verify(place, '--link', link);
    assert.equal(status, 2, stdout);
    const [ada, copy, namesake, other] = stdout.split(/^(?=\w+\.json,)/m).slice(1);
    assert.match(ada, /^confirmed: run 1/m);
    assert.match(copy, new RegExp(`^not asked: run 1, .*its seed is ${seedOf('ada lovelace')}, and in this assignment that of Eve is ${seedOf('eve')}$`, 'm')); // prettier-ignore
    assert.match(copy, /^duplicate: the same record as ada\.json, namesake\.json$/m);
    // Of one name, so of one seed: whoever sees the same runs is told why they may be.
    assert.match(namesake, /^confirmed: run 1/m);
    assert.match(namesake, /^duplicate: the same record as .*; the same name as ada\.json$/m);
    assert.match(other, new RegExp(`^not asked: run 1, .*its seed is 2, .* that of Bo is ${seedOf('bo')}$`, 'm')); // prettier-ignore
    // A record of an assignment says so itself.
    assert.match(verify(path.join(place, 'copy.json')).stdout, /^not asked: run 1, .*its seed is/m);
  });
});

/** An answer to a question of the lesson, of which the learner says that it came true. */
async function cameTrue() {
  const { readQuestions } = await pageCode('../build/questions');
  const { page } = await pageCode('messages/en/page');
  const questions = readQuestions(path.join(root, 'assets/lesson/en'), page);
  const { options } = questions.find(({ place }) => place === '4/0');
  const option = options.findIndex((when) => /^gain >= [^,]+$/.test(when));
  return { place: '4/0', option, verdict: { came: true, measure: 'gain', value: 50 } };
}
