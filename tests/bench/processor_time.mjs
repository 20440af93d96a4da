/** Processor time of a program's descendants, which other programs change little (Linux's /proc). */
import { readdirSync, readFileSync } from 'node:fs';

/** Of each process: its parent and the seconds it has computed, by all of its threads. */
function processes() {
  const all = new Map();
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const text = readFileSync(`/proc/${id}/stat`, 'latin1');
      // After the name, which is in brackets and may hold any: state, parent, …, utime, stime.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const ticks = Number(fields[11]) + Number(fields[12]);
      all.set(Number(id), { parent: Number(fields[1]), seconds: ticks / 100 });
    } catch {
      // It has ended meanwhile.
    }
  return all;
}

/** Seconds that all descendants of this process have computed so far, those that ended left out. */
export function secondsOfDescendants() {
  const all = processes();
  const isMine = (id) => {
    const { parent } = all.get(id) ?? {};
    return parent === process.pid || (parent > 1 && isMine(parent));
  };
  let sum = 0;
  for (const [id, { seconds }] of all) if (isMine(id)) sum += seconds;
  return sum;
}
