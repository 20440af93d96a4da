/** `./lab evaluate WEIGHTS|PROJECT`: a trained network on the test pictures. See options/evaluate.mjs. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadEngine, valueOf } from './engine.mjs';
import { readModel, readProjectFile } from './model_file.mjs';
import { readOptions, usage } from './options/evaluate.mjs';
import { modelPlace } from './options/model_place.mjs';
import { UsageError, runCommand } from './options/words.mjs';
import { usualSettings } from './options/train.mjs';
import { madeWithOtherData, otherDataOf, refuseOtherData } from './other_data.mjs';
import { pageCode } from './page_code.mjs';
import { addPictures } from './pictures.mjs';

const leastProbability = 1e-7;
const atOnce = 100;

/** Puts the file's network into the session. */
async function bring({ file, model: place, pictures, data }, session) {
  const { weightsKind, readWeights, wantedTensors } = await pageCode('files/read_weights');
  const { tell } = await pageCode('messages/faults');
  const bytes = new Uint8Array(await readFile(file));
  const few = { ...usualSettings(), epochs: 1, training_pictures: 10, test_pictures: pictures };
  if (/\.zip$/i.test(file) && !weightsKind(path.basename(file), bytes)) {
    if (place) throw new UsageError('A project has its own model: leave --model out.');
    const { snapshot, settings } = await readProjectFile(file, session);
    if (!snapshot) throw new Error(`${file} has no trained network in it: export it after training.`); // prettier-ignore
    await addPictures(session, data, {
      training_pictures: settings.training_pictures,
      test_pictures: Math.max(pictures, settings.test_pictures),
    });
    valueOf(session.restore(snapshot));
    return;
  }
  await refuseOtherData(file, bytes);
  const { model, summary } = await readModel(place ?? modelPlace('model-1'), session);
  await addPictures(session, data, few);
  const wanted = wantedTensors(model, summary);
  try {
    const weights = await readWeights(path.basename(file), bytes, wanted, {});
    valueOf(session.start(JSON.stringify(model), JSON.stringify(few)));
    valueOf(session.setWeights(weights));
  } catch (error) {
    if (!error.fault) throw error;
    const other = otherDataOf(error.fault, wanted);
    if (other) throw madeWithOtherData(file, other, error);
    throw new Error(`${file} does not go into ${model.name}: ${tell(error.fault)}.`, {
      cause: error,
    });
  }
}

/** { right, loss } over the first test pictures. */
function examine(session, pictures) {
  let right = 0;
  let loss = 0;
  for (let first = 0; first < pictures; first += atOnce) {
    const length = Math.min(atOnce, pictures - first);
    const indices = Uint32Array.from({ length }, (_, i) => first + i);
    const { labels } = valueOf(session.pictures('test', indices));
    const answers = valueOf(session.predict('test', indices));
    const classes = answers.length / length;
    labels.forEach((label, i) => {
      const row = answers.subarray(classes * i, classes * (i + 1));
      if (row.indexOf(Math.max(...row)) === label) right += 1;
      loss -= Math.log(Math.max(row[label], leastProbability));
    });
  }
  return { right, loss };
}

async function main() {
  const given = readOptions(process.argv.slice(2));
  if (given.help) return console.log(usage);
  const { module, close } = await loadEngine(given.build, given.threads);
  try {
    const session = new module.Session(given.threads);
    await bring(given, session);
    const { pictures } = given;
    const { right, loss } = examine(session, pictures);
    console.log(JSON.stringify({ test_accuracy: right / pictures, test_loss: loss / pictures, right, pictures })); // prettier-ignore
    session.delete();
  } finally {
    close();
  }
}

await runCommand(main);
