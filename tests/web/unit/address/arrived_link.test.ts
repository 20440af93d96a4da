import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../../web/src/model/settings';
import { formatHash, parseHash, stops } from '../../../../web/src/address/hash';
import { model, settings } from '../keras/random';

/** What mail programs, editors and messengers do to a link, each as a function of its text. */
const manglings: Record<string, (link: string, at: number) => string> = {
  '& as &amp;': (link) => link.replaceAll('&', '&amp;'),
  '& as &amp without its semicolon': (link) => link.replaceAll('&', '&amp'),
  '& as &amp%3B': (link) => link.replaceAll('&', '&amp%3B'),
  '& as a number': (link) => link.replaceAll('&', '&#38;'),
  '& as a number in hexadecimal': (link) => link.replaceAll('&', '&#x26;'),
  '& as %26': (link) => link.replaceAll('&', '%26'),
  'escaped from end to end': (link) => `#${encodeURIComponent(link.slice(1))}`,
  'its percent signs escaped': (link) => link.replaceAll('%', '%25'),
  'quoted-printable': (link, at) =>
    link.includes('=') ? cut(link.replace(/=(?!3D)/g, '=3D'), at, '=%0D%0A') : link,
  'a full stop behind it': (link) => `${link}.`,
  'a bracket behind it': (link) => `${link})`,
  'a comma behind it': (link) => `${link},`,
  'the end of a sentence behind it': (link) => `${link}).”`,
  'a question mark behind it': (link) => `${link}?`,
  'quotation marks around it': (link) => `#"${link.slice(1)}"`,
  'angle brackets around it': (link) => `#<${link.slice(1)}>`,
  'its end escaped as HTML': (link) => `${link}&gt;`,
  'the brackets of Markdown around it': (link) => `#${link}](`,
  'a line end in it': (link, at) => cut(link, at, '%0A'),
  'a line end and a blank in it': (link, at) => cut(link, at, '%0D%0A%20'),
  'blanks in it': (link, at) => cut(link, at, ' '),
  'a soft hyphen in it': (link, at) => cut(link, at, '\u00ad'),
  'a mark of no width in it': (link, at) => cut(link, at, '\u200b'),
  'in capitals': (link) => link.toUpperCase(),
  'in wide letters': (link) => link.replace(/(?<!^)[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)), // prettier-ignore
  'with dashes for its hyphens': (link) => link.replaceAll('-', '–'),
  'with hyphens that do not break': (link) => link.replaceAll('-', '‑'),
  'with the parts of a campaign': (link) => `${link}&utm_source=mail&utm_campaign=Week%203`,
  'with a network’s number': (link) => `${link}?fbclid=IwAR0x-_1`,
  'with what a mail filter adds': (link) => `${link}&data=05%7C02%7Ca%40b.org%7C0&sdata=A%2Fb%3D&reserved=0`, // prettier-ignore
  'as a part of another address': (link) => `#url=${encodeURIComponent(`https://a.org/lab/${link}`)}&reserved=0`, // prettier-ignore
  'with its # twice': (link) => `#${link}`,
  'as an address bar has it': (link) => new URL(link, 'http://localhost/').hash,
};

const cut = (text: string, at: number, what: string) => {
  // Behind the #; not within what the text was escaped with before.
  const place = 1 + Math.floor(at * (text.length - 1));
  return text.slice(0, place) + what + text.slice(place);
};

const link = fc
  .record({
    stop: fc.constantFrom(...stops),
    preset: fc.constantFrom('model-0', 'model-1', 'model-2', null),
    given: model,
    run: settings,
    locks: fc.subarray(['model', 'settings', 'stop'] as const),
  })
  .map(({ stop, preset, run, given, locks }) => formatHash(stop, preset, run, given, locks));

test('the links of the test are read whole before they are mangled', () => {
  fc.assert(
    fc.property(link, (sent) => {
      expect(parseHash(sent).unread).toBeUndefined();
    }),
  );
});

describe('a link is read as it was sent, with', () => {
  test.each(Object.entries(manglings))('%s', (_, mangle) => {
    fc.assert(
      fc.property(link, fc.double({ min: 0, max: 1, noNaN: true }), (sent, at) => {
        expect(parseHash(mangle(sent, at))).toEqual(parseHash(sent));
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test('any three of these, one after the other', () => {
    const names = fc.constantFrom(...Object.keys(manglings));
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        link,
        fc.uniqueArray(fc.tuple(names, place), {
          minLength: 2,
          maxLength: 3,
          selector: ([name]) => name,
        }),
        (sent, how) => {
          let arrived = sent;
          for (const [name, at] of how) arrived = manglings[name]!(arrived, at);
          expect(parseHash(arrived), arrived).toEqual(parseHash(sent));
        },
      ),
      { numRuns: 3000, seed: 7 },
    );
  }, 60_000);
});

test('the assignment that opened as another one', () => {
  const set = {
    stop: '4',
    preset: 'model-2',
    settings: { epochs: 5, seed: 7 },
    locks: ['model', 'settings'],
  };
  for (const hash of [
    '#stop=4&model=model-2&epochs=5&seed=7&lock=model,settings',
    '#stop=4&amp;model=model-2&amp;epochs=5&amp;seed=7&amp;lock=model,settings',
    '#stop%3D4%26model%3Dmodel-2%26epochs%3D5%26seed%3D7%26lock%3Dmodel%2Csettings',
    '#stop%253D4%2526model%253Dmodel-2%2526epochs%253D5%2526seed%253D7%2526lock%253Dmodel%252Csettings',
    '#stop=4&model=model-2&epochs=5&seed=7&lock=model,settings).',
  ])
    expect(parseHash(hash), hash).toEqual(set);
});

describe('what cannot be read is said, with its place, and the rest is read', () => {
  test.each([
    ['#stop=9&epochs=5', [{ key: 'stop', value: '9', why: 'value' }]],
    ['#stop=4&model=model-9&epochs=5', [{ key: 'model', value: 'model-9', why: 'value' }]],
    ['#epochs=5&seed=x', [{ key: 'seed', value: 'x', why: 'value' }]],
    ['#epochs=5&batch=', [{ key: 'batch', value: null, why: 'value' }]],
    ['#epochs=5&rate=20', [{ key: 'rate', value: '20', why: 'range' }]],
    ['#epochs=5&pictures=50,000', [{ key: 'pictures', value: '50,000', why: 'ambiguous' }]],
    ['#epochs=5&epocs=7', [{ key: 'epocs', value: '7', why: 'key' }]],
    ['#epochs=5&epochs=7', [{ key: 'epochs', value: '7', why: 'twice' }]],
    ['#epochs=5&lock=modl', [{ key: 'lock', value: 'modl', why: 'value' }]],
    ['#epochs=5&best=2', [{ key: 'best', value: '2', why: 'value' }]],
    ['#epochs=5&seed=1…', [{ key: 'seed', value: '1…', why: 'value' }]],
    ['#epochs=5&seed=1...', [{ key: 'seed', value: '1...', why: 'value' }]],
    ['#epochs=5&…', [{ key: '…', value: null, why: 'key' }]],
    ['#epochs=5&layers=flatten;Dense(;)', [{ key: 'layers', value: 'dense(', why: 'bracket' }, { key: 'layers', value: ')', why: 'value' }]],
    ['#epochs=5&layers=flatten;dense(1', [{ key: 'layers', value: 'dense(1', why: 'bracket' }]],
    ['#epochs=5&layers=dropout(0,25)', [{ key: 'layers', value: 'dropout(0,25)', why: 'value' }]],
    ['#epochs=5&model=model-0&layers=flatten', [{ key: 'layers', value: 'flatten', why: 'model' }]],
  ])('%s', (hash, unread) => {
    const address = parseHash(hash);
    expect(address.unread).toEqual(unread);
    expect(address.settings).toEqual({ epochs: 5 });
  }); // prettier-ignore

  test('a link that is far too long', () => {
    expect(parseHash(`#epochs=5&${'a=1&'.repeat(1e5)}`).unread).toEqual([
      { key: '', value: null, why: 'length' },
    ]);
  });

  test('whichever part is damaged', () => {
    const damages: ((key: string, value: string) => string)[] = [
      // Of a layer's kind only the engine can say that there is none: this is no kind at all.
      (key, value) => `${key}=${value}x§`,
      (key, value) => `${key}=${value}…`,
      (key, value) => `${key}x=${value}`,
      (key) => `${key}=`,
      (key) => key,
    ];
    fc.assert(
      fc.property(link, fc.nat(), fc.constantFrom(...damages), (sent, which, damage) => {
        const parts = sent.slice(1).split('&');
        const at = which % parts.length;
        const [key, value] = parts[at]!.split('=') as [string, string];
        const arrived = `#${parts.with(at, damage(key, value)).join('&')}`;
        const { unread } = parseHash(arrived);
        expect(
          unread?.map((part) => part.key.replace(/x$/, '')),
          arrived,
        ).toContain(key);
        // All else is as it was sent.
        const rest = parseHash(`#${parts.toSpliced(at, 1).join('&')}`);
        const read = parseHash(arrived);
        delete read.unread;
        if (key === 'lock') delete read.locks;
        if (key === 'layers') delete read.layers;
        expect(read, arrived).toEqual(rest);
      }),
      { numRuns: 2000, seed: 7 },
    );
  }, 60_000);
});

test('numbers in a link are read like those in a field, under either name', () => {
  const { settings } = parseHash('#learning_rate=0,0005&pictures=5,000&seed=1e3&test=1%20000');
  expect({ ...defaultSettings, ...settings }).toEqual({
    ...defaultSettings,
    learning_rate: 0.0005,
    training_pictures: 5000,
    seed: 1000,
    test_pictures: 1000,
  });
});
