import { zipSync } from 'fflate';
import { pictureBytes, type DataSet, type Pictures } from '../model/data_description';
import { npyOf } from './npz';

/**
 * Pictures and labels the way Keras's data sets are distributed, x_train, y_train, x_test and
 * y_test, and class_names, a text for each label.
 */
export function writeDataNpz({ description, training, test }: DataSet): Uint8Array {
  const { shape, classes } = description;
  const pixels = ({ pixels }: Pictures) =>
    npyOf('|u1', [pixels.length / pictureBytes(description), ...shape], pixels);
  const labels = ({ labels }: Pictures) => npyOf('|u1', [labels.length], labels);
  return zipSync(
    {
      'x_train.npy': pixels(training),
      'y_train.npy': labels(training),
      'x_test.npy': pixels(test),
      'y_test.npy': labels(test),
      'class_names.npy': textsOf(classes),
    },
    { level: 6 },
  );
}

/** NumPy's texts of a fixed length: four bytes a character, filled up with zeros. */
function textsOf(texts: readonly string[]): Uint8Array {
  const codes = texts.map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  const length = Math.max(1, ...codes.map((own) => own.length));
  const data = new DataView(new ArrayBuffer(4 * length * texts.length));
  codes.forEach((own, row) =>
    own.forEach((code, i) => data.setUint32(4 * (row * length + i), code, true)),
  );
  return npyOf(`<U${length}`, [texts.length], new Uint8Array(data.buffer));
}
