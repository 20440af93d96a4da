/**
 * Every problem that the page itself can find is provoked, through the code that finds it, and told
 * in each language. What files, texts and servers bring is in hostile/; the rest is in this folder. (The engine's
 * are provoked in tests/train/problems_test.cpp.)
 */
import { afterEach, expect, test, vi } from 'vitest';
import { type Fault } from '../../../../web/src/base/fault';
import { problems as en } from '../../../../web/src/messages/en/problems';
import { problems as es } from '../../../../web/src/messages/es/problems';
import { tellIn } from '../../../../web/src/messages/faults';
import { dataCases } from '../hostile/cases_data';
import { fileCases } from '../hostile/cases_files';
import { textCases } from '../hostile/cases_texts';
import { ofEngine } from './engine';
import { ofFiles } from './files';
import type { Provocations } from './made_up';
import { ofOwnData } from './own_data';
import { ofStorage } from './storage';

const provocations: Provocations = { ...ofEngine, ...ofStorage, ...ofFiles, ...ofOwnData };

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const inHostile = Object.values({ ...fileCases, ...textCases, ...dataCases })
  .flat()
  .flatMap(([, , found]) => (Array.isArray(found) ? [found[0]] : [found]));

test('each problem of the page can be provoked', () => {
  const provoked = new Set<unknown>([...inHostile, ...Object.keys(provocations)]);
  expect(Object.keys(en.page).filter((problem) => !provoked.has(problem))).toEqual([]);
});

test.each(Object.entries(provocations))('%s comes about, and is told', async (problem, provoke) => {
  const found = await provoke();
  const fault = 'ok' in found ? (found as { fault: Fault }).fault : found;
  expect(fault.problem).toBe(problem);
  for (const words of [en, es]) {
    const said = tellIn(words, fault);
    expect(said.length).toBeGreaterThan(10);
    expect(said).not.toMatch(/undefined|NaN|\[object|[{}]/);
  }
});
