import type { EngineClient } from '../engine/launch';
import { messages } from '../messages';
import type { CurrentRun } from './current_run.svelte';
import type { Rescue } from './rescue';
import type { StepTime } from './step_time';

/** Writes down what an engine tells of the run that is going on. */
export function listenTo(
  client: EngineClient,
  { run, steps, rescue }: { run: CurrentRun; steps: StepTime; rescue: Rescue },
): void {
  client.on('progress', (event) => {
    if (!run.is(event.run)) return;
    run.log!.progress(event);
    steps.progress(event);
    run.changed();
    run.keeper?.moved('progress');
  });
  client.on('epoch', (event) => {
    if (!run.is(event.run)) return;
    run.log!.epoch(event);
    rescue.reached(event.record.epoch);
    run.changed();
    run.keeper?.moved('epoch');
  });
  client.on('reexamined', (event) => {
    if (!run.is(event.run)) return;
    run.log!.reexamined(event);
    run.changed();
  });
  client.on('finished', (event) => {
    if (run.is(event.run)) run.finish('completed');
  });
  client.on('alive', (event) => {
    if (run.is(event.run)) run.heard();
  });
  client.on('slept', (event) => {
    if (run.is(event.run)) run.notice = messages.events.slept(event.seconds);
  });
  client.on('fault', (event) => {
    if (!run.is(event.run)) return;
    run.finish('stopped');
    run.state = { kind: 'fault', fault: event.fault };
  });
}
