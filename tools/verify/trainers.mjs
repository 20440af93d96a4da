/** Does runs again in processes of their own, as many at once as this machine has cores. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';

const program = path.join(import.meta.dirname, 'trainer.mjs');

/**
 * Does one job; `onEpoch(job, epoch)` says of each epoch whether the next is wanted. Resolves to
 * { ended }, whether the run came to its own end, or { fault }.
 */
function doJob(child, job, threads, onEpoch) {
  const { way, run, data } = job;
  return new Promise((done) => {
    const finish = (result) => {
      child.off('message', hear);
      child.off('exit', fall);
      done(result);
    };
    const hear = (message) => {
      if (message.epoch) child.send(onEpoch(job, message.epoch) ? 'on' : 'enough');
      else finish(message);
    };
    const fall = (code, signal) =>
      finish({ fault: { code: 'crashed', message: `its process was ended by ${signal ?? code}` } });
    child.on('message', hear);
    child.on('exit', fall);
    child.send({ way, run, data, threads });
  });
}

/** Does all jobs; `onEnd(job, result)` hears how each ended. */
export async function doJobs(jobs, { onEpoch, onEnd }) {
  const waiting = [...jobs];
  const cores = availableParallelism();
  const atOnce = Math.min(cores, waiting.length);
  const threads = Math.max(1, Math.floor(cores / atOnce));
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      let child = null;
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        child ??= fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
        const result = await doJob(child, job, threads, onEpoch);
        if (result.fault?.code === 'crashed') child = null;
        await onEnd(job, result);
      }
      child?.disconnect();
    }),
  );
}
