/** Mouse and keys as WebDriver and WebDriver BiDi both want them (W3C, webdriver, "Actions"). */

export const clickAt = (x, y) => [
  {
    type: 'pointer',
    id: 'mouse',
    actions: [
      { type: 'pointerMove', x, y, origin: 'viewport' },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
];

/** Keys that have no character of their own have one in Unicode's private area. */
const named = { Backspace: '\uE003', End: '\uE010' };

/** Keys one after another, each a character or a name. */
export const pressing = (keys) => [
  {
    type: 'key',
    id: 'keyboard',
    actions: keys
      .map((key) => named[key] ?? key)
      .flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
  },
];

/** An expression that calls `act` in the page and promises its value as JSON. */
export const callText = (act, given) =>
  `(async () => JSON.stringify(await (${act})(...${JSON.stringify(given)})) ?? null)()`;
