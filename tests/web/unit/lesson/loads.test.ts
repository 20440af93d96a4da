import { describe, expect, test } from 'vitest';
import { readStops } from '../../../../web/build/lesson';
import { parseHash, parseSettings } from '../../../../web/src/address/hash';
import { page as en } from '../../../../web/src/messages/en/page';
import { page as es } from '../../../../web/src/messages/es/page';
import { presetNames } from '../../../../web/src/model/presets';

/** What every button of the lesson puts into the lab, in its order. */
function loads(language: 'en' | 'es') {
  const stops = readStops(`assets/lesson/${language}`, language === 'en' ? en : es);
  return stops.flatMap(({ stop, html }) =>
    [...html.matchAll(/data-load="([^"]+)" data-settings="([^"]*)"/g)].map(
      ([, load, settings]) => ({ stop, load: load!, settings: settings! }),
    ),
  );
}

describe('the buttons that load something', () => {
  test('are the same in each language', () => {
    expect(loads('es')).toEqual(loads('en'));
  });

  test('name a preset, or layers that a link could carry; and settings that there are', () => {
    for (const { load, settings } of loads('en')) {
      if (load.startsWith('layers=')) {
        const { layers, unread } = parseHash(`#${load}`);
        expect(unread, load).toBeUndefined();
        expect(layers!.at(-1), load).toMatchObject({ kind: 'dense', units: 10 });
      } else expect(presetNames as readonly string[], load).toContain(load);
      expect(Object.keys(parseSettings(settings)).length, settings).toBe(
        settings.split('&').length,
      );
    }
  });

  test('there is one, at least, for each question of the free lab', () => {
    for (const [language, page] of [
      ['en', en],
      ['es', es],
    ] as const) {
      const { html } = readStops(`assets/lesson/${language}`, page).find(({ stop }) => stop === 'lab')!; // prettier-ignore
      const [, list] = /<ul>([\s\S]*?)<\/ul>/.exec(html)!;
      const questions = list!.split('<li>').slice(1);
      expect(questions.length).toBe(6);
      for (const question of questions) expect(question).toContain('data-load=');
    }
  });
});
