/** How far a command is, on standard error. */

/** One line that rewrites itself on a terminal; elsewhere, a line now and then. */
export function progress(text, isMilestone) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (isMilestone) process.stderr.write(`${text}\n`);
}

export const endProgress = () => process.stderr.isTTY && process.stderr.write('\r\x1b[K');

/** `2 h 5 min`, `12 min`, `40 s`. */
export function durationText(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `[######------]  50%` */
export function bar(share, width = 24) {
  const full = Math.floor(width * Math.min(1, share));
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}] ${String(Math.floor(100 * share)).padStart(3)}%`;
}
