/**
 * A file that cannot be read: `message` ends a sentence that begins with the file's name. Names that
 * come from the file may be of any length and hold any character; a sentence may not.
 */
export class FormatError extends Error {
  constructor(message: string) {
    const shown = message.replace(/\p{Cc}/gu, ' ');
    super(shown.length > 450 ? `${shown.slice(0, 450)}…` : shown);
  }
}

/** An array of a file, before it is known whether the model wants it. */
export interface FileTensor {
  /** As the file has it. */
  name: string;
  shape: number[];
  /** The type of its numbers, by NumPy's name where there is one. */
  type: string;
  /** Unpacked only when it is asked for; throws a FormatError where that cannot be. */
  numbers: () => Float32Array;
}

/** What a reader found. */
export interface FileTensors {
  tensors: FileTensor[];
  /** Whether they stand in the model's own order because the file's format says so. */
  inOrder: boolean;
}

/** A tensor of the model in the lab, `dense_1/kernel`, in Keras's order. */
export interface WantedTensor {
  name: string;
  shape: number[];
}
