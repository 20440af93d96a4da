import { describe, expect, test } from 'vitest';
import { readProgram } from '../../../../web/src/keras/program';
import { remarkText } from '../../../../web/src/keras/source';
import { catalog } from '../../../../web/src/model/outside';
import { holdToFacts } from './told_facts';
import { wrong } from './wrong_programs';

const told = (text: string) =>
  readProgram(text, catalog).mistakes.map((mistake) => remarkText(text, mistake));

describe('a wrong program', () => {
  test.each(
    wrong.map(([text, place, sentence]) => [text.slice(0, 90), text, place, sentence] as const),
  )('%s', (_, text, place, sentence) => {
    const [first] = told(text);
    // Processor time, the least of three: what else this machine is doing does not count.
    const milliseconds = Math.min(
      ...[1, 2, 3].map(() => {
        const before = process.cpuUsage();
        told(text);
        return process.cpuUsage(before).user / 1000;
      }),
    );
    expect(first).toMatch(/^\d+:\d+: [^\n]+[.?)"'\]]$|^\d+:\d+: A comma seems/);
    expect(first!.slice(0, first!.indexOf(': '))).toBe(place);
    expect(first).toMatch(sentence);
    expect(milliseconds).toBeLessThan(100);
    const { program, mistakes, notes } = readProgram(text, catalog);
    expect(program).toBeNull();
    for (const found of [...mistakes, ...notes]) holdToFacts(text, found);
  });

  test('is told of every wrong layer at once', () => {
    const text = "model = Sequential([Conv2d(3, 3),\n Dropout(0.5),\n Dense('x')])";
    expect(told(text).map((line) => line.split(': ')[0])).toEqual(['1:21', '3:8']);
  });

  test('makes one remark about a mistake in a loop, not one for each turn', () => {
    expect(told("model = Sequential()\nfor f in (1, 2, 3):\n  model.add(Dense('x'))")).toHaveLength(
      1,
    );
  });
});
