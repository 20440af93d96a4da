import type { CatalogEntry, ModelSpec } from '../../../wasm/lab';
import { codeMessages } from '../messages/code';
import { soundSettings, type Settings } from '../model/settings';
import { writeNotebook, type NotebookCell } from './notebook';
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
 * The parts of a program for Keras 3 that trains the model on all of CIFAR-10, and checks the
 * weights trained in the lab on the very pictures that the lab tested on. `testAccuracy` is what the
 * lab said of them; null if nothing is trained.
 */
function cells(
  model: ModelSpec,
  run: Settings,
  catalog: CatalogEntry[],
  testAccuracy: number | null,
): NotebookCell[] {
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
    markdown(t.data),
    code(`(train_images, train_labels), (test_images, test_labels) = keras.datasets.cifar10.load_data()
train_images, test_images = train_images / 255.0, test_images / 255.0
train_labels, test_labels = train_labels.flatten(), test_labels.flatten()`),
    markdown(t.model),
    code(`SEVERAL_GPUS = False
scope = contextlib.nullcontext()
if SEVERAL_GPUS:
    import tensorflow as tf
    scope = tf.distribute.MirroredStrategy().scope()

keras.utils.set_random_seed(${settings.seed})
with scope:
    model = ${indented(modelText(model, settings, catalog)).trimStart()}
${indented(compileText(settings))}
model.summary()`),
    markdown(t.training(settings.training_pictures)),
    code(`history = model.fit(
    train_images,
    ${labelsText(settings, 'train_labels')},
    batch_size=${settings.batch_size},
    epochs=${settings.epochs},
${validationText(settings, 'test_images', 'test_labels')}${callbacksText(settings)})
test_loss, test_accuracy = model.evaluate(test_images, ${labelsText(settings, 'test_labels')})
print(${quoted(t.accuracy)}, test_accuracy)`),
    markdown(t.weights(weightsFile)),
    code(`def first_pictures(labels, count):
    # ${t.firstPictures}
    by_class = [np.flatnonzero(labels == label) for label in range(10)]
    return np.stack(by_class, axis=1).flatten()[:count]


def check_against_the_lab(network, weights_file, count, said):
    if not os.path.exists(weights_file):
        print(${quoted(t.noWeights(weightsFile))})
        return
    with np.load(weights_file) as saved:
        network.set_weights([saved[name] for name in saved.files])
    chosen = first_pictures(test_labels, count)
    loss, accuracy = network.evaluate(test_images[chosen], ${labelsText(settings, 'test_labels[chosen]')})
    print(${quoted(t.accuracyOfLab)}, said)
    print(${quoted(t.accuracyInKeras)}, accuracy)


check_against_the_lab(model, '${weightsFile}', ${settings.test_pictures}, ${said})`),
  ];
}

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
