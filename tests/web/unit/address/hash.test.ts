import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../../web/src/model/settings';
import {
  formatHash,
  namedStop,
  parseHash,
  readAssignment,
  stops,
} from '../../../../web/src/address/hash';

describe('the address', () => {
  test('names a stop, a preset and settings', () => {
    expect(parseHash('#stop=4&model=model-0&epochs=3&pictures=1000&seed=7&rate=0.01')).toEqual({
      stop: '4',
      preset: 'model-0',
      settings: { epochs: 3, training_pictures: 1000, seed: 7, learning_rate: 0.01 },
    });
  });

  test.each([
    ['', '0'],
    ['#', '0'],
    ['#stop=', '0'],
    ['#stop=7', '0'],
    ['#stop=__proto__', '0'],
    ['#stop=exercise-2', 'exercise-2'],
    ['#stop=export&from=an+older+version', 'export'],
  ])('%s opens stop %s', (hash, stop) => {
    expect(parseHash(hash).stop).toBe(stop);
  });

  test.each([
    'epochs=0',
    'epochs=2.5',
    'epochs=1e9',
    'epochs=',
    'epochs=ten',
    'batch=-1',
    'batch=Infinity',
    'pictures=50001',
    'seed=-1',
    'rate=0',
    'rate=NaN',
  ])('%s makes no sense and is left out', (part) => {
    // prettier-ignore
    expect(parseHash(`#stop=2&${part}`).settings).toEqual({});
  });

  test('an unknown model is no preset', () => {
    expect(parseHash('#model=model-9').preset).toBeNull();
    expect(parseHash('#model=constructor').preset).toBeNull();
  });

  test('says only what differs from the defaults', () => {
    expect(formatHash('4', 'model-1', defaultSettings)).toBe('#stop=4');
    expect(formatHash('2', 'model-0', { ...defaultSettings, epochs: 3 })).toBe(
      '#stop=2&model=model-0&epochs=3',
    );
  });

  test('of an assignment has its key, and no seed: the learner’s name gives one', () => {
    const settings = { ...defaultSettings, seed: 5 };
    const hash = formatHash('4', 'model-1', settings, null, ['model'], 'biology-7');
    expect(hash).toBe('#stop=4&lock=model&assignment=biology-7');
    expect(parseHash(hash)).toMatchObject({ assignment: 'biology-7', settings: {} });
    expect(parseHash('#assignment=a/b')).toMatchObject({ unread: [{ key: 'assignment' }] });
    expect(parseHash('#assignment=')).not.toHaveProperty('assignment');
    expect(readAssignment(' Biology 7 ')).toBe('biology-7');
    expect(readAssignment('7×')).toBeNull();
  });

  test('leaves out what is being typed and is no number yet', () => {
    expect(formatHash('2', null, { ...defaultSettings, seed: NaN })).toBe('#stop=2');
  });

  test('what is written is what is read', () => {
    const settings = {
      epochs: 7,
      batch_size: 33,
      training_pictures: 1234,
      test_pictures: 501,
      seed: 4294967295,
      learning_rate: 0.00025,
      l2: 0.0001,
      optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true },
      schedule: { kind: 'cosine_decay', decay_steps: 500, warmup_target: 0.01, warmup_steps: 50 },
      label_smoothing: 0.1,
      validation_split: 0.2,
      early_stopping_patience: 3,
      min_delta: 0.01,
      watch_accuracy: true,
      watch_training: true,
      keep_best: true,
      exact_convolution: true,
    };
    for (const stop of stops)
      expect(parseHash(formatHash(stop, 'model-2', settings))).toEqual({
        stop,
        preset: 'model-2',
        settings,
      });
  });

  test('names a stop, however it arrives, or none', () => {
    expect(['#stop=4', '#model=model-1&amp;stop=lab', '#stop%3D4%26model=x'].map(namedStop)).toEqual(['4', 'lab', '4']); // prettier-ignore
    expect(['', '#model=model-1', '#nonstop=4', '#glossary'].map(namedStop)).toEqual([null, null, null, null]); // prettier-ignore
  });
});
