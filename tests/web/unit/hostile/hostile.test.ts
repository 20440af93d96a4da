import { Refused } from '../../../../web/src/base/fault';
import { tellIn } from '../../../../web/src/messages/faults';
import { problems as en } from '../../../../web/src/messages/en/problems';
import { problems as es } from '../../../../web/src/messages/es/problems';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dataCases } from './cases_data';
import { fileCases } from './cases_files';
import { textCases } from './cases_texts';

/**
 * Everything that the page reads and did not make: each input is refused with a problem and facts that
 * name the place and the reason, or accepted, as the tables say, in time and without taking memory for
 * what a file only says of itself.
 */
const tables = { ...fileCases, ...textCases, ...dataCases };
/** Of processor time; the largest inputs have 64 MB. */
const mostMilliseconds = 2000;
/** Above the largest input and its copies; far below what the bombs would unpack to. */
const mostBytes = 300e6;

afterEach(() => vi.unstubAllGlobals());

test('the corpus has a hundred cases and more', () => {
  const cases = Object.values(tables).flat();
  expect(cases.length).toBeGreaterThanOrEqual(100);
  expect(cases.filter(([, , found]) => found !== true).length).toBeGreaterThanOrEqual(100);
});

describe.each(Object.entries(tables))('%s:', (_, cases) => {
  test.each(cases)(
    '%s',
    async (_, read, found) => {
      const before = process.cpuUsage();
      const peak = process.resourceUsage().maxRSS;
      let thrown: unknown = null;
      try {
        await read();
      } catch (error) {
        thrown = error;
      }
      if (found === true) expect(thrown).toBe(null);
      else if (found instanceof RegExp) expect((thrown as Error | null)?.message).toMatch(found);
      else {
        // A fault of ours, not what the language says when something was not foreseen.
        expect(thrown).toBeInstanceOf(Refused);
        const { fault } = thrown as Refused;
        const [problem, facts] = Array.isArray(found) ? found : [found, {}];
        expect(fault.problem).toBe(problem);
        expect(fault.facts).toMatchObject(facts);
        for (const words of [en, es]) expect(tellIn(words, fault).length).toBeLessThan(500);
      }
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(mostMilliseconds);
      expect((process.resourceUsage().maxRSS - peak) * 1024).toBeLessThan(mostBytes);
      // By the clock a busy machine may take its time: the limit above is of the processor's.
    },
    60_000,
  );
});

test('nothing of a file gets into what every object has', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).dtype).toBeUndefined();
});
