/** `./lab train`: a training run without a browser. See options/train.mjs. */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadEngine, valueOf } from './engine.mjs';
import { checkExports, writeExports } from './export.mjs';
import { readJson, readModel } from './model_file.mjs';
import { epochsOf, nativeArguments, nativeProgram, withModelFile } from './native.mjs';
import { runCommand } from './options/words.mjs';
import { readOptions, usage, usualSettings, wantsEngine } from './options/train.mjs';
import { addPictures } from './pictures.mjs';
import { bar, durationText, endProgress, progress as show } from './progress.mjs';
import { weightsHash } from './replay.mjs';
import { writeWhole } from './whole_file.mjs';

/** Whether Ctrl-C was pressed; a second one ends at once. */
let isStopped = false;
function stop() {
  if (isStopped) process.exit(130);
  isStopped = true;
}

// `./lab train | head -1`: nobody reads on.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  endProgress();
  process.exit(141);
});

/** What has come in meanwhile is looked at: Ctrl-C, a reader that left. */
const breathe = () => new Promise((done) => setImmediate(done));

const whole = new Intl.NumberFormat('en');

function sayWhatIsDone({ model, settings, build, threads }, parameters, first) {
  const from = first > 1 ? `from epoch ${first} on, ` : '';
  console.error(
    `Training ${model.name} (${whole.format(parameters)} parameters) on ${whole.format(settings.training_pictures)} pictures, ` +
      `${from}${settings.epochs} epochs, batches of ${settings.batch_size}, seed ${settings.seed}; ` +
      `${build}, ${threads} ${threads === 1 ? 'thread' : 'threads'}.`,
  );
}

/** How far the run is, on a terminal. */
function drawBar(progress, settings, started, firstEpoch) {
  const { epoch, batch, batches, phase, loss, accuracy } = progress;
  const isTraining = phase === 'training';
  const done = epoch - firstEpoch + (isTraining ? batch / batches : 1);
  const left = ((performance.now() - started) / 1000 / done) * (settings.epochs - firstEpoch + 1 - done); // prettier-ignore
  const time = done > 0.02 ? `, about ${durationText(left)} to go` : '';
  const numbers = isTraining ? `loss ${loss.toFixed(3)}, accuracy ${accuracy.toFixed(3)}` : 'testing'; // prettier-ignore
  show(`epoch ${epoch} of ${settings.epochs} ${bar(isTraining ? batch / batches : 1)} ${numbers}${time}`, false); // prettier-ignore
}

/** Runs to the end or until it is stopped, printing a line for each epoch; adds to `epochs`. */
async function train(session, begun, { settings, epochs }) {
  let progress = begun;
  let trainingSeconds = 0;
  let seconds = 0;
  const started = performance.now();
  while (progress.phase !== 'finished' && !isStopped) {
    const { phase } = progress;
    const before = performance.now();
    progress = valueOf(session.advance(16));
    const took = (performance.now() - before) / 1000;
    seconds += took;
    if (phase === 'training') trainingSeconds += took;
    drawBar(progress, settings, started, begun.epoch);
    if (progress.epoch_record) {
      epochs.push(progress.epoch_record);
      endProgress();
      console.log(
        JSON.stringify({
          ...progress.epoch_record,
          seconds: Number(seconds.toFixed(3)),
          images_per_second: Number((settings.training_pictures / trainingSeconds || 0).toFixed(1)),
        }),
      );
      seconds = trainingSeconds = 0;
    }
    await breathe();
  }
  endProgress();
  return progress;
}

/** Keeps a run so that `--resume` goes on with it, here or where there is room; resolves to the file. */
async function keepCheckpoint(snapshot, { model, settings, build, epochs }) {
  const format = 'cnnlab-checkpoint/1';
  const header = JSON.stringify({ format, build, model, settings, epochs });
  const content = Buffer.concat([Buffer.from(`${header}\n`), snapshot]);
  const plain = model.name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();
  const name = `cnn-lab-${plain}-seed-${settings.seed}.checkpoint`;
  for (const folder of ['.', tmpdir()]) {
    const file = path.join(folder, name);
    try {
      await writeWhole(file, content);
      return file;
    } catch (error) {
      console.error(`${file} cannot be written: ${error.message}`);
    }
  }
  return null;
}

/** The run's end: the hash or the checkpoint, and the files that were asked for. */
async function conclude(session, run, progress, given) {
  const isOver = progress.phase === 'finished';
  if (isOver) console.log(JSON.stringify({ weights_sha256: weightsHash(session) }));
  let isLost = false;
  if (given.to && (isOver || run.epochs.length > 0)) {
    const result = await writeExports(given.to, { ...run, session });
    isLost = result.isLost;
    if (result.written.length > 0) console.error(`Wrote ${result.written.join(', ')}.`);
  }
  if (isOver && !isLost) return;
  const kept = await keepCheckpoint(valueOf(session.snapshot()), run);
  const to = given.to ? ` --to ${given.to}` : '';
  if (!isOver) console.error(`Stopped in epoch ${progress.epoch} of ${run.settings.epochs}.`);
  if (kept) console.error(`${isLost ? 'The trained network is kept. To write it elsewhere' : 'To go on'}: ./lab train --resume ${kept}${isLost ? ' --to FOLDER' : to}`); // prettier-ignore
  process.exitCode = isOver ? 1 : 130;
}

/** The same by the native command, to its end or until it is stopped; resolves to the exit code. */
function trainNatively(run, { threads, data, checkpoint }) {
  return withModelFile(run.model, async (model) => {
    const [resume, stopped] = ['resumed', 'stopped'].map((name) => path.join(path.dirname(model), name)); // prettier-ignore
    if (checkpoint) await writeFile(resume, checkpoint.snapshot);
    const files = { checkpoint: stopped, ...(checkpoint && { resume }) };
    const words = nativeArguments(model, run.settings, { data, threads, ...files });
    const child = spawn(nativeProgram(run.build), words, { stdio: ['ignore', 'pipe', 'inherit'] });
    process.on('exit', () => child.kill('SIGKILL'));
    // A terminal's Ctrl-C reaches it by itself; what is sent to this program alone has to be handed on.
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.on(signal, () => (stop(), child.kill(signal)));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (part) => {
      said += part;
      process.stdout.write(part);
    });
    const code = await new Promise((done, fail) => {
      child.on('error', fail);
      child.on('close', (number, signal) => {
        if (signal) fail(new Error(`The native build was ended by ${signal}: this is a bug.`));
        else done(number);
      });
    });
    if (code !== 130) return code;
    const epochs = [...run.epochs, ...epochsOf(said)];
    const kept = await keepCheckpoint(await readFile(stopped), { ...run, epochs });
    console.error(`Stopped in epoch ${epochs.length + 1} of ${run.settings.epochs}.`);
    if (kept) console.error(`To go on: ./lab train --resume ${kept}`);
    return code;
  });
}

/** As on the page, unless the program says otherwise, or an option does. */
const settingsOf = ({ asked }, said) => {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return { ...usualSettings(), ...said, ...Object.fromEntries(given) };
};

/** The run that is asked for: { model, settings, epochs so far, parameters }. */
async function runOf({ checkpoint, file, asked }, session) {
  if (checkpoint) {
    const { model, settings, epochs } = checkpoint.header;
    const summary = valueOf(session.summary(JSON.stringify(model)));
    return { model, settings, epochs, parameters: summary.total_parameters };
  }
  const { model, settings: said, notes, summary } = await readModel(file, session);
  for (const note of notes) console.error(`note: ${note}`);
  const settings = settingsOf({ asked }, said);
  return { model, settings, epochs: [], parameters: summary.total_parameters };
}

async function main() {
  const given = readOptions(process.argv.slice(2));
  if (given.help) return console.log(usage);
  const { build, threads, isNative } = given;
  if (isNative && !wantsEngine(given)) {
    const { model, settings, epochs } = given.checkpoint?.header ?? {
      model: await readJson(given.file),
      settings: settingsOf(given, {}),
      epochs: [],
    };
    process.exitCode = await trainNatively({ model, settings, epochs, build }, given);
    return;
  }
  const { module, close } = await loadEngine(isNative ? 'simd' : build, isNative ? 1 : threads);
  try {
    const session = new module.Session(isNative ? 1 : threads);
    const run = { ...(await runOf(given, session)), build, threads };
    const { model, settings } = run;
    if (isNative) {
      sayWhatIsDone(run, run.parameters, 1);
      process.exitCode = await trainNatively(run, given);
    } else {
      if (given.to) await checkExports(given.to);
      await addPictures(session, given.data, settings);
      const begun = valueOf(
        given.checkpoint
          ? session.restore(new Uint8Array(given.checkpoint.snapshot))
          : session.start(JSON.stringify(model), JSON.stringify(settings)),
      );
      sayWhatIsDone(run, run.parameters, begun.epoch);
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
      const progress = await train(session, begun, run);
      await conclude(session, run, progress, given);
    }
    session.delete();
  } finally {
    close();
  }
}

await runCommand(main, { before: endProgress });
