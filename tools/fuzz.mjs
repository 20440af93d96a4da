/**
 * node tools/fuzz.mjs --minutes N TARGET...: runs libFuzzer's programs one after another, after
 * ./lab fuzz has built them, from the seeds in tests/fuzz/corpus/TARGET. What they find on the way
 * stays in .build/fuzz/TARGET/corpus, for the next time; an input that broke something is beside
 * it. A line for each target at the end; fails if any was broken.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { longest, readOptions } from './options/fuzz.mjs';

const root = path.resolve(import.meta.dirname, '..');
const programs = path.join(root, '.build/native-fuzz/tests');
const seeds = path.join(root, 'tests/fuzz/corpus');

const { minutes, targets } = readOptions(process.argv.slice(2));

/** Runs one target; resolves to what it did. */
function fuzz(target) {
  const folder = path.join(root, '.build/fuzz', target);
  const corpus = path.join(folder, 'corpus');
  mkdirSync(corpus, { recursive: true });
  // What an earlier run broke is fuzzed again only if it is made again.
  for (const name of readdirSync(folder)) {
    if (name !== 'corpus') rmSync(path.join(folder, name));
  }
  const args = [
    corpus,
    path.join(seeds, target),
    `-max_total_time=${Math.ceil(minutes * 60)}`,
    `-max_len=${longest[target]}`,
    '-timeout=20',
    '-rss_limit_mb=2048',
    '-malloc_limit_mb=1024',
    `-artifact_prefix=${folder}/`,
    '-print_final_stats=1',
  ];
  const options = {
    allocator_may_return_null: 1, // operator new then throws, as it does without a sanitizer
    detect_stack_use_after_return: 1,
  };
  const child = spawn(path.join(programs, `cnnlab_fuzz_${target}`), args, {
    cwd: root,
    env: {
      ...process.env,
      ASAN_OPTIONS: Object.entries(options)
        .map(([name, value]) => `${name}=${value}`)
        .join(':'),
      UBSAN_OPTIONS: 'print_stacktrace=1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (part) => (said += part));
  return new Promise((done) => {
    child.on('error', (error) => done({ target, code: 1, said: error.message }));
    child.on('close', (code) => {
      const number = (pattern) => Number(pattern.exec(said)?.[1] ?? 0);
      done({
        target,
        code: code ?? 1,
        said,
        runs: number(/number_of_executed_units:\s+(\d+)/),
        added: number(/new_units_added:\s+(\d+)/),
        first: number(/INITED cov: (\d+)/),
        last: Number([...said.matchAll(/ cov: (\d+)/g)].at(-1)?.[1] ?? 0),
        broken: existsSync(folder)
          ? readdirSync(folder).filter((name) => /^(crash|timeout|oom|leak)-/.test(name))
          : [],
      });
    });
  });
}

const results = [];
for (const target of targets) {
  console.log(`Fuzzing ${target} for ${minutes} min ...`);
  const result = await fuzz(target);
  results.push(result);
  if (result.code !== 0) console.log(result.said.split('\n').slice(-80).join('\n'));
}

console.log('');
for (const { target, code, runs, added, first, last, broken } of results) {
  const found =
    code === 0
      ? 'clean'
      : `BROKEN by ${broken.map((name) => `.build/fuzz/${target}/${name}`).join(', ') || 'something: see above'}`;
  console.log(
    `${target.padEnd(10)} ${String(runs ?? 0).padStart(9)} runs, coverage ${first} to ${last}, ` +
      `${added} new inputs: ${found}`,
  );
}
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0;
