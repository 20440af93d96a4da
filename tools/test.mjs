/**
 * Runs tests of each kind named, after ./lab has built them, and counts: a table at the end, then
 * one line `N passed, N failed`. Fails if any test failed, or if any kind ran none.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { forgetCounts, reportCoverage } from './coverage.mjs';

const root = path.resolve(import.meta.dirname, '..');
const reports = path.join(root, '.build/reports');

/** Runs a program; its output is printed at its end, or only if it fails. Resolves to its code. */
function execute(command, args, { isShown = false, minutes = 15, env = {} } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: minutes * 60_000,
  });
  const parts = [];
  child.stdout.on('data', (part) => parts.push(part));
  child.stderr.on('data', (part) => parts.push(part));
  return new Promise((done) => {
    child.on('error', (error) => {
      console.error(`${command} does not start: ${error.message}`);
      done(1);
    });
    child.on('close', (code, signal) => {
      if (isShown || code !== 0) process.stdout.write(Buffer.concat(parts));
      if (signal) console.error(`${command} was ended by ${signal} (limit: ${minutes} minutes).`);
      done(code ?? 1);
    });
  });
}

/** A report file that a test program is about to write. */
function freshReport(name) {
  mkdirSync(reports, { recursive: true });
  const file = path.join(reports, name);
  rmSync(file, { force: true });
  return file;
}

/** What a report says. A program that failed without a failed test, or left no report, is one failure. */
function counted(file, code, count) {
  let counts;
  try {
    counts = count(readFileSync(file, 'utf8'));
  } catch {
    console.error(`${path.basename(file)} was not written: the tests did not run to their end.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const numberIn = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

/** What GoogleTest's own report says. */
function countGoogleTests(json) {
  const tests = JSON.parse(json).testsuites.flatMap((suite) => suite.testsuite);
  const failed = tests.filter((test) => test.failures?.length > 0).length;
  const skipped = tests.filter((test) => test.result !== 'COMPLETED').length;
  return { passed: tests.length - failed - skipped, failed, skipped };
}

/** GoogleTest natively, through CTest. */
async function native(preset) {
  const report = freshReport(`${preset}.xml`);
  const ctest = ['--preset', preset, '-j', String(availableParallelism())];
  const line = ['ctest', ...ctest, '--no-tests=error', '--output-junit', report];
  // ThreadSanitizer wants the fixed address layout that setarch -R gives.
  if (preset === 'native-tsan') line.unshift('setarch', '-R');
  const env = {
    ASAN_OPTIONS: 'detect_stack_use_after_return=1',
    UBSAN_OPTIONS: 'print_stacktrace=1',
    TSAN_OPTIONS: 'halt_on_error=1',
  };
  const code = await execute(line[0], line.slice(1), { env });
  return counted(report, code, (xml) => {
    const [all, failed, disabled, skipped] = ['tests', 'failures', 'disabled', 'skipped'].map(
      (name) => numberIn(xml, new RegExp(`<testsuite[^>]*\\b${name}="(\\d+)"`)),
    );
    return { passed: all - failed - disabled - skipped, failed, skipped: disabled + skipped };
  });
}

/** The native tests in one process, then how much of core/ they ran. */
async function coverage(preset) {
  const report = freshReport(`${preset}.json`);
  const tree = path.join(root, '.build', preset);
  forgetCounts(tree);
  const program = path.join(tree, 'tests/cnnlab_tests');
  const code = await execute(program, [`--gtest_output=json:${report}`], { minutes: 30 });
  const counts = counted(report, code, countGoogleTests);
  if (!reportCoverage(root, tree)) counts.failed += 1;
  return counts;
}

/** The same tests in WebAssembly under Node. */
async function wasm(preset) {
  const report = freshReport(`${preset}.json`);
  const binary = path.join(root, '.build', preset, 'tests/cnnlab_tests.js');
  // Emscripten 3.1.6 takes a Node with fetch for a browser.
  const code = await execute(process.execPath, [
    '--no-experimental-fetch',
    binary,
    `--gtest_output=json:${report}`,
  ]);
  return counted(report, code, countGoogleTests);
}

/** The page's unit tests, by Vitest. */
async function web() {
  const report = freshReport('web.json');
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await execute(process.execPath, [vitest, 'run', ...reporters]);
  return counted(report, code, (json) => {
    const all = JSON.parse(json);
    return {
      passed: all.numPassedTests,
      failed: all.numFailedTests,
      skipped: all.numPendingTests + all.numTodoTests,
    };
  });
}

/** One file by node --test; its whole output is printed when it ends, so that two may run at once. */
async function nodeTest(kind, directory, file, isShown) {
  const report = freshReport(`${kind}-${file}.tap`);
  const reporters = ['spec', 'tap'].flatMap((name) => [
    `--test-reporter=${name}`,
    `--test-reporter-destination=${name === 'tap' ? report : 'stdout'}`,
  ]);
  const target = path.join(directory, file);
  const line = ['--test', ...reporters, target];
  const code = await execute(process.execPath, line, { isShown, minutes: 30 });
  return counted(report, code, (tap) => {
    const count = (name) => numberIn(tap, new RegExp(`^# ${name} (\\d+)$`, 'm'));
    return {
      passed: count('pass'),
      failed: count('fail') + count('cancelled'),
      skipped: count('skipped') + count('todo'),
    };
  });
}

/** Runs each, at most `atOnce` of them at a time. */
async function inTurn(list, atOnce, run) {
  const waiting = [...list];
  const takeTurns = async () => {
    while (waiting.length > 0) await run(waiting.shift());
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
}

/**
 * Files of a folder by node --test, `atOnce` at a time. Files named in `alone` come first, each with
 * the machine to itself: those that measure how long the page's main thread is busy. Then come those
 * in `longest`, so that none of them is waited for at the end. A file that failed beside others runs
 * once more by itself, if `again` allows so many: what was only a busy machine passes then, and is
 * named in the report; a fault fails twice.
 */
async function nodeTests(kind, folder, options = {}) {
  const { isShown = false, atOnce = 1, alone = [], longest = [], again = 0 } = options;
  const directory = path.join(root, folder);
  const files = readdirSync(directory).filter((name) => name.endsWith('.test.mjs'));
  const counts = new Map();
  const seconds = [];
  const run = async (file) => {
    const start = performance.now();
    counts.set(file, await nodeTest(kind, directory, file, isShown));
    seconds.push([(performance.now() - start) / 1000, file]);
  };
  for (const file of alone) await run(file);
  const named = [...alone, ...longest];
  const others = files.filter((file) => !named.includes(file)).sort();
  await inTurn([...longest, ...others], atOnce, run);
  const failing = files.filter((file) => counts.get(file).failed > 0);
  if (failing.length <= again)
    for (const file of failing) {
      const { failed } = counts.get(file);
      console.log(`Testing ${file} again, by itself: ${failed} failed beside others ...`);
      await run(file);
      if (counts.get(file).failed === 0) secondTries.push(`${kind}/${file}`);
    }
  seconds.sort(([one], [other]) => other - one);
  if (files.length > 1)
    console.log(seconds.map(([taken, file]) => `${taken.toFixed(1).padStart(7)} s  ${file}`).join('\n')); // prettier-ignore
  const sum = (key) => [...counts.values()].reduce((total, count) => total + count[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** Files that failed beside others and passed by themselves. */
const secondTries = [];

const kinds = {
  native,
  'native-asan': native,
  'native-tsan': native,
  'native-coverage': coverage,
  'wasm-simd': wasm,
  'wasm-simd-threads': wasm,
  engine: (kind) => nodeTests(kind, 'tests/wasm'),
  tools: (kind) => nodeTests(kind, 'tests/tools'),
  commands: (kind) => nodeTests(kind, 'tests/commands'),
  web,
  keras: (kind) => nodeTests(kind, 'tests/keras'),
  browser: (kind) =>
    nodeTests(kind, 'tests/web/browser', {
      isShown: true,
      // They wait for much of their time: together they need ten minutes of one processor.
      atOnce: 3,
      again: 6,
      // The first trains in earnest, the second measures the page's own tasks.
      alone: ['exercises.test.mjs', 'free_page.test.mjs'],
      longest: ['versions', 'records', 'reliability', 'storage'].map((name) => `${name}.test.mjs`), // prettier-ignore
    }),
  engines: (kind) => nodeTests(kind, 'tests/engines', { isShown: true, atOnce: 3, again: 1 }),
};

/** Those that leave a processor idle for much of their time: two may run at once, beside no other. */
const twoAtOnce = ['native', 'wasm-simd-threads', 'engine', 'tools', 'commands', 'web', 'keras'];

const results = [];
async function run(kind) {
  console.log(`Testing ${kind} ...`);
  const start = performance.now();
  const counts = await kinds[kind](kind);
  results.push({ kind, ...counts, seconds: (performance.now() - start) / 1000 });
}
const asked = process.argv.slice(2);
const [together, oneByOne] = [true, false].map((is) =>
  asked.filter((kind) => twoAtOnce.includes(kind) === is),
);
await inTurn(together, 2, run);
await inTurn(oneByOne, 1, run);
results.sort((one, other) => asked.indexOf(one.kind) - asked.indexOf(other.kind));

const row = (name, ...cells) => name.padEnd(20) + cells.map((cell) => cell.padStart(10)).join('');
console.log(`\n${row('kind', 'passed', 'failed', 'skipped', 'seconds')}`);
for (const { kind, passed, failed, skipped, seconds } of results) {
  console.log(row(kind, ...[passed, failed, skipped].map(String), seconds.toFixed(1)));
}
const empty = results.filter(({ passed, failed }) => passed + failed === 0);
for (const { kind } of empty)
  console.log(`\n${kind} ran no test at all: that counts as a failure.`);

for (const file of secondTries)
  console.log(`\n${file} passed at the second try only, by itself: a busy machine, or a test that depends on timing.`); // prettier-ignore

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
console.log(`\n${sum('passed')} passed, ${sum('failed') + empty.length} failed${skipped}`);
process.exitCode = sum('failed') > 0 || empty.length > 0 ? 1 : 0;
