/** The border between C++ and JavaScript, on the same .wasm files that the page loads. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { loadEngine, valueOf } from '../../tools/engine.mjs';
import { encodeShard } from '../../tools/pack.mjs';
import { model, settings, test, training } from './made_up.mjs';

const modelText = JSON.stringify(model);
const indicesOf = (count) => Array.from({ length: count }, (_, i) => i);

for (const [build, threads] of [
  ['simd', 1],
  ['simd-threads', 2],
]) {
  describe(`the ${build} engine`, () => {
    let engine;
    let session;

    before(async () => {
      engine = await loadEngine(build, threads);
    });
    after(() => engine.close());

    /** A session with all the made-up pictures. */
    function newSession() {
      session?.delete();
      session = new engine.module.Session(threads);
      valueOf(session.addShard('training', 0, 120, encodeShard(training, indicesOf(120))));
      valueOf(session.addShard('test', 0, 50, encodeShard(test, indicesOf(50))));
      return session;
    }

    it('says which build it is', () => {
      assert.equal(engine.module.engineInfo().build, build);
    });

    // The build without threads has one, whatever is asked for.
    if (threads > 1)
      it('refuses more threads than its memory has room for, and goes on', () => {
        const { Session } = engine.module;
        assert.throws(() => new Session(1_000_000), { name: 'RangeError', message: /memory/ });
        assert.equal(newSession().threads(), threads);
      });

    it('gives pictures back as they went in, height by width by channel', () => {
      const { pixels, labels } = valueOf(newSession().pictures('training', Uint32Array.of(7, 119)));
      assert.deepEqual([...labels], [21 % 10, 357 % 10]);
      const record = training.subarray(119 * 3073 + 1, 120 * 3073);
      const expected = Array.from(
        { length: 3072 },
        (_, i) => record[(i % 3) * 1024 + Math.floor(i / 3)],
      );
      assert.deepEqual([...pixels.subarray(3072)], expected);
    });

    it('trains to the end and counts every batch', () => {
      const run = newSession();
      let progress = valueOf(run.start(modelText, JSON.stringify(settings)));
      assert.deepEqual([progress.phase, progress.epoch, progress.batch], ['training', 1, 0]);
      // 120 pictures in batches of 32: three full ones and one of 24.
      assert.equal(progress.batches, 4);
      const records = [];
      const losses = [];
      while (progress.phase !== 'finished') {
        progress = valueOf(run.advance(3));
        losses.push(...progress.batch_losses);
        if (progress.epoch_record) records.push(progress.epoch_record);
      }
      assert.deepEqual(
        records.map(({ epoch }) => epoch),
        [1, 2],
      );
      assert.equal(losses.length, 8);
      assert.equal(progress.pictures_trained, 240);
      // A batch counts by its size: three of 32 and one of 24 in each epoch.
      const mean = (32 * (losses[0] + losses[1] + losses[2]) + 24 * losses[3]) / 120;
      assert.ok(Math.abs(records[0].loss - mean) < 1e-6);
    });

    it('hands out copies that stay valid while it goes on', () => {
      const run = newSession();
      valueOf(run.start(modelText, JSON.stringify(settings)));
      const before = valueOf(run.weights());
      const kept = before.map(({ data }) => Float32Array.from(data));
      assert.ok(before.every(({ data }) => data instanceof Float32Array));
      valueOf(run.advance(4));
      before.forEach(({ data }, i) => assert.deepEqual(data, kept[i]));
      assert.notDeepEqual(valueOf(run.weights())[0].data, kept[0]);
    });

    it('goes on after restore with the bits of a run that never stopped', () => {
      const run = newSession();
      valueOf(run.start(modelText, JSON.stringify(settings)));
      valueOf(run.advance(2));
      const saved = valueOf(run.snapshot());
      const finish = () => {
        while (valueOf(run.advance(8)).phase !== 'finished');
        return valueOf(run.weights()).map(({ data }) => data);
      };
      const straight = finish();
      valueOf(newSession().restore(saved));
      const resumed = valueOf(session.weights());
      assert.equal(resumed.length, straight.length);
      while (valueOf(session.advance(8)).phase !== 'finished');
      valueOf(session.weights()).forEach(({ data }, i) => assert.deepEqual(data, straight[i]));
    });

    it('answers mistakes with a fault, never with an exception', () => {
      const run = newSession();
      const wrongDropout = structuredClone(model);
      wrongDropout.layers[2].rate = 25;
      const attempts = {
        bad_model: [
          () => run.start(JSON.stringify(wrongDropout), JSON.stringify(settings)),
          () => run.start(JSON.stringify({ name: 'None', layers: [] }), JSON.stringify(settings)),
        ],
        bad_settings: [
          () => run.start(modelText, JSON.stringify({ ...settings, batch_size: 0 })),
          () => run.start(modelText, JSON.stringify({ ...settings, epochs: -1 })),
        ],
        bad_data: [
          () => run.start('{', JSON.stringify(settings)),
          () => run.addShard('training', 7, 1, encodeShard(training, [0])),
          () => run.addShard('training', 120, 2, encodeShard(training, [0])),
          () => run.predictPixels(new Uint8Array(100)),
          () => run.pictures('test', Uint32Array.of(50)),
        ],
        wrong_state: [() => run.advance(1), () => run.weights(), () => run.snapshot()],
      };
      for (const [code, calls] of Object.entries(attempts)) {
        for (const call of calls) {
          const outcome = call();
          assert.equal(outcome.ok, false, String(call));
          assert.equal(outcome.fault.code, code, `${call}: ${outcome.fault.message}`);
          assert.ok(outcome.fault.message.length > 10);
        }
      }
      // And it still works.
      valueOf(run.start(modelText, JSON.stringify(settings)));
      const probabilities = valueOf(run.predict('test', Uint32Array.of(0, 49)));
      assert.equal(probabilities.length, 20);
      const sum = probabilities.subarray(10).reduce((total, p) => total + p, 0);
      assert.ok(Math.abs(sum - 1) < 1e-5);
    });

    it('gives a fresh run the weights that it is handed, and refuses those of another', () => {
      const run = newSession();
      valueOf(run.start(modelText, JSON.stringify(settings)));
      valueOf(run.advance(4));
      const trained = valueOf(run.weights());
      const { fault } = run.setWeights(trained);
      assert.deepEqual([fault.code, fault.problem], ['wrong_state', 'run_has_begun']);
      valueOf(run.start(modelText, JSON.stringify({ ...settings, seed: 99 })));
      assert.notDeepEqual(valueOf(run.weights())[0].data, trained[0].data);
      assert.equal(valueOf(run.setWeights(trained)), null);
      assert.deepEqual(valueOf(run.weights()), trained);
      const onItsSide = [{ ...trained[0], shape: [...trained[0].shape].reverse() }];
      const refused = run.setWeights([...onItsSide, ...trained.slice(1)]).fault;
      assert.deepEqual(refused.problem, 'weight_shape');
      assert.deepEqual(refused.facts.wanted, trained[0].shape);
      assert.deepEqual(refused.facts.given, onItsSide[0].shape);
      for (const nonsense of [
        undefined,
        null,
        3,
        {},
        [null],
        [{}],
        [{ name: 'x' }],
        [{ name: 'x', shape: ['a'] }],
      ]) {
        assert.equal(run.setWeights(nonsense).ok, false, String(nonsense));
      }
      assert.deepEqual(valueOf(run.weights()), trained);
    });

    it('takes data of another shape and of other classes, trains on them, and goes back', () => {
      const run = newSession();
      assert.equal(valueOf(run.setData(9, 12, 1, 3)), null);
      assert.deepEqual(valueOf(run.pictureCounts()), { training: 0, test: 0 });
      const pixels = Uint8Array.from({ length: 6 * 108 }, (_, i) => (i * 37) % 256);
      const labels = Uint8Array.of(0, 1, 2, 0, 1, 2);
      assert.equal(valueOf(run.addPictures('training', pixels, labels)), 6);
      assert.equal(valueOf(run.addPictures('training', pixels, labels)), 12);
      assert.equal(valueOf(run.addPictures('test', pixels, labels)), 6);
      const some = valueOf(run.pictures('training', Uint32Array.of(1, 6)));
      assert.deepEqual([...some.labels], [1, 0]);
      assert.deepEqual([...some.pixels], [...pixels.subarray(108, 216), ...pixels.subarray(0, 108)]); // prettier-ignore
      const layers = [...model.layers.slice(0, -1), { ...model.layers.at(-1), units: 3 }];
      const few = JSON.stringify({ ...settings, training_pictures: 12, test_pictures: 6 });
      // Ten units are too many here.
      assert.equal(run.start(modelText, few).fault.problem, 'units_not_classes');
      valueOf(run.start(JSON.stringify({ ...model, layers }), few));
      while (valueOf(run.advance(8)).phase !== 'finished');
      assert.equal(valueOf(run.predict('test', Uint32Array.of(0, 5))).length, 6);
      assert.deepEqual(valueOf(run.activations(pixels.slice(0, 108)))[0].shape, [9, 12, 5]);
      // A saved run is one of its data; what cannot be changes nothing.
      const saved = valueOf(run.snapshot());
      assert.equal(run.setData(7, 12, 1, 3).fault.problem, 'out_of_range');
      assert.equal(run.setData(9, 12, 2, 3).fault.problem, 'not_a_choice');
      assert.equal(run.addPictures('test', pixels, Uint8Array.of(0)).fault.problem, 'pictures_not_labels'); // prettier-ignore
      assert.deepEqual(valueOf(run.snapshot()), saved);
      valueOf(run.setData(32, 32, 3, 10));
      assert.equal(run.restore(saved).fault.problem, 'snapshot_of_other_data');
      valueOf(run.addShard('test', 0, 50, encodeShard(test, indicesOf(50))));
    });

    it('has the sentences that the English page has', () => {
      const copy = new URL('../../web/src/messages/en/engine_problems.json', import.meta.url);
      // `./lab catalog` writes it again.
      assert.deepEqual(engine.module.problems(), JSON.parse(readFileSync(copy, 'utf8')));
    });

    it('tells what is wrong as a problem with its facts', () => {
      const run = newSession();
      const problem = (outcome) => [outcome.fault.problem, outcome.fault.facts];
      // Those of the border itself; tests/train/problems_test.cpp provokes all others.
      assert.deepEqual(problem(run.summary(3)), ['not_text', {}]);
      assert.deepEqual(problem(run.predictPixels([1])), ['not_an_array', { wanted: 'Uint8Array' }]);
      assert.deepEqual(problem(run.pictures('validation', new Uint32Array())), [
        'unknown_split',
        { given: 'validation' },
      ]);
      assert.deepEqual(problem(run.advance(1.5)), [
        'not_a_count',
        { field: 'batches', given: 1.5 },
      ]);
      // A shape and names are arrays; a summary has the same form.
      const pooled = { kind: 'max_pooling2d', pool_size: [2, 2], padding: 'full' };
      const stack = { layers: [pooled, { kind: 'dense', units: 10 }] };
      const [choice] = valueOf(run.summary(JSON.stringify(stack))).problems;
      assert.deepEqual(
        [choice.problem, choice.facts],
        ['not_a_choice', { field: 'padding', given: '"full"', choices: ['valid', 'same'] }],
      );
      const [flat] = valueOf(
        run.summary(JSON.stringify({ layers: stack.layers.slice(1) })),
      ).problems;
      assert.deepEqual(
        [flat.problem, flat.facts],
        ['needs_flat', { layer: 'Dense', input: [32, 32, 3] }],
      );
    });

    it('takes only text for text', () => {
      const { fault } = newSession().summary(undefined);
      assert.deepEqual([fault.code, fault.message], ['bad_data', 'text is needed here']);
      const named = JSON.stringify({ layers: [{ kind: 'größe 3×3 🐸' }] });
      const [problem] = valueOf(session.summary(named)).problems;
      assert.match(problem.message, /^there is no layer of kind 'größe 3×3 🐸'; there are /);
    });

    it('says when there is no more memory, and goes on', () => {
      const trained = () => {
        const run = newSession();
        valueOf(run.start(modelText, JSON.stringify(settings)));
        while (valueOf(run.advance(8)).phase !== 'finished');
        return valueOf(run.weights()).map(({ data }) => data);
      };
      const straight = trained();
      // More at once than there is, and more than there are addresses.
      for (const size of [1.2e9, 2.2e9]) {
        const { fault } = session.addShard('training', 120, 1, new Uint8Array(size));
        assert.equal(fault.code, 'out_of_memory', `${size} bytes: ${fault.message}`);
        assert.match(fault.message, /^there is no more memory; lower the batch size/);
      }
      // Little by little until it is full; what is then asked for is answered all the same.
      const payload = new Uint8Array(5000 * 3073);
      let outcome;
      let count = 120;
      do {
        outcome = session.addShard('training', count, 5000, payload);
        count += 5000;
      } while (outcome.ok && count < 500_000);
      assert.equal(outcome.fault?.code, 'out_of_memory', `${count} pictures`);
      for (let i = 1; i <= 200; ++i) {
        outcome = session.addShard('training', count - 5000, i, payload.subarray(0, i * 3073));
        if (!outcome.ok) assert.equal(outcome.fault.code, 'out_of_memory');
        else count += i;
        const summary = session.summary(modelText);
        assert.ok(summary.ok || summary.fault.code === 'out_of_memory');
      }
      trained().forEach((data, i) => assert.deepEqual(data, straight[i]));
    });
  });
}
