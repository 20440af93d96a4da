import type { Lab } from '../state/lab.svelte';
import './storage.css';
import { Keeper } from './keeper.svelte';
import KeptOffer from './kept_offer.svelte';
import KeptWork from './kept_work.svelte';

/** Keeps the learner's work from now on, and brings what the lab shows of that. */
export function keep(lab: Lab) {
  const keeper = new Keeper(lab);
  lab.run.keeper = keeper;
  keeper.start();
  void keeper.data.bringBack();
  return { keeper, KeptOffer, KeptWork };
}
