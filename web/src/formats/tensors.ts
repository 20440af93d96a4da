/** An array of a file, before it is known whether the model wants it. */
export interface FileTensor {
  /** As the file has it. */
  name: string;
  shape: number[];
  /** The type of its numbers, by NumPy's name where there is one. */
  type: string;
  /** Unpacked only when it is asked for; throws Refused where that cannot be. */
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
