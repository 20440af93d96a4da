/**
 * `node tools/completion.mjs WORD…`: what the last word, which is begun, may become, one a line: what
 * tools/completion.bash asks. Nothing here needs a package.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const lab = readFileSync(path.join(root, 'lab'), 'utf8');
const { configurePresets } = JSON.parse(readFileSync(path.join(root, 'CMakePresets.json'), 'utf8'));
const builds = configurePresets.filter(({ hidden }) => !hidden).map(({ name }) => name);

/** The commands, as the overview has them. */
const commands = [...new Set([...lab.matchAll(/^ {2}\.\/lab (\w+)/gm)].map(([, name]) => name))];
const kinds = /case "\$argument" in\n\s+([\w |]+)\) kinds/.exec(lab)[1].split(' | ');

/** Of the commands whose options ./lab itself reads. */
const short = {
  run: ['--port', '--no-open'],
  test: [...kinds, 'real-keras', '--sanitize', '--coverage'],
  data: ['--from', '--force'],
  build: [...builds, 'page'],
  check: ['--fix'],
};

async function candidates([command, ...words]) {
  if (words.length === 0) return [...commands, '--help', '--version'];
  if (short[command]) return [...short[command], '--help'];
  const name = { export: 'train', bench: words.includes('--page') ? 'page_bench' : 'bench' }[command] ?? command; // prettier-ignore
  if (!existsSync(path.join(import.meta.dirname, `options/${name}.mjs`))) return ['--help'];
  const { options, choices = {}, positionals = [] } = await import(`./options/${name}.mjs`);
  const before = words.at(-2) ?? '';
  const option = options[before.slice(2)];
  // The value of an option: known ones, or a file.
  if (before.startsWith('--') && option?.type === 'string') return choices[before.slice(2)] ?? [];
  return [
    ...positionals,
    ...Object.keys(options).map((one) => `--${one}`),
    ...(command === 'bench' ? ['--page'] : []),
    '--help',
  ];
}

const words = process.argv.slice(2);
const begun = words.at(-1) ?? '';
const found = (await candidates(words)).filter((word) => word.startsWith(begun));
console.log([...new Set(found)].join('\n'));
