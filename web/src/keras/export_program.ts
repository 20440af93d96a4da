import type { CatalogEntry, ModelSpec } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import { isCifar10 } from '../model/data_description';
import { soundSettings, type Settings } from '../model/settings';
import { writeNotebook, type NotebookCell } from './notebook';
import { cifar10Data, dataFile, type ProgramData } from './program_data';
import {
  asWritten,
  callbacksText,
  compileText,
  labelsText,
  modelText,
  validationText,
} from './write';

/** The file of weights that the program looks for beside itself. */
export const weightsFile = 'cnn-lab-weights.npz';

/** A sentence as a string of Python's: JSON's escapes mean the same there. */
const quoted = (text: string) => JSON.stringify(text);

const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');

/**
 * The parts of a program for Keras 3 that trains the model on all of the data, and checks the
 * weights trained in the lab on the very pictures that the lab tested on. `testAccuracy` is what the
 * lab said of them; null if nothing is trained.
 */
function cells(
  model: ModelSpec,
  run: Settings,
  catalog: CatalogEntry[],
  testAccuracy: number | null,
  data = cifar10Data,
): NotebookCell[] {
  const { description, counts } = data;
  const own = !isCifar10(description);
  const settings = asWritten(soundSettings(run));
  const t = codeMessages.program;
  const said = testAccuracy === null ? 'None' : String(testAccuracy);
  const code = (text: string): NotebookCell => ({ kind: 'code', text });
  const markdown = (text: string): NotebookCell => ({ kind: 'markdown', text });
  return [
    markdown(t.title),
    code(`import contextlib
import os

import numpy as np
import keras
from keras import layers`),
    markdown(own ? t.ownData(description.name, dataFile, counts.train, counts.test) : t.data),
    code(own ? ownDataText(data) : cifar10Text),
    markdown(t.model),
    code(`SEVERAL_GPUS = False
scope = contextlib.nullcontext()
if SEVERAL_GPUS:
    import tensorflow as tf
    scope = tf.distribute.MirroredStrategy().scope()

keras.utils.set_random_seed(${settings.seed})
with scope:
    model = ${indented(modelText(model, settings, catalog, description)).trimStart()}
${indented(compileText(settings))}
model.summary()`),
    markdown(t.training(settings.training_pictures, counts.train)),
    code(`history = model.fit(
    train_images,
    ${labelsText(settings, 'train_labels', description)},
    batch_size=${settings.batch_size},
    epochs=${settings.epochs},
${validationText(settings, 'test_images', 'test_labels', description)}${callbacksText(settings)})
test_loss, test_accuracy = model.evaluate(test_images, ${labelsText(settings, 'test_labels', description)})
print(${quoted(t.accuracy)}, test_accuracy)`),
    markdown(t.weights(weightsFile)),
    code(`${own ? ownOrderText() : cifar10OrderText()}


def check_against_the_lab(network, weights_file, count, said):
    if not os.path.exists(weights_file):
        print(${quoted(t.noWeights(weightsFile))})
        return
    with np.load(weights_file) as saved:
        network.set_weights([saved[name] for name in saved.files])
    chosen = first_pictures(test_labels, count)
    loss, accuracy = network.evaluate(test_images[chosen], ${labelsText(settings, 'test_labels[chosen]', description)})
    print(${quoted(t.accuracyOfLab)}, said)
    print(${quoted(t.accuracyInKeras)}, accuracy)


check_against_the_lab(model, '${weightsFile}', ${settings.test_pictures}, ${said})`),
  ];
}

const cifar10Text = `(train_images, train_labels), (test_images, test_labels) = keras.datasets.cifar10.load_data()
train_images, test_images = train_images / 255.0, test_images / 255.0
train_labels, test_labels = train_labels.flatten(), test_labels.flatten()`;

/** The arrays of formats/data_npz.ts; a label is a place in the list of names. */
const ownDataText = ({
  description: { classes },
}: ProgramData) => `with np.load('${dataFile}') as data:
    train_images, train_labels = data['x_train'] / 255.0, data['y_train']
    test_images, test_labels = data['x_test'] / 255.0, data['y_test']
class_names = [${classes.map(quoted).join(', ')}]`;

const cifar10OrderText = () => `def first_pictures(labels, count):
    # ${codeMessages.program.firstPictures}
    by_class = [np.flatnonzero(labels == label) for label in range(10)]
    return np.stack(by_class, axis=1).flatten()[:count]`;

const ownOrderText = () => `def first_pictures(labels, count):
    # ${codeMessages.program.ownOrder}
    return np.arange(count)`;

/** The program as a Python file; what a notebook says between its cells stands in comments. */
export function exportPython(...given: Parameters<typeof cells>): string {
  const comment = (text: string) => text.replace(/^#* ?/gm, '# ').replace(/ +$/gm, '');
  return `${cells(...given)
    .map(({ kind, text }) => (kind === 'code' ? text : comment(text)))
    .join('\n\n')}\n`;
}

/** The program as a Jupyter notebook. */
export const exportNotebook = (...given: Parameters<typeof cells>): string =>
  writeNotebook(cells(...given));
