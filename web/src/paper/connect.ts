import { mount } from 'svelte';
import type { Lab } from '../state/lab.svelte';
import Paper from './paper.svelte';

/** Makes the page ready for the printer. */
export function connectPaper(lab: Lab): void {
  const target = document.createElement('section');
  target.className = 'paper';
  document.body.append(target);
  mount(Paper, { target, props: lab });
}
