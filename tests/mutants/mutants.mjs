/**
 * node tests/mutants/mutants.mjs [--build TREE] [WORD...]: are the tests any good?
 *
 * Plants one deliberate mistake after another, and counts those that make a native test fail. All
 * have to. With words, only mistakes whose file or description has one of them.
 *
 * The sources stay as they are: a mistake is planted in a copy of its file, that one file is
 * compiled as the build would, and linked before the objects of TREE (.build/native), which is
 * built first. A mistake whose text is no longer found in its file counts as missed: the list has
 * to follow the code.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mutants } from './list.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const scratch = path.join(root, '.build/mutants');
const minute = 60_000;
const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { build: { type: 'string', default: path.join(root, '.build/native') } },
});
const tree = path.resolve(values.build);

function run(command, args, minutes, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: tree,
    encoding: 'utf8',
    timeout: minutes * minute,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
    ...options,
  });
  return { isGood: status === 0, output: `${stdout ?? ''}${stderr ?? ''}` };
}

const shell = (command) => run('/bin/sh', ['-c', command], 10);

// A mistake may run for ever or write where it must not: both are noticed too.
const test = (program) => run(program, ['--gtest_fail_fast', '--gtest_brief=1'], 4);

/** Files of core/ that a mistake in `file` changes: itself, or those that include it, however. */
function sourcesWith(file) {
  const all = readdirSync(path.join(root, 'core'), { recursive: true })
    .filter((name) => /\.(cpp|h)$/.test(name))
    .map((name) => `core/${name}`);
  const changed = new Set([file]);
  for (const each of changed) {
    const including = all.filter((name) =>
      readFileSync(path.join(root, name), 'utf8').includes(`#include "${each}"`),
    );
    for (const name of including) changed.add(name);
  }
  return [...changed].filter((name) => name.endsWith('.cpp'));
}

/** The commands of the tree's build: of each source by its name, and of the test program's link. */
function readCommands() {
  const compile = new Map();
  const database = readFileSync(path.join(tree, 'compile_commands.json'), 'utf8');
  for (const { file, command } of JSON.parse(database)) {
    const name = path.relative(root, file);
    if (!compile.has(name)) compile.set(name, command);
  }
  const listed = run('ninja', ['-t', 'commands', 'cnnlab_tests'], 1).output.trim().split('\n');
  return {
    compile,
    link: listed
      .at(-1)
      .replace(/^: && /, '')
      .replace(/ && :.*$/, ''),
  };
}

function plant({ file, from, to }) {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (text.split(from).length !== 2) return false;
  const copy = path.join(scratch, file);
  mkdirSync(path.dirname(copy), { recursive: true });
  writeFileSync(
    copy,
    text.replace(from, () => to),
  );
  return true;
}

/** Compiles what the planted file changes; resolves to the objects, or what the compiler says. */
function compile(file, commands) {
  const objects = [];
  for (const source of sourcesWith(file)) {
    const object = path.join(scratch, `${objects.length}.o`);
    const planted = source === file ? path.join(scratch, source) : path.join(root, source);
    const command = commands.compile
      .get(source)
      .replace(/ -o \S+ -c \S+$/, ` -w -o ${object} -c ${planted}`)
      // Quoted includes look here first, so that a planted header is found before the real one.
      .replace(' -I', ` -I${scratch} -I`);
    const { isGood, output } = shell(command);
    if (!isGood) return { objects: null, output };
    objects.push(object);
  }
  return { objects };
}

/** The first failing test's name, or how else the program ended. */
const reason = ({ output }) =>
  /\[ {2}FAILED {2}\] ([\w./]+)/.exec(output)?.[1] ?? 'the test program did not end well';

function examine(mutant, commands) {
  rmSync(scratch, { recursive: true, force: true });
  if (!plant(mutant)) return { isCaught: false, by: 'its text is not (once) in the file' };
  const { objects, output } = compile(mutant.file, commands);
  if (!objects) return { isCaught: false, by: `does not build: ${output.slice(0, 400)}` };
  const program = path.join(scratch, 'tests');
  const link = commands.link
    .replace(/ -o \S+/, ` -o ${program}`)
    // First come, first linked: the archive's own object of the same name is then not wanted.
    .replace(/ (\S+\.o) /, ` ${objects.join(' ')} $1 `);
  const linked = shell(link);
  if (!linked.isGood)
    return { isCaught: false, by: `does not link: ${linked.output.slice(0, 400)}` };
  const tested = test(program);
  return tested.isGood
    ? { isCaught: false, by: 'no test noticed' }
    : { isCaught: true, by: reason(tested) };
}

console.log('Building the tests without a mistake ...');
for (const step of [
  () => run('cmake', ['--build', tree, '--target', 'cnnlab_tests', '-j', '2'], 60),
  () => test(path.join(tree, 'tests/cnnlab_tests')),
]) {
  const { isGood, output } = step();
  if (isGood) continue;
  console.error(output.slice(-4000));
  console.error('The tests have to build and pass before mistakes can be planted.');
  process.exit(1);
}
const commands = readCommands();
const chosen = mutants.filter(
  ({ file, what }) => words.length === 0 || words.some((word) => `${file} ${what}`.includes(word)),
);
const counts = { passed: 0, failed: 0 };
for (const mutant of chosen) {
  const { isCaught, by } = examine(mutant, commands);
  counts[isCaught ? 'passed' : 'failed'] += 1;
  const place = mutant.file.replace(/^core\//, '');
  console.log(
    `${isCaught ? 'caught' : 'MISSED'}  ${place.padEnd(34)} ${mutant.what.padEnd(48)} ${by}`,
  );
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
