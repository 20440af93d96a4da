/** What a data set of the learner's own may be, beside what the engine takes (dataLimits). */
export const limits = {
  /** Of a photograph, whatever its size was. */
  side: 32,
  /** A side of a photograph that is taken: less would be made larger. */
  leastSide: 8,
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

/** Pictures to learn from, and for the test: the fewest that a run can be set to. */
export const leastOfPart = 10;

/** The share of each class that is kept for the test. */
const testShare = 0.2;

const leastOfEach = (classes: number) => Math.max(1, Math.ceil(leastOfPart / classes));

/** How many of a class are kept for the test, of so many classes. */
export const keptOf = (pictures: number, classes: number): number =>
  Math.max(leastOfEach(classes), Math.round(testShare * pictures));

/** The fewest pictures of a class: some to learn from, and some to be examined on. */
export const leastOfClass = (classes: number): number => Math.max(5, 2 * leastOfEach(classes));
