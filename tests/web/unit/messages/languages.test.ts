import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillPage, readStops } from '../../../../web/build/lesson';
import { en } from '../../../../web/src/messages/en';
import { code as enCode } from '../../../../web/src/messages/en/code';
import { exercises as enExercises } from '../../../../web/src/messages/en/exercises';
import { glossary as enGlossary } from '../../../../web/src/messages/en/glossary';
import { inside as enInside } from '../../../../web/src/messages/en/inside';
import { lesson as enLesson } from '../../../../web/src/messages/en/lesson';
import { page as enPage } from '../../../../web/src/messages/en/page';
import { paper as enPaper } from '../../../../web/src/messages/en/paper';
import { place as enPlace } from '../../../../web/src/messages/en/place';
import { quiz as enQuiz } from '../../../../web/src/messages/en/quiz';
import { runs as enRuns } from '../../../../web/src/messages/en/runs';
import { storage as enStorage } from '../../../../web/src/messages/en/storage';
import { es } from '../../../../web/src/messages/es';
import { code as esCode } from '../../../../web/src/messages/es/code';
import { exercises as esExercises } from '../../../../web/src/messages/es/exercises';
import { glossary as esGlossary } from '../../../../web/src/messages/es/glossary';
import { inside as esInside } from '../../../../web/src/messages/es/inside';
import { lesson as esLesson } from '../../../../web/src/messages/es/lesson';
import { page as esPage } from '../../../../web/src/messages/es/page';
import { paper as esPaper } from '../../../../web/src/messages/es/paper';
import { place as esPlace } from '../../../../web/src/messages/es/place';
import { quiz as esQuiz } from '../../../../web/src/messages/es/quiz';
import { runs as esRuns } from '../../../../web/src/messages/es/runs';
import { storage as esStorage } from '../../../../web/src/messages/es/storage';

/** Where the texts of a message file are, and of what kind: `run.train: string`. */
function outline(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}: function`];
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value)
    .flatMap(([name, inner]) => outline(inner, path ? `${path}.${name}` : name))
    .sort();
}

/** Every text that is no function. */
const texts = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(texts)
    : [String(value)].filter((text) => typeof value !== 'function' && text !== '');

describe('the messages', () => {
  test.each([
    ['of the lab', en, es],
    ['of the exercises', enExercises, esExercises],
    ['of the questions', enQuiz, esQuiz],
    ['of the views into a network', enInside, esInside],
    ['of the code and the files', enCode, esCode],
    ['of the interactive parts of the lesson', enLesson, esLesson],
    ['of the glossary', enGlossary, esGlossary],
    ['of the frame', enPage, esPage],
    ['of what is printed', enPaper, esPaper],
    ['of kept work', enStorage, esStorage],
    ['of the place where the page stands', enPlace, esPlace],
  ])('%s are in Spanish what they are in English', (_, english, spanish) => {
    expect(outline(spanish)).toEqual(outline(english));
  });

  test('of each part of the page are loaded in every language that there is', () => {
    const folder = 'web/src/messages';
    const loaders = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')] as const)
      .filter(([, text]) => text.includes('const others'));
    expect(loaders.length).toBeGreaterThan(10);
    const languages = readdirSync('assets/lesson').filter((code) => code !== 'en');
    for (const [file, text] of loaders) {
      const entries = [...text.matchAll(/^ {2}(\w+): async \(\) => \(await import\('\.\/(\w+)/gm)];
      expect([file, entries.map(([, code]) => code)]).toEqual([file, languages]);
      expect([file, entries.map(([, , from]) => from)]).toEqual([file, languages]);
    }
  });

  test('hardly a sentence is the same in both', () => {
    const english = new Set(
      [en, enExercises, enInside, enCode, enLesson, enPage, enPaper, enPlace, enStorage].flatMap(
        texts,
      ),
    );
    const fileFormat = /^\w+ \(\.[\w.]+\)$/;
    const same = [es, esExercises, esInside, esCode, esLesson, esPage, esPaper, esPlace, esStorage]
      .flatMap(texts)
      .filter((text) => english.has(text) && text.includes(' ') && !fileFormat.test(text));
    expect(same).toEqual([]);
  });

  test('numbers follow the language', () => {
    expect(en.number(550570)).toBe('550,570');
    expect(es.number(550570)).toBe('550.570');
    expect(en.percent(0.8412)).toBe('84.1%');
    expect(es.percent(0.8412)).toBe('84,1\u00a0%');
    expect(es.points(1)).toBe('1,0 punto');
    expect(es.points(-23.46)).toBe('−23,5 puntos');
    expect(en.given(0.0003)).toBe('0.0003');
    expect(es.given(0.0003)).toBe('0,0003');
    expect(es.given(4294967295)).toBe('4294967295');
    expect(es.run.status(2, 10, 0.5, 0.25)).toBe(
      'Época 2 de 10: entrenamiento 50,0\u00a0%, prueba 25,0\u00a0%',
    );
  });

  test('networks that come with the page have Spanish names in sentences', () => {
    expect(esRuns.yours.result('Model 0', 1, 500, 0.5, 0.25)).toMatch(
      /^Tu Modelo 0, tras 1 época con/,
    );
    expect(esRuns.name(3, 'Model 2')).toBe('Ejecución 3: Modelo 2');
  });

  test('a network of one’s own is “your network”, whichever page gave it its name', () => {
    for (const own of [en.model.own, es.model.own]) {
      expect(enRuns.yours.result(own, 2, 500, 0.5, 0.25)).toMatch(
        /^Your network, after 2 epochs on/,
      );
      expect(esRuns.yours.result(own, 2, 500, 0.5, 0.25)).toMatch(/^Tu red, tras 2 épocas con/);
      expect(enStorage.interrupted(own, 1, 2, '')).toMatch(/^A run of your network was/);
      expect(esStorage.interrupted(own, 1, 2, '')).toMatch(/^Una ejecución de tu red se/);
      expect(enRuns.name(3, own)).toBe('Run 3: Your own model');
      expect(esRuns.name(3, own)).toBe('Ejecución 3: Tu propio modelo');
    }
    expect(esStorage.interrupted('Model 1', 1, 2, '')).toMatch(/^Una ejecución del Modelo 1 se/);
  });

  test('numbers of a page follow its language, those of a program follow Python', () => {
    expect(enInside.examination.score(9000, 10000)).toBe('9,000 of 10,000 right (90.0%)');
    expect(esInside.examination.score(9000, 10000)).toBe('9000 aciertos de 10.000 (90,0\u00a0%)');
    expect(esCode.wrongArgument('Tasa', '0.5', 1e-6, 0.1, false)).toBe(
      '«Tasa» es 0.5, pero tiene que ser un número entre 0,000001 y 0,1.',
    );
    expect(enCode.wrongArgument('Rate', '0.5', 1e-6, 0.1, false)).toBe(
      'Rate is 0.5, but has to be a number from 0.000001 to 0.1.',
    );
  });

  test('help of the engine that has no translation stays as it is', () => {
    expect(en.model.help('conv2d', 'filters', 'engine')).toBe('engine');
    expect(es.model.help('conv2d', 'filters', 'engine')).toMatch(/^cuántos filtros/);
    expect(es.model.help('conv2d', null, 'engine')).toMatch(/^Desliza/);
    // `activation` is a kind of layer and a field of others.
    expect(es.model.help('activation', 'activation', 'engine')).toBe('cuál');
    expect(es.model.help('dense', 'activation', 'engine')).toMatch(/^qué se hace/);
    expect(es.model.help('capsule', 'routings', 'engine')).toBe('engine');
    expect(es.model.field('kernel_size')).toBe('Tamaño del kernel');
    expect(es.model.field('routings')).toBe('routings');
  });
});

const folder = (code: string) => `assets/lesson/${code}`;
const files = readdirSync(folder('en'));
const read = (code: string, file: string) => readFileSync(`${folder(code)}/${file}`, 'utf8');

/**
 * What of a stop is no language: its elements in order, what scripts read in them, and programs.
 * Which words stand out is the language's affair, and so are the pieces of a formula.
 */
const skeleton = (html: string) =>
  html
    .replace(/<math[\s\S]+?<\/math>/g, '<math>')
    .match(/<pre[\s\S]+?<\/pre>|<(?!em\b|\/)\w+|data-[\w-]+="[^"]*"/g);

/** The numbers in a text, in order of size, whatever the language writes into them. */
const numbers = (text: string, group: string, decimal: string) =>
  // What a button loads is written as in a link, in any language; skeleton() compares it.
  [...text.replace(/\{load [^|]+\|/g, '').matchAll(/\d[\d.,{}]*/g)]
    .map(([number]) =>
      Number(
        number
          .replace(/[{}]/g, '')
          .replace(/[.,]+$/, '')
          .replace(new RegExp(`\\${group}(?=\\d{3}(?!\\d))`, 'g'), '')
          .replace(decimal, '.'),
      ),
    )
    .sort((a, b) => a - b);

describe('the lesson', () => {
  test('has the same files', () => {
    expect(readdirSync(folder('es'))).toEqual(files);
  });

  test.each(files)('%s: the same numbers', (file) => {
    expect(numbers(read('es', file), '.', ',')).toEqual(numbers(read('en', file), ',', '.'));
  });

  const english = readStops(folder('en'), enPage);
  const spanish = readStops(folder('es'), esPage);
  test.each(english.map(({ stop }, i) => [stop, i] as const))(
    'stop %s: the same places, questions, conditions and programs',
    (stop, i) => {
      expect(spanish[i]!.stop).toBe(stop);
      expect(spanish[i]!.minutes).toBe(english[i]!.minutes);
      expect(skeleton(spanish[i]!.html)).toEqual(skeleton(english[i]!.html));
    },
  );
});

test('the lesson asks about every word of the glossary, and about no other', () => {
  for (const stops of [readStops(folder('en'), enPage), readStops(folder('es'), esPage)]) {
    const asked = stops.flatMap(({ html }) => [...html.matchAll(/data-term="([^"]*)"/g)].map(([, of]) => of!)); // prettier-ignore
    expect([...new Set(asked)].sort()).toEqual(Object.keys(enGlossary).sort());
  }
});

describe('the page', () => {
  const languages = {
    en: { folder: folder('en'), words: enPage },
    es: { folder: folder('es'), words: esPage },
  };
  const page = (code: string) => fillPage(readFileSync('web/index.html', 'utf8'), code, languages);

  test('says its language, and leads to the other', () => {
    expect(page('es')).toContain('<html lang="es">');
    expect(page('en')).toContain('<html lang="en">');
    expect(page('es')).toMatch(/<a class="language" href="\.\/index\.html" hreflang="en"/);
    expect(page('en')).toMatch(/<a class="language" href="\.\/es\.html" hreflang="es"/);
  });

  test('leaves no word unfilled', () => {
    expect(page('es')).not.toMatch(/\{\{|undefined/);
  });

  test('keeps a number and its percent sign on one line', () => {
    expect(page('es')).toContain('marca del 10\u00a0%');
    expect(page('es')).not.toMatch(/\d %/);
  });
});
