/** Tables beside the rates of `./lab bench`: where a step's time and memory go. */

const megabyte = 2 ** 20;

/** GFLOP of each pass of each layer, at the count of the definition: 2 for a multiply-add. */
function workOf({ layers }, batch) {
  const work = new Map();
  layers.forEach(({ name, kind, multiply_adds: each }, index) => {
    if (!each) return;
    const gflop = 2e-9 * each * batch;
    // A convolution's backward pass begins with its filters; nobody asks for the pictures' gradient.
    const both = kind !== 'conv2d';
    work.set(`${name} forward`, gflop);
    work.set(`${name} filter gradient`, gflop);
    work.set(`${name} backward`, (both ? gflop : 0) + (index > 0 ? gflop : 0));
  });
  return work;
}

/** One step by layer and pass, the mean of `steps`. */
export async function printLayers(engine, model, title, batch, steps = 40) {
  await engine.ask({ model, batch, steps: 3 });
  const { laps } = await engine.ask({ model, batch, steps, profile: true });
  const work = workOf((await engine.ask({ summary: model })).summary, batch);
  const { gflops: roof } = await engine.ask({ roof: true });
  const total = laps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  console.log(`\n${title}: one step in ${engine.name}; roof ${roof.toFixed(1)} GFLOP/s`);
  console.log(`  ${'part'.padEnd(30)}${'ms'.padStart(9)}     share  GFLOP/s  of the roof`);
  for (const { name, milliseconds, times } of laps) {
    const rate = work.get(name) ? work.get(name) / (milliseconds / times / 1e3) : 0;
    console.log(
      `  ${name.padEnd(30)}${(milliseconds / times).toFixed(3).padStart(9)}` +
        `${((100 * milliseconds) / total).toFixed(1).padStart(9)}%` +
        (rate
          ? `${rate.toFixed(1).padStart(9)}${((100 * rate) / roof).toFixed(0).padStart(12)}%`
          : ''),
    );
  }
  console.log(`  ${'all'.padEnd(30)}${(total / laps[0].times).toFixed(3).padStart(9)}`);
}

const everyAugmentation = [
  { kind: 'random_flip', mode: 'horizontal' },
  { kind: 'random_translation', height_factor: 0.1, width_factor: 0.1 },
  { kind: 'random_rotation', factor: 0.05 },
  { kind: 'random_zoom', height_factor: 0.1 },
  { kind: 'random_contrast', factor: [0.2, 0.2] },
  { kind: 'random_brightness', factor: [-0.2, 0.2] },
];

/** Each augmentation layer by itself before the model: milliseconds of a step and of an epoch. */
export async function printAugmentation(engine, model, title, batch, steps = 40) {
  console.log(`\n${title}: augmentation in ${engine.name}`);
  for (const layer of everyAugmentation) {
    const augmented = { ...model, layers: [layer, ...model.layers] };
    await engine.ask({ model: augmented, batch, steps: 3 });
    const { laps } = await engine.ask({ model: augmented, batch, steps, profile: true });
    const total = laps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const own = laps.find(({ name }) => name.startsWith('random_'));
    const each = own.milliseconds / own.times;
    console.log(
      `  ${layer.kind.padEnd(20)}${each.toFixed(3).padStart(8)} ms a step` +
        `${((100 * own.milliseconds) / total).toFixed(1).padStart(7)}%` +
        `${((each * 5000) / batch).toFixed(0).padStart(7)} ms an epoch of 5,000 pictures`,
    );
  }
}

/** What training takes from the engine's memory besides the pictures, in a fresh engine. */
export async function measureMemory(browser, build, threads, name, model, batch) {
  const engine = await browser.open(build, threads);
  const before = (await engine.ask({ memory: true })).bytes;
  await engine.ask({ model, batch, steps: 80 });
  const after = (await engine.ask({ memory: true })).bytes;
  await engine.close();
  const megabytes = (after - before) / megabyte;
  console.log(
    `\n${name}, batch ${batch}: training took ${megabytes.toFixed(1)} MB besides the pictures`,
  );
  return { model: name, batch, threads, megabytes: Number(megabytes.toFixed(1)) };
}
