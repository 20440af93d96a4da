import { Gathering } from './gathering.svelte';

/** What has been gathered in this visit: it stays when its place is closed, to be added to. */
export const draft = new Gathering();
