import { describe, expect, test } from 'vitest';
import { decodeProgram } from '../../../../web/src/base/decode_text';
import { readNotebook } from '../../../../web/src/keras/notebook';
import { readProgram } from '../../../../web/src/keras/program';
import { remarkOf } from '../../../../web/src/keras/source';
import { catalog } from '../../../../web/src/model/outside';
import keras from './signatures.json';

/**
 * Arguments as Python binds them: signatures.json has what Keras takes by position, by
 * inspect.signature of the real one.
 */
const calls = Object.entries(keras.arguments);
const model =
  "model = keras.Sequential([layers.Flatten(), layers.Dense(10, activation='softmax')])\n";
const mistakesOf = (call: string) =>
  readProgram(`${model}${call}\n`, catalog).mistakes.map(remarkOf);
const values = (count: number) => Array.from({ length: count }, () => 'None').join(', ');

describe('more positional arguments than Keras takes are refused, at the first too many:', () => {
  test.each(calls)('%s', (path, names) => {
    const call = `${path}(${values(names.length)}, 7)`.replace('(, ', '(');
    const [mistake] = mistakesOf(call);
    expect(mistake?.message).toMatch(names.length === 0 ? /takes no arguments/ : new RegExp(`takes at most ${names.length} arguments: ${names[0]}`)); // prettier-ignore
    expect(mistake!.from).toBe(model.length + call.length - 2);
  });
});

describe('as many as it takes are not too many, and one given twice is refused:', () => {
  const some = calls.filter(([, names]) => names.length > 0);
  test.each(some)('%s', (path, names) => {
    const full = mistakesOf(`${path}(${values(names.length)})`);
    for (const { message } of full) expect(message).not.toMatch(/takes at most|takes no/);
    const twice = mistakesOf(`${path}(${values(names.length)}, ${names.at(-1)}=7)`);
    expect(twice[0]?.message).toBe(`${names.at(-1)} is given twice; keep one of them.`);
    const repeated = mistakesOf(`${path}(${names[0]}=None, ${names[0]}=7)`);
    expect(repeated[0]?.message).toBe(`${names[0]} is given twice; keep one of them.`);
    const behind = mistakesOf(`${path}(${names[0]}=None, 7)`);
    expect(behind[0]?.message).toMatch(/may not follow one with a name/);
  });
});

test('what every layer takes, it takes by name only', () => {
  expect(mistakesOf("layers.MaxPooling2D(2, 2, 'valid', None, 'x', 7)")[0]?.message).toMatch(
    /^MaxPooling2D takes at most 5 arguments: pool_size, strides, padding, data_format, name\.$/,
  );
  expect(mistakesOf("layers.Dropout(0.5, None, None, 'x')")[0]?.message).toMatch(/at most 3/);
  expect(mistakesOf("model.add(layers.Dropout(0.5, name='x'))")).toEqual([]);
  expect(mistakesOf("model.add(layers.MaxPooling2D(2, 2, 'valid', None, 'x'))")).toEqual([]);
});

test('from_logits by its place is seen as by its name', () => {
  const logits = model.replace(", activation='softmax'", '');
  const notes = (loss: string) => readProgram(`${logits}model.compile('adam', keras.losses.SparseCategoricalCrossentropy(${loss}))`, catalog).notes.map(remarkOf); // prettier-ignore
  expect(notes('False')).toEqual([]);
  expect(notes('from_logits=True')[0]?.message).toMatch(/softmax behind the last layer/);
  expect(notes('True')[0]?.message).toBe(notes('from_logits=True')[0]!.message);
});

describe('a byte order mark in front of a text is no part of it:', () => {
  const plain = readProgram(`${model}model.fit(x, y, epochs=3)\n`, catalog);

  test('a program', () => {
    const marked = readProgram(`\ufeff${model}model.fit(x, y, epochs=3)\n`, catalog);
    expect(marked.mistakes).toEqual([]);
    expect(marked.program).toEqual(plain.program);
  });

  test('its mistakes stand where they are', () => {
    const text = '\ufeffmodel = keras.Sequential([layers.Dense()])';
    const [mistake] = readProgram(text, catalog).mistakes;
    expect(text.slice(mistake!.from, mistake!.to)).toBe('layers.Dense()');
  });

  test('in the middle of a text it is refused', () => {
    expect(readProgram(`${model}\ufeffmodel.fit(x, y)`, catalog).mistakes.map(remarkOf)[0]?.message).toMatch(/U\+FEFF/); // prettier-ignore
  });

  test.each(['utf8', 'utf16le'] as const)('a file in %s', (encoding) => {
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, encoding));
    expect(decodeProgram(bytes(`\ufeff${model}`))).toBe(model);
    expect(decodeProgram(bytes(model))).toBe(model);
  });

  test('a notebook', () => {
    const cells = [{ cell_type: 'code', source: [model] }];
    expect(readNotebook(`\ufeff${JSON.stringify({ cells, nbformat: 4 })}`)).toEqual([model]);
  });
});
