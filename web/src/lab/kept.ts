/** What comes right after the first view: what keeps the learner's work, and the line about the data. */
export { keep } from '../storage/keep';
export { default as DataLine } from '../own_data/data_line.svelte';
