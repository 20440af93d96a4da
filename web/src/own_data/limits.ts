/** What a data set of the learner's own may be, beside what the engine takes (dataLimits). */
export const limits = {
  /** Of a photograph, whatever its size was. */
  side: 32,
  /** A side of a photograph that is taken: less would be made larger. */
  leastSide: 8,
  /** Pictures of a class: four to learn from, one to be examined on. */
  leastOfClass: 5,
  /** All pictures together; CIFAR-10 has 60,000, MNIST 70,000. */
  pictures: 100_000,
  /** Their bytes in the engine: as many as CIFAR-10's. */
  bytes: 60_000 * 3072,
  /** A file of pictures or arrays: it is read whole. Folders have no such limit. */
  fileBytes: 500e6,
  /** What a zip holds, unpacked one by one. */
  zip: { entries: 65_000, bytes: 4e9, anyName: true },
  /** Characters of a name. */
  name: 40,
} as const;

/** The share of each class that is kept for the test. */
export const testShare = 0.2;
