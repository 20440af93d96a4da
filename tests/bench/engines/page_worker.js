/**
 * Runs in a worker of the page and answers as `cnnlab steps` does (core/commands/commands.h), after
 * a first {build, threads}. Also {model, batch, steps, profile}: the laps of so many steps;
 * {summary: model}; {roof}: GFLOP/s; {memory}: bytes taken so far. Errors come back as {error}.
 */
let session;
let started = '';

function valueOf(outcome) {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.fault.where} ${outcome.fault.message}`);
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function open({ build, threads }) {
  const base = `${self.location.origin}/engine/${build}/`;
  importScripts(`${base}cnnlab.js`);
  const module = await self.createCnnLab({
    locateFile: (file) => base + file,
    mainScriptUrlOrBlob: `${base}cnnlab.js`,
    poolSize: threads - 1,
  });
  session = new module.Session(threads);
  const manifest = await (await fetch('/cifar10/manifest.json')).json();
  for (const shard of manifest.shards) {
    if (shard.first + shard.count > 2000 && shard.split === 'training') continue;
    if (shard.first > 0 && shard.split === 'test') continue;
    const bytes = await (await fetch(`/cifar10/${shard.file}`)).arrayBuffer();
    valueOf(session.addShard(shard.split, shard.first, shard.count, await inflate(bytes)));
  }
}

/** A run whose epochs are whole batches and whose evaluation is one picture. */
function begin(model, batch) {
  const key = `${JSON.stringify(model)} ${batch}`;
  if (started === key) return;
  const { training } = valueOf(session.pictureCounts());
  const settings = {
    epochs: 1000,
    batch_size: batch,
    training_pictures: Math.floor(training / batch) * batch,
    test_pictures: 1,
  };
  valueOf(session.start(JSON.stringify(model), JSON.stringify(settings)));
  valueOf(session.advance(2)); // plans the memory
  started = key;
}

function trainFor(steps) {
  let seconds = 0;
  for (let done = 0; done < steps;) {
    const before = performance.now();
    const progress = valueOf(session.advance(1));
    if (progress.batch_losses.length === 0) continue; // the one-picture evaluation
    seconds += (performance.now() - before) / 1000;
    done += 1;
  }
  return seconds;
}

/** Steps by their parts; a run's epoch ends in between where there are many. */
function profile(steps) {
  const all = new Map();
  for (let done = 0; done < steps;) {
    const laps = valueOf(session.profile(steps - done));
    if (laps.length === 0) valueOf(session.advance(1));
    for (const { name, milliseconds, times } of laps) {
      const lap = all.get(name) ?? { name, milliseconds: 0, times: 0 };
      lap.milliseconds += milliseconds;
      lap.times += times;
      all.set(name, lap);
    }
    done += laps[0]?.times ?? 0;
  }
  return [...all.values()];
}

function evaluate(pictures) {
  const indices = Uint32Array.from({ length: pictures }, (_, i) => i);
  const before = performance.now();
  valueOf(session.predict('test', indices));
  return (performance.now() - before) / 1000;
}

async function answer(asked) {
  if (asked.build) return { ready: await open(asked) };
  if (asked.roof) return { gflops: valueOf(session.roof()) };
  if (asked.summary) {
    return { summary: valueOf(session.summary(JSON.stringify(asked.summary))) };
  }
  if (asked.memory) return { bytes: valueOf(session.memory()) };
  begin(asked.model, asked.batch);
  if (asked.evaluate) return { seconds: evaluate(asked.evaluate) };
  if (asked.profile) return { laps: profile(asked.steps) };
  return { seconds: trainFor(asked.steps) };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    self.postMessage({ error: error.message });
  }
};
