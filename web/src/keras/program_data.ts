import { cifar10, isCifar10, type DataDescription } from '../model/data_description';
import type { PictureSupply } from '../state/picture_supply.svelte';

/** The data that a program is read for or written for: CIFAR-10, or the learner's own. */
export interface ProgramData {
  description: DataDescription;
  /** How many pictures there are of each. */
  counts: { train: number; test: number };
}

export const cifar10Data: ProgramData = {
  description: cifar10,
  counts: { train: 50_000, test: 10_000 },
};

/** The learner's own data as a program reads them, beside itself. */
export const dataFile = 'cnn-lab-data.npz';

/** Keras's data sets whose pictures have one label of ten, as they come from load_data(). */
export const kerasShapes: Record<string, readonly number[]> = {
  cifar10: [32, 32, 3],
  mnist: [28, 28, 1],
  fashion_mnist: [28, 28, 1],
};

/** Whether what a program says of that data set of Keras's holds of these data too. */
export function isShapedLike(name: string, { description }: ProgramData): boolean {
  if (isCifar10(description)) return name === 'cifar10';
  const shape = Object.hasOwn(kerasShapes, name) ? kerasShapes[name] : null;
  return shape?.join() === description.shape.join() && description.classes.length === 10;
}

/** Those that are in the lab. Of CIFAR-10 a program may mean all, whatever has come. */
export const programData = (pictures: PictureSupply): ProgramData =>
  isCifar10(pictures.data)
    ? cifar10Data
    : {
        description: pictures.data,
        counts: { train: pictures.reach('training'), test: pictures.reach('test') },
      };
