/** `node tools/formula_font.mjs`: the lesson's formulas' font. See `usage`. */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import subsetFont from 'subset-font';
import { pageCode } from './page_code.mjs';

const usage = `node tools/formula_font.mjs: writes web/src/styles/formulas.woff2 anew, the part of STIX Two Math
(SIL Open Font License 1.1) that the lesson's formulas need: their letters and signs, and braces and
roots of every size. A test says when a formula has come to need more.`;

const root = path.resolve(import.meta.dirname, '..');
const source = createRequire(import.meta.url).resolve(
  '@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2',
);

async function main() {
  if (process.argv.length > 2) return console.log(usage);
  const { formulaCharacters } = await pageCode('../build/formula_characters');
  const characters = formulaCharacters(path.join(root, 'assets/lesson'));
  const font = await subsetFont(await readFile(source), characters.join(''), {
    targetFormat: 'woff2',
    // Whose it is and under which licence stays in it.
    preserveNameIds: [0, 13, 14],
  });
  const file = path.join(root, 'web/src/styles/formulas.woff2');
  await writeFile(file, font);
  console.log(
    `${path.relative(root, file)}: ${characters.length} characters, ${font.length} bytes`,
  );
}

await main();
