/**
 * By what name this browser keeps the learner's work. A course system says who is learning
 * (`?learner=3f9a…`, see assets/CLASS.md): at a computer that several share, each has their own.
 */
const address = (globalThis.location as Location | undefined)?.search ?? '';
const learner = /[?&]learner=([0-9a-f]{8,64})(?:&|$)/i.exec(address)?.[1]?.toLowerCase();

export const keptName = learner ? `cnn-lab@${learner}` : 'cnn-lab';
