import { messages } from '../messages';
import { keptEpoch } from '../model/settings';
import type { EngineLink } from './engine_link.svelte';
import type { RunKeeper } from './keeping';
import type { Records } from './records.svelte';
import type { Answers, Network, Run, RunView } from './run';
import type { RunLog } from './run_log';
import { Silence } from './silence';
import type { StepTime } from './step_time';
import { TabTitle } from './tab_title';

/** The run that is going on or was the last one: what it is at, and what there is to see of it. */
export class CurrentRun {
  state = $state.raw<Run>({ kind: 'idle' });
  /** The run that the charts show. */
  view = $state.raw<RunView | null>(null);
  answers = $state.raw<Answers>({ now: null, before: null });
  /** What a run had to be started with less of than asked, or what else happened to it. */
  notice = $state.raw<string | null>(null);
  /** The batch that was trained by itself, while the run is paused. */
  stepped = $state.raw<{ loss: number; accuracy: number } | null>(null);
  /** Set once it has been loaded. */
  keeper: RunKeeper | null = null;
  log: RunLog | null = null;

  /** A network that was opened from a file; null once a run begins. */
  private opened = $state.raw<Network | null>(null);
  /** The run whose network the engine was given last; null where it took none. */
  private holds = $state.raw<number | null>(null);
  /** The network in the engine; null if there is none. */
  readonly network = $derived.by<Network | null>(() => {
    const { opened, view } = this;
    if (opened) return opened;
    if (!view || view.record.id !== this.holds) return null;
    const { record, epochs } = view;
    const accuracy = keptEpoch(epochs, record.settings)?.test_accuracy ?? null;
    return { ...record, file: null, epochs, accuracy };
  });
  readonly running = $derived(this.state.kind === 'training' || this.state.kind === 'paused');

  private readonly silence: Silence;
  private title = new TabTitle();
  private frame = 0;

  constructor(
    engine: EngineLink,
    private records: Records,
    steps: StepTime,
  ) {
    this.silence = new Silence(engine, steps, () => {
      if (!this.log) return;
      const { batch_size } = this.log.record.settings;
      this.notice = [this.notice, messages.run.longStep(batch_size)].filter(Boolean).join(' ');
    });
  }

  /** Whether that run is going on: what the engine says of another one comes too late. */
  is(id: number): boolean {
    return this.running && 'id' in this.state && this.state.id === id;
  }

  /** A run begins or goes on in the engine. */
  begin(log: RunLog, paused: boolean): void {
    const { id, model, settings } = log.record;
    this.log = log;
    this.opened = this.holds = null;
    this.state = paused ? { kind: 'paused', id } : { kind: 'training', id };
    void this.silence
      .begin(model, settings.batch_size, () => this.is(id))
      .then(() => {
        if (this.is(id)) this.changed();
      });
    this.changed();
  }

  /** The engine has taken its network. */
  taken(id: number): void {
    this.holds = id;
  }

  /** A network from a file is in the engine, and the run before is over. */
  open(network: Network, answers: Float32Array): void {
    this.log = this.view = this.stepped = this.holds = null;
    this.state = { kind: 'idle' };
    this.opened = network;
    this.answers = { now: answers, before: null };
  }

  /** The engine has no network any more. */
  forget(): void {
    this.log = this.view = this.stepped = this.holds = this.opened = this.notice = null;
    this.state = { kind: 'idle' };
    this.answers = { now: null, before: null };
    this.changed();
  }

  finish(how: 'completed' | 'stopped'): void {
    if (!this.log) return;
    const { record, isResumed } = this.log;
    this.state = { kind: 'finished', id: record.id, how };
    if (how === 'completed') this.records.hash(record);
    this.records.add(record, isResumed);
    this.changed();
    this.keeper?.moved('state');
  }

  /** The engine has said something, or has nothing to say. */
  heard(): void {
    this.silence.broken(this.state.kind === 'training');
  }

  /** Something about the run is new: draw it with the next frame, and mind the silence after it. */
  changed(): void {
    this.heard();
    this.title.say(this.log, this.running);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const { log } = this;
      this.view = log?.view() ?? null;
      // The pictures' answers come one frame after the curves: two short tasks instead of a long one.
      const answers = log?.answers();
      if (answers && answers.now !== this.answers.now)
        requestAnimationFrame(() => {
          if (log === this.log) this.answers = answers;
        });
    });
  }
}
