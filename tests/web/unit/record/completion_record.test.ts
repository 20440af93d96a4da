import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readQuestions } from '../../../../web/build/questions';
import { page } from '../../../../web/src/messages/en/page';
import { page as spanish } from '../../../../web/src/messages/es/page';
import { cifar10 } from '../../../../web/src/model/data_description';
import { presets } from '../../../../web/src/model/presets';
import { judgeAnswer, passedBy } from '../../../../web/src/record/judge';
import { canonicalJson } from '../../../../web/src/record/canonical_json';
import { readRecord, sealed, type RecordedRun } from '../../../../web/src/record/record';
import { answers as modelAnswers } from '../../../../web/src/exercises/exercise';

const questions = readQuestions('assets/lesson/en', page);

const settings = {
  epochs: 3,
  batch_size: 32,
  training_pictures: 5000,
  test_pictures: 2000,
  seed: 1,
  learning_rate: 0.001,
};
/** A run whose last epoch has these accuracies. */
function run(model: RecordedRun['model'], accuracy: number, test_accuracy: number, epochs = 3) {
  const rows = Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    loss: 1.5,
    accuracy,
    test_loss: 1.25,
    test_accuracy,
  }));
  return { model, settings: { ...settings, epochs }, rates: [], engines: [], epochs: rows };
}

describe('the questions of the lesson', () => {
  test('have a place each, and a check has one right option', () => {
    expect(questions.length).toBeGreaterThan(15);
    expect(new Set(questions.map(({ place }) => place)).size).toBe(questions.length);
    for (const { kind, options } of questions) {
      expect(options.length).toBeGreaterThan(1);
      if (kind === 'check') expect(options.filter((when) => when === 'right')).toHaveLength(1);
    }
  });

  test('are the same in Spanish, so that a record of either page can be judged', () => {
    expect(readQuestions('assets/lesson/es', spanish)).toEqual(questions);
  });
});

describe('an answer', () => {
  const check = questions.find(({ kind }) => kind === 'check')!;
  const prediction = questions.find(({ place }) => place === '4/0')!;
  const judge = (answer: object, runs: RecordedRun[] = []) =>
    judgeAnswer(answer as Parameters<typeof judgeAnswer>[0], questions, runs);

  test('to a check is right or wrong', () => {
    const right = check.options.indexOf('right');
    expect(judge({ place: check.place, option: right })).toEqual({ state: 'right' });
    const wrong = right === 0 ? 1 : 0;
    expect(judge({ place: check.place, option: wrong })).toEqual({ state: 'wrong' });
  });

  test('that the page cannot have got is refuted', () => {
    expect(judge({ place: '6/99', option: 0 })).toEqual({ state: 'refuted', why: 'question' });
    expect(judge({ place: check.place, option: 9 })).toEqual({ state: 'refuted', why: 'option' });
    const verdict = { came: true, measure: 'test', value: 99 };
    expect(judge({ place: check.place, option: 0, verdict })).toMatchObject({ why: 'verdict' });
  });

  test('that predicts is held against the runs of the record', () => {
    // Shares that are exact in binary: the gain is 12.5 points to the bit.
    const runs = [run(presets['model-0'], 0.5, 0.25, 10), run(presets['model-1'], 0.5, 0.375, 10)];
    const option = prediction.options.findIndex((when) => /^gain >= [^,]+$/.test(when));
    const came = { came: true, measure: 'gain', value: 12.5 };
    const said = (verdict?: object) => ({ place: prediction.place, option, ...(verdict && { verdict }) }); // prettier-ignore
    expect(judge(said())).toEqual({ state: 'open' });
    expect(judge(said(came), runs)).toEqual({ state: 'came' });
    // The second run may have been followed by others.
    expect(judge(said(came), [...runs, run(presets['model-1'], 0.5, 0.3, 10)])).toEqual({ state: 'came' }); // prettier-ignore
    expect(judge(said(came), runs.slice(1))).toEqual({ state: 'unshown' });
    // Runs that differ in more than their networks show nothing, nor do those of another question.
    const short = runs.map((one) => ({ ...one, epochs: one.epochs.slice(0, 3) }));
    expect(judge(said(came), [short[0]!, runs[1]!])).toEqual({ state: 'unshown' });
    expect(judge(said(came), short)).toEqual({ state: 'unshown' });
    // Which runs decided is held to as well, where it is said.
    expect(judge(said({ ...came, run: 2, against: 1 }), runs)).toEqual({ state: 'came' });
    expect(judge(said({ ...came, run: 1, against: 2 }), runs)).toEqual({ state: 'unshown' });
    expect(judge(said({ ...came, run: 3 }), [...runs, run(presets['model-1'], 0.5, 0.3, 10)])).toEqual({ state: 'unshown' }); // prettier-ignore
    expect(judge(said({ ...came, came: false }), runs)).toMatchObject({ why: 'verdict' });
    expect(judge(said({ ...came, value: -40 }), runs)).toMatchObject({ why: 'verdict' });
    expect(judge(said({ ...came, measure: 'gap' }), runs)).toMatchObject({ why: 'verdict' });
  });
});

test('an exercise is passed by the run that passes it', () => {
  const answer = modelAnswers['exercise-1'];
  const runs = [
    run(presets['model-1'], 0.5, 0.4),
    run(answer, 0.5, 0.4, 3),
    run(answer, 0.5, 0.4, 4),
  ];
  expect(passedBy('exercise-1', runs)).toBe(3);
  expect(passedBy('exercise-1', runs.slice(0, 2))).toBeNull();
});

test('a run over the learner’s own data is in the record, and passes and shows nothing', async () => {
  const data = { ...cifar10, name: 'My desk', sha256: 'a'.repeat(64) };
  const answer = modelAnswers['exercise-1'];
  const before = [run(presets['model-1'], 0.5, 0.4), run(answer, 0.5, 0.4, 3)];
  const passing = run(answer, 0.5, 0.4, 4);
  const own = { ...passing, data };
  expect(passedBy('exercise-1', [...before, own])).toBeNull();
  // Of those after it the places stay as they are.
  expect(passedBy('exercise-1', [...before, own, passing])).toBe(4);
  const rest = { format: 'cnnlab-record/3', learner: 'Ada', made: '', answered: [], passed: [], answers: [], reflections: [], runs: [own] } as const; // prettier-ignore
  const { record, isSealed } = await readRecord(JSON.stringify(await sealed(rest as never)));
  expect(isSealed).toBe(true);
  expect(record.runs[0]!.data).toEqual(data);
});

describe('a record', () => {
  const parts = {
    learner: 'Ada',
    made: '2026-01-01T00:00:00Z',
    answered: ['1'],
    passed: [],
    runs: [run(presets['model-0'], 0.5, 0.25)],
  } as const;
  const now = { ...parts, format: 'cnnlab-record/3', answers: [{ place: '1/0', option: 2 }], reflections: [{ exercise: 'exercise-1', text: 'Deeper.' }] }; // prettier-ignore

  test('comes back as it was sealed, and tells of an edit', async () => {
    const record = await sealed(now as never);
    expect(await readRecord(JSON.stringify(record, null, 1))).toEqual({ record, isSealed: true });
    const edited = { ...record, answers: [{ place: '1/0', option: 1 }] };
    expect((await readRecord(JSON.stringify(edited))).isSealed).toBe(false);
  });

  /** Keys the other way round at every level, and spaces where nobody needs them. */
  const turned = (value: unknown): unknown =>
    value === null || typeof value !== 'object' || Array.isArray(value)
      ? Array.isArray(value)
        ? value.map(turned)
        : value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, item]) => [key, turned(item)]),
        );
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');

  test.each<[string, (record: object) => string | Uint8Array]>([
    ['with its keys in another order', (record) => JSON.stringify(turned(record))],
    ['pretty-printed with tabs', (record) => JSON.stringify(record, null, '\t')],
    ['in ASCII, its letters escaped', (record) => JSON.stringify(record).replace('é', '\\u00e9')],
    ['with its numbers spelled as C does', (record) => JSON.stringify(record).replaceAll('0.5', '5.0e-01').replaceAll('1.25', '1.2500')], // prettier-ignore
    ['after a byte order mark', (record) => Buffer.from(`\ufeff${JSON.stringify(record)}`)],
    ['in UTF-16, as PowerShell redirects', (record) => utf16(`\ufeff${JSON.stringify(record)}`)],
    ['in UTF-16 without a mark', (record) => utf16(JSON.stringify(record))],
    ['in UTF-16, big-endian', (record) => utf16(`\ufeff${JSON.stringify(record)}`).swap16()],
  ])('is the same record %s', async (_, write) => {
    const record = await sealed({ ...now, learner: 'Zoé' } as never);
    expect(await readRecord(write(record))).toEqual({ record, isSealed: true });
  });

  test.each(['cnnlab-record/1', 'cnnlab-record/2'])(
    'of %s is still read, by its own seal',
    async (format) => {
      const { format: _, ...rest } = format.endsWith('2') ? now : { ...parts, format };
      const old = { ...rest, format, build: 'simd', runs: parts.runs.map(({ engines, ...run }) => run) }; // prettier-ignore
      const sha256 = createHash('sha256').update(JSON.stringify(old)).digest('hex');
      const { record, isSealed } = await readRecord(JSON.stringify({ ...old, sha256 }));
      expect(isSealed).toBe(true);
      expect(record).toMatchObject({ build: 'simd', runs: [{ engines: [] }] });
      expect(record.answers).toHaveLength(format.endsWith('2') ? 1 : 0);
    },
  );
});

test('canonical JSON is that of RFC 8785, by its example', () => {
  const given = `{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`;
  expect(canonicalJson(JSON.parse(given))).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});
