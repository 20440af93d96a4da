import { afterEach, expect, test, vi } from 'vitest';
import { presets } from '../../../../web/src/model/presets';
import { defaultSettings } from '../../../../web/src/model/settings';
import { catalog } from '../../../../web/src/model/outside';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The program as the page of a language exports it, and whether the lab can read it back. */
async function exported(lang: string) {
  vi.stubGlobal('document', { documentElement: { lang } });
  vi.resetModules();
  const { exportPython } = await import('../../../../web/src/keras/export_program');
  const { readProgram } = await import('../../../../web/src/keras/program');
  const text = exportPython(presets['model-2'], defaultSettings, catalog, 0.5);
  const { program, mistakes } = readProgram(text, catalog);
  expect(mistakes).toEqual([]);
  expect(program!.layers).toEqual(presets['model-2'].layers);
  return text;
}

/** Sentences: comments, and strings that have a space in them. */
const sentences = (text: string) =>
  [...text.matchAll(/# .*|(["'])(?:(?!\1)[^\\\n]|\\.)* (?:(?!\1)[^\\\n]|\\.)*\1/g)].map(
    ([found]) => found,
  );

test('a program exported from the Spanish page says nothing in English', async () => {
  const english = await exported('en');
  const spanish = await exported('es');
  expect(sentences(english).filter((said) => /["']/.test(said[0]!)).length).toBeGreaterThan(3);
  const both = sentences(spanish).filter((said) => sentences(english).includes(said));
  // The one line that is a file's name and a name alone.
  expect(both.filter((said) => /\w \w/.test(said))).toEqual([]);
  expect(spanish).toMatch(/print\("Exactitud en prueba:", test_accuracy\)/);
  // All else is the same program.
  const code = (text: string) =>
    text.replace(/#.*/g, '').replace(/print\(.*\)/g, 'print()').replace(/\s+/g, ' '); // prettier-ignore
  expect(code(spanish)).toBe(code(english));
});
