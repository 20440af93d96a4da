/** The browser that tests and benchmarks drive, and the flags that keep it to itself. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
