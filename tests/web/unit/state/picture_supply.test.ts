import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import { faultOf, refusal, type Reply } from '../../../../web/src/base/fault';
import { cifar10, type DataSet } from '../../../../web/src/model/data_description';
import { PictureSupply, type Taker } from '../../../../web/src/state/picture_supply.svelte';

const desk = (name: string, count = 12): DataSet => ({
  description: { name, shape: [8, 8, 1], classes: ['cup', 'spoon'], sha256: name },
  training: { pixels: new Uint8Array(64 * count), labels: new Uint8Array(count) },
  test: { pixels: new Uint8Array(64 * 3), labels: new Uint8Array(3) },
});

/** An engine that writes down what it is given, and may refuse it. */
function engine(refuses: (data: DataSet | 'cifar10') => Reply<never> | null = () => null) {
  const given: string[] = [];
  const taker: Taker = {
    addShard: () => Promise.reject(new Error('no shard is asked for')),
    useData: (data) => {
      given.push(data === 'cifar10' ? data : data.description.name);
      const counts = data === 'cifar10' ? { training: 0, test: 0 } : { training: data.training.labels.length, test: data.test.labels.length }; // prettier-ignore
      return Promise.resolve(refuses(data) ?? { ok: true, value: counts });
    },
  };
  return { taker, given };
}

/** Where Workers are none, the list of the data pack never comes. */
const supply = () => new PictureSupply('', () => {}, () => false); // prettier-ignore
const settled = () => new Promise((done) => setTimeout(done));

describe('data of the learner’s own', () => {
  test('take the place of CIFAR-10, all of them at once', async () => {
    const pictures = supply();
    const { taker, given } = engine();
    await pictures.use(desk('Desk'));
    expect([pictures.data.name, given]).toEqual(['Desk', []]);
    await pictures.fill(taker);
    flushSync();
    expect(given).toEqual(['Desk']);
    expect(pictures.counts).toEqual({ training: 12, test: 3 });
    expect([pictures.enough, pictures.totalPictures]).toEqual([true, 15]);
    expect([pictures.reach('training'), pictures.reach('test')]).toEqual([12, 3]);
    // More than there are is as many as there are.
    expect(pictures.hasArrived('training', 5000)).toBe(true);
    expect(await pictures.bring({ training: 5000, test: 2000 })).toEqual({ training: 12, test: 3 });
  });

  test('are given to each engine that follows', async () => {
    const pictures = supply();
    await pictures.use(desk('Desk'));
    await pictures.fill(engine().taker);
    const next = engine();
    const filling = pictures.fill(next.taker);
    expect(pictures.counts).toEqual({ training: 0, test: 0 });
    await filling;
    expect([next.given, pictures.counts.training]).toEqual([['Desk'], 12]);
  });

  test('that are refused leave those that were there', async () => {
    const pictures = supply();
    const no = refusal(faultOf('wrong_state', 'run_goes_on', {}));
    const { taker, given } = engine((data) => (data !== 'cifar10' && data.description.name === 'Bad' ? no : null)); // prettier-ignore
    await pictures.use(desk('Desk'));
    await pictures.fill(taker);
    expect(await pictures.use(desk('Bad'))).toEqual(no);
    await settled();
    expect(given).toEqual(['Desk', 'Bad', 'Desk']);
    expect([pictures.data.name, pictures.counts.training]).toEqual(['Desk', 12]);
  });

  test('are followed by others, and those by CIFAR-10', async () => {
    const pictures = supply();
    const { taker, given } = engine();
    await pictures.use(desk('Desk'));
    await pictures.fill(taker);
    await pictures.use(desk('Garden', 20));
    expect([pictures.data.name, pictures.counts.training]).toEqual(['Garden', 20]);
    void pictures.use('cifar10');
    await settled();
    expect(given).toEqual(['Desk', 'Garden', 'cifar10']);
    expect([pictures.data, pictures.own]).toEqual([cifar10, null]);
    expect(pictures.counts).toEqual({ training: 0, test: 0 });
  });

  test('that an engine dies over are for the next', async () => {
    const pictures = supply();
    const lost = refusal(faultOf('engine_lost', 'engine_not_here', {}));
    await pictures.use(desk('Desk'));
    await pictures.fill(engine().taker);
    const dying: Taker = { ...engine().taker, useData: () => Promise.resolve(lost) };
    await pictures.fill(dying);
    const next = engine();
    const using = pictures.use(desk('Garden', 20));
    void pictures.fill(next.taker);
    await using;
    await settled();
    expect(next.given.at(-1)).toBe('Garden');
    expect([pictures.data.name, pictures.counts.training]).toEqual(['Garden', 20]);
  });
});
