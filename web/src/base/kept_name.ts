/** By what name this browser keeps the learner's work: boot.js knows it before anything is painted. */
export const keptName =
  (globalThis.document as Document | undefined)?.documentElement.dataset.kept ?? 'cnn-lab';
