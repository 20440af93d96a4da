/** What there is to know of a data set before its pictures: how large they are, and of what. */

export type PictureShape = readonly [height: number, width: number, channels: number];

export interface DataDescription {
  name: string;
  shape: PictureShape;
  /** A label is a place in this list. */
  classes: readonly string[];
  /** Of the pictures and labels, where they are the learner's own. */
  sha256?: string;
}

export interface Pictures {
  /** {n, height, width, channels}, row by row. */
  pixels: Uint8Array;
  /** {n} */
  labels: Uint8Array;
}

export interface DataSet {
  description: DataDescription;
  training: Pictures;
  test: Pictures;
}

/** What the engine takes (core/data/dataset.h). */
export const dataLimits = {
  leastSide: 8,
  mostSide: 64,
  channels: [1, 3],
  leastClasses: 2,
  mostClasses: 20,
} as const;

/** The data that come with the page; the messages have the names that people read. */
export const cifar10: DataDescription = {
  name: 'CIFAR-10',
  shape: [32, 32, 3],
  classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'], // prettier-ignore
};

/** Without a hash of its own a data set is the one that comes with the page. */
export const isCifar10 = (data: DataDescription) => data.sha256 === undefined;

/** Bytes of one picture. */
export const pictureBytes = ({ shape: [height, width, channels] }: DataDescription) =>
  height * width * channels;

/** Whether both are the same pictures with the same labels. */
export const sameData = (a: DataDescription, b: DataDescription) => a.sha256 === b.sha256;
