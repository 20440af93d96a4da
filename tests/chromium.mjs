/** The browsers that tests and benchmarks drive, and the flags that keep them to themselves. */
import { existsSync } from 'node:fs';

/** Chromium as people have it. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/**
 * The same engine without a browser's windows and settings, which take a good part of what a start
 * costs: what most tests drive. Without it they drive Chromium.
 */
const shell = '/usr/bin/chromium-headless-shell';
export const shellPath = process.env.CHROMIUM ?? (existsSync(shell) ? shell : chromiumPath);

export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
