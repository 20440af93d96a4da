/** ./lab as practitioners type it: help, wrong options, pipes, Ctrl-C, folders that take nothing. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'cnnlab-line-'));
after(() => rmSync(folder, { recursive: true }));

/** The rows of the table in tools/README.md: exit codes by command. */
const codes = Object.fromEntries(
  readFileSync(path.join(root, 'tools/README.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, command, said] = /^\| `(\w+)` +\| ([\d, ]+)\|/.exec(line) ?? [];
      return command ? [[command, said.split(',').map(Number)]] : [];
    }),
);

function held(command, result) {
  assert.ok(codes[command].includes(result.status), `${command} ends with ${result.status}: ${result.stderr}`); // prettier-ignore
  return result;
}
const lab = (command, ...words) =>
  held(command, spawnSync('./lab', [command, ...words], { cwd: root, encoding: 'utf8' }));
/** A tool itself, in the test's folder: what ./lab calls when all that it needs is there. */
const tool = (command, ...words) =>
  held(command, spawnSync(process.execPath, [path.join(root, `tools/${command}.mjs`), ...words], { cwd: folder, encoding: 'utf8' })); // prettier-ignore

const few = ['model-0', '--build', 'simd', '--images', '300', '--test-images', '100'];
const linesOf = (stdout) => stdout.trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
/** Numbers of epochs, and the hash: without what took how long. */
const resultsOf = (stdout) => linesOf(stdout).map(({ seconds: _, images_per_second: __, ...rest }) => rest); // prettier-ignore

describe('every command', () => {
  const text = spawnSync('./lab', ['help'], { cwd: root, encoding: 'utf8' }).stdout;
  const commands = [...new Set([...text.matchAll(/^ {2}\.\/lab (\w+)/gm)].map(([, name]) => name))];

  test('has a row in the table', () => {
    assert.deepEqual(Object.keys(codes).sort(), commands.sort());
  });

  test('has --help and -h, on standard output', () => {
    for (const command of commands)
      for (const word of ['--help', '-h']) {
        const { status, stdout } = lab(command, word);
        assert.equal(status, 0, command);
        assert.match(stdout, new RegExp(`\\./lab ${command}`));
      }
  });

  test('that is none, and the version', () => {
    const { status, stdout } = spawnSync('./lab', ['--version'], { cwd: root, encoding: 'utf8' });
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.deepEqual([status, stdout], [0, `CNN Lab ${version}\n`]);
    assert.equal(spawnSync('./lab', ['trian'], { cwd: root }).status, 64);
  });
});

describe('a shell that finishes words', () => {
  const finished = (...words) =>
    spawnSync('bash', ['-c', 'source <(./lab completion); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cnnlab; printf "%s\\n" "${COMPREPLY[@]}"', 'bash', './lab', ...words], { cwd: root, encoding: 'utf8' }) // prettier-ignore
      .stdout.trim()
      .split('\n');

  test('knows the commands, their options and what these take', () => {
    assert.deepEqual(finished('ver'), ['verify']);
    assert.deepEqual(finished('test', 'wa'), ['wasm']);
    assert.deepEqual(finished('build', 'native-t'), ['native-tsan']);
    assert.deepEqual(finished('train', 'model-0', '--build', 'rel'), ['relaxed-simd-threads']);
    assert.deepEqual(finished('export', '--t'), ['--test-images', '--threads', '--to']);
    assert.deepEqual(finished('bench', '--page', '--pr'), ['--presses']);
    // A file: the shell's own words.
    assert.deepEqual(finished('verify', 'record'), ['']);
  });

  test('offers what --help tells, and all of it', async () => {
    for (const file of readdirSync(path.join(root, 'tools/options'))) {
      const { options, usage } = await import(path.join(root, 'tools/options', file));
      if (!usage) continue;
      const told = [...usage.matchAll(/^ +--([\w-]+)/gm)].map(([, name]) => name);
      const known = [...Object.keys(options), 'help'].filter((name) => name !== 'page');
      assert.deepEqual(told.sort(), known.sort(), file);
    }
  });
});

describe('what is typed wrong', () => {
  /** A checkout in which nothing is installed or built. */
  const bare = path.join(folder, 'bare');
  before(() => {
    mkdirSync(path.join(bare, 'web/src/model'), { recursive: true });
    for (const part of [
      'lab',
      'tools',
      'package.json',
      'package-lock.json',
      'assets/presets',
      'web/src/model/catalog.json',
    ])
      // prettier-ignore
      cpSync(path.join(root, part), path.join(bare, part), { recursive: true });
  });

  for (const [words, sentence] of [
    [['train', '--epochs', '0'], '--epochs 0: give a whole number from 1 to 1000.'],
    [['train', '--images', '50001'], '--images 50001: give a whole number from 10 to 50000.'],
    [['train', '--seed', '-1'], /'--seed' argument is ambiguous|--seed -1: give/],
    [['train', '--seed=4294967296'], '--seed 4294967296: give a whole number from 0 to 4294967295.'], // prettier-ignore
    [['train', '--learning-rate=11'], '--learning-rate 11: give a number from 1e-7 to 10.'],
    [['train', '--build', 'fast'], /^--build fast: give simd/],
    [['train', '--colour'], /Unknown option '--colour'.* See \.\/lab train --help/],
    [['train', 'nowhere.py'], /^nowhere\.py is no file/],
    [['train', '--resume', 'nowhere'], '--resume nowhere: there is no such file.'],
    [['export', 'model-0'], /^Say where to/],
    [['evaluate'], /^Give one file of weights or a project/],
    [['evaluate', 'nowhere.npz'], 'nowhere.npz: there is no such file.'],
    [['summary'], /^Give one model/],
    [['verify'], /^Give a record or a folder/],
    [['build', 'wasm-simd', 'fast'], /^There is no preset fast/],
    [['data', '--form', 'x'], /^data does not know --form/],
    [['test', 'everything'], /^There is no kind of test called everything/],
    [['vectors'], /^Give the folder/],
    [['package', 'zip'], /^package makes one thing/],
    [['package', 'scorm', '--version', '3'], '--version 3: give 1.2 or 2004.'],
    [['package', 'scorm', '--to', 'nowhere/a.zip'], /^--to nowhere\/a\.zip: there is no folder/],
    [['bench', '--against', 'jax'], '--against jax: give of pytorch, tfjs, none.'],
    [['bench', '--batches', '32,x'], '--batches x: give a whole number from 1 up.'],
    [['bench', '--seconds', '0'], '--seconds 0: give a number above 0.'],
    [['bench', '--page', '--rounds', 'x'], '--rounds x: give a whole number from 1 up.'],
    [['screenshots', '--sizes', '12'], /^--sizes 12: write WIDTHxHEIGHT/],
    [['screenshots', '--moments', 'later'], '--moments later: choose of before, during, after.'],
    [['screenshots', 'a', 'b'], 'Give one folder, not 2: a b.'],
    [['fuzz', 'everything'], /^There is no target everything: give model/],
    [['fuzz', '--minutes', '0'], '--minutes 0: give a number above 0.'],
    [['check', '--mend'], 'check does not know --mend: it takes --fix or nothing.'],
    [['catalog', 'x'], 'catalog takes no words.'],
    [['completion', 'zsh'], /^completion takes no words/],
  ])
    test(`./lab ${words.join(' ')} ends before anything is installed or built`, () => {
      const { status, stdout, stderr } = spawnSync('./lab', words, { cwd: bare, encoding: 'utf8' });
      assert.equal(status, 64, stderr);
      assert.ok(codes[words[0]].includes(64));
      assert.equal(stdout, '');
      if (sentence instanceof RegExp) assert.match(stderr, sentence);
      else assert.equal(stderr, `${sentence}\n`);
      for (const made of ['node_modules', '.build', '.cache'])
        assert.ok(!existsSync(path.join(bare, made)), made);
    });

  test('is told from what has no network: npm’s words come after ours', () => {
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: path.join(folder, 'npm') }; // prettier-ignore
    const { status, stdout, stderr } = spawnSync('./lab', ['summary', 'model-0'], { cwd: bare, encoding: 'utf8', env }); // prettier-ignore
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /npm could not install the page's packages: look at the network.* npm says:\n[^]*ECONNREFUSED/); // prettier-ignore
  });
});

test('only the engine that is asked for is built', () => {
  const needs = (...words) =>
    spawnSync(process.execPath, [path.join(root, 'tools/needs.mjs'), ...words], {
      encoding: 'utf8',
    })
      .stdout.trim()
      .split('\n');
  assert.deepEqual(needs('train'), ['wasm-simd-threads', 'data']);
  assert.deepEqual(needs('train', '--build', 'simd', '--data', folder), ['wasm-simd']);
  assert.deepEqual(needs('train', '--native'), ['native', 'data']);
  assert.deepEqual(needs('summary', 'model-1'), ['wasm-simd']);
});

describe('a run', () => {
  const words = [...few, '--epochs', '20'];
  let whole;
  before(() => (whole = tool('train', ...words, '--to', 'whole')));

  test('has its results on standard output, and says on standard error what it is', () => {
    assert.equal(whole.status, 0, whole.stderr);
    assert.equal(linesOf(whole.stdout).length, 21);
    assert.match(whole.stderr, /^Training Model 0 \(394,634 parameters\) on 300 pictures, 20 epochs, batches of 32, seed 1; simd, 1 thread\.$/m); // prettier-ignore
    assert.doesNotMatch(whole.stderr, /[\r\x1b]|\[[#-]+\]/); // eslint-disable-line no-control-regex
  });

  test('draws a bar on a terminal', () => {
    const command = `${process.execPath} ${path.join(root, 'tools/train.mjs')} ${[...few, '--epochs', '1'].join(' ')}`; // prettier-ignore
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', cwd: folder }); // prettier-ignore
    assert.match(stdout, /\repoch 1 of 1 \[#+-*\] +\d+%|\x1b\[Kepoch 1 of 1 \[#+-*\] +\d+%/); // eslint-disable-line no-control-regex
  });

  test('whose output is cut off ends quietly', () => {
    const command = `${process.execPath} ${path.join(root, 'tools/train.mjs')} ${words.join(' ')} | head -1; exit \${PIPESTATUS[0]}`; // prettier-ignore
    const cut = held(
      'train',
      spawnSync('bash', ['-c', command], { encoding: 'utf8', cwd: folder }),
    );
    assert.equal(cut.status, 141);
    assert.deepEqual(resultsOf(cut.stdout), resultsOf(whole.stdout).slice(0, 1));
    assert.match(cut.stderr, /^Training [^\n]*\n$/);
  });

  /** A run that is stopped after its first epoch: { done, file, stderr }. */
  async function stopped(...given) {
    const child = spawn(process.execPath, [path.join(root, 'tools/train.mjs'), ...given], { cwd: folder }); // prettier-ignore
    let [stdout, stderr] = ['', ''];
    child.stderr.on('data', (part) => (stderr += part));
    child.stdout.on('data', (part) => (stdout += part));
    child.stdout.once('data', () => child.kill('SIGINT'));
    const status = await new Promise((done) => child.on('close', done));
    held('train', { status, stderr });
    assert.equal(status, 130, stderr);
    const [, file] = /To go on: \.\/lab train --resume (\S+)/.exec(stderr);
    return { done: resultsOf(stdout), file, stderr };
  }

  test('that Ctrl-C stops keeps a checkpoint and what is done, and goes on to the same bits', async () => {
    const { done, file, stderr } = await stopped(...words, '--to', 'stopped');
    assert.match(stderr, / --to stopped$/m);
    assert.deepEqual(readdirSync(path.join(folder, 'stopped')), readdirSync(path.join(folder, 'whole'))); // prettier-ignore
    const rest = tool('train', '--resume', file);
    assert.equal(rest.status, 0, rest.stderr);
    assert.deepEqual([...done, ...resultsOf(rest.stdout)], resultsOf(whole.stdout));
    assert.equal(tool('train', '--resume', file, '--epochs', '3').status, 64);
  });

  test('that is stopped natively does the same, and has the same bits', async () => {
    const natively = words.map((word) => (word === 'simd' ? 'native' : word));
    const { done, file } = await stopped(...natively);
    const rest = tool('train', '--resume', file);
    assert.equal(rest.status, 0, rest.stderr);
    const numbers = [...done, ...resultsOf(rest.stdout)];
    assert.ok(done.length > 0 && done.length < numbers.length - 1, `${done.length}`);
    assert.deepEqual(numbers.at(-1), resultsOf(whole.stdout).at(-1));
    assert.deepEqual(numbers.map(({ epoch }) => epoch), resultsOf(whole.stdout).map(({ epoch }) => epoch)); // prettier-ignore
  });

  test('is not begun where its files could not be written', () => {
    writeFileSync(path.join(folder, 'in the way'), 'mine');
    mkdirSync(path.join(folder, 'taken/cnn-lab-run.csv'), { recursive: true });
    for (const [to, why] of [
      ['in the way', 'a file is in the way'],
      ['in the way/below', 'a file is in the way'],
      ['taken', 'a folder is in the way'],
      ['/proc/nowhere', 'its folder is not there'],
    ]) {
      const { status, stdout, stderr } = tool('train', ...words, '--to', to);
      assert.equal(status, 1, stderr);
      assert.equal(stdout, '');
      assert.equal(stderr, `--to ${to}: ${why}. Nothing was trained: name another folder.\n`);
    }
    assert.equal(readFileSync(path.join(folder, 'in the way'), 'utf8'), 'mine');
    assert.deepEqual(readdirSync(path.join(folder, 'taken')), ['cnn-lab-run.csv']);
  });

  test('loses nothing where the room ends while it is written: no file is cut', () => {
    // No file may grow beyond 600 KB: the program fits, the weights' 1.5 MB do not.
    const command = `ulimit -f 600; ${process.execPath} ${path.join(root, 'tools/train.mjs')} ${[...few, '--epochs', '1', '--to', 'full'].join(' ')}`; // prettier-ignore
    mkdirSync(path.join(folder, 'full'));
    writeFileSync(path.join(folder, 'full/cnn-lab-weights.npz'), 'what was there');
    const { status, stderr } = spawnSync('bash', ['-c', command], {
      encoding: 'utf8',
      cwd: folder,
    });
    assert.equal(status, 1, stderr);
    const names = readdirSync(path.join(folder, 'full'));
    assert.deepEqual(names.filter((name) => name.includes('unfinished')), []); // prettier-ignore
    assert.ok(names.some((name) => name.endsWith('.py')), names.join()); // prettier-ignore
    for (const name of names.filter((one) => one.endsWith('.npz')))
      assert.equal(readFileSync(path.join(folder, 'full', name), 'utf8'), 'what was there');
    assert.ok(!names.some((name) => name.endsWith('.onnx')));
  });

  test('is evaluated from its files, and its project is a model', () => {
    const last = linesOf(whole.stdout).at(-2);
    const files = readdirSync(path.join(folder, 'whole')).filter((name) => /\.(npz|safetensors|h5)$/.test(name)); // prettier-ignore
    assert.equal(files.length, 3);
    const project = readdirSync(path.join(folder, 'whole')).find((name) => /project.*\.zip$/.test(name)); // prettier-ignore
    for (const [file, ...more] of [
      ...files.map((name) => [name, '--model', 'model-0']),
      [project],
    ]) {
      const said = tool('evaluate', `whole/${file}`, '--images', '100', '--build', 'simd', ...more);
      assert.equal(said.status, 0, said.stderr);
      const [{ test_accuracy, test_loss, pictures, right }] = linesOf(said.stdout);
      assert.deepEqual([test_accuracy, pictures, right], [last.test_accuracy, 100, Math.round(100 * last.test_accuracy)]); // prettier-ignore
      assert.ok(Math.abs(test_loss - last.test_loss) < 1e-5, `${test_loss} ${last.test_loss}`);
    }
    const other = tool('evaluate', `whole/${files[0]}`, '--model', 'model-1', '--images', '100', '--build', 'simd'); // prettier-ignore
    assert.equal(other.status, 1);
    assert.match(other.stderr, /does not go into Model 1/);
    const again = tool('train', `whole/${project}`, '--build', 'simd');
    assert.deepEqual(resultsOf(again.stdout), resultsOf(whole.stdout));
    assert.match(tool('summary', `whole/${project}`).stdout, /394,634/);
  });
});
