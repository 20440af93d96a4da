/** A Linux control group: what is started through it, and its children, get so much memory in all. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const root = '/sys/fs/cgroup';

/** { through, outOfMemory, end }, or null where this user or system has no such groups. */
export function memoryGroup(bytes) {
  const first = existsSync(`${root}/memory/memory.limit_in_bytes`);
  const parent = first ? `${root}/memory` : root;
  const folder = `${parent}/cnn-lab-${process.pid}`;
  try {
    mkdirSync(folder);
  } catch {
    return null;
  }
  const put = (file, value) => writeFileSync(`${folder}/${file}`, String(value));
  try {
    put(first ? 'memory.limit_in_bytes' : 'memory.max', bytes);
  } catch {
    rmdirSync(folder);
    return null;
  }
  // Swap would be memory in another place.
  const swap = first ? ['memory.memsw.limit_in_bytes', bytes] : ['memory.swap.max', 0];
  if (existsSync(`${folder}/${swap[0]}`)) put(...swap);
  return {
    /** The words before a command. */
    through: ['sh', '-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', folder],
    /** How many of its processes the system has ended because memory was full. */
    outOfMemory: () => {
      const text = readFileSync(
        `${folder}/${first ? 'memory.oom_control' : 'memory.events'}`,
        'utf8',
      );
      return Number(/^oom_kill (\d+)/m.exec(text)?.[1] ?? NaN);
    },
    end: async () => {
      // The last process may still be on its way out.
      for (let tries = 0; tries < 50 && existsSync(folder); ++tries)
        try {
          rmdirSync(folder);
        } catch {
          await sleep(100);
        }
    },
  };
}
