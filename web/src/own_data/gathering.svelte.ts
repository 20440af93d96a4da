import { faultOf, type Fault, type Reply } from '../base/fault';
import { connect, type Client } from '../engine/client';
import type { DataSet } from '../model/data_description';
import { ofPicture } from '../picture_files/faults';
import { classesOfPaths, isPassedOver } from './class_of_path';
import { contradictions, problemsOf, type OwnClass } from './found';
import type { GivenFile } from './given_files';
import { limits } from './limits';
import { fromArrays, fromClasses } from './made';
import type { ArraySet } from './read_arrays';
import type { OwnDataCalls, SmallPicture } from './readers';

type Events = Record<string, never>;

/** What was not taken, and why. */
export interface RefusedFile {
  file: string;
  fault: Fault;
}

/** A picture that is still to be read. */
interface Job {
  path: string;
  file: string;
  read: () => Promise<Reply<SmallPicture>>;
}

/** Zips so far: a worker tells them apart by this. */
let zips = 0;

/** Pictures are decoded by the browser beside the worker: it has so many of them to do at a time. */
const inHand = 3;
/** What is seen of the reading is as old as this at most. */
const shownMilliseconds = 150;
/** More folders than anybody meant by classes. */
const mostFolders = 100;

/** The learner's pictures on their way to a data set: read, sorted into classes, refused. */
export class Gathering {
  classes = $state.raw<readonly OwnClass[]>([]);
  /** Arrays come whole, with their classes. */
  arrays = $state.raw<ArraySet | null>(null);
  /** Of the arrays' classes. */
  names = $state.raw<readonly string[]>([]);
  refused = $state.raw<readonly RefusedFile[]>([]);
  /** Files with several pictures, of which the first was taken. */
  moving = $state(0);
  progress = $state.raw<{ done: number; of: number } | null>(null);
  /** How far reading had come when it was stopped. */
  stopped = $state.raw<{ done: number; of: number } | null>(null);
  /** What the learner calls the set. */
  name = $state('');
  seed = $state<number | null>(1);
  /** What the set may be called: after the folder or file that it came from. */
  suggested = $state('');

  readonly contradictions = $derived(this.progress ? [] : contradictions(this.classes));
  readonly sizes = $derived.by(() => {
    if (this.arrays) {
      const { training, test } = this.arrays;
      const count = (label: number) =>
        [training, test].reduce((sum, part) => sum + (part?.labels.reduce((n, one) => n + (one === label ? 1 : 0), 0) ?? 0), 0); // prettier-ignore
      return this.names.map((name, label) => ({ name, count: count(label) }));
    }
    const out = new Set(this.contradictions.map(({ hash }) => hash));
    return this.classes.map(({ name, pictures }) => ({
      name,
      count: pictures.filter(({ hash }) => !out.has(hash)).length,
    }));
  });
  readonly pictures = $derived(this.sizes.reduce((sum, { count }) => sum + count, 0));
  readonly isEmpty = $derived(!this.arrays && this.classes.length === 0);
  readonly problems = $derived(this.isEmpty || this.progress ? [] : problemsOf(this.sizes));

  private worker: Client<OwnDataCalls, Events> | null = null;
  private close: () => void = () => {};
  private nextId = 1;
  /** Changes when reading is stopped or begun: what comes late is dropped. */
  private turn = 0;
  /** Shows how far reading has come. */
  private show = () => {};

  private client(): Client<OwnDataCalls, Events> {
    if (this.worker) return this.worker;
    const made = connect<OwnDataCalls, Events>(
      () => new Worker(new URL('./own_data_worker.ts', import.meta.url), { type: 'module' }),
      // A worker that died of a picture too large for it is replaced for the next.
      () => (this.worker = null),
    );
    this.close = () => made.end(faultOf('engine_lost', 'worker_ended', {}));
    return (this.worker = made.client);
  }

  /** Ends the worker, which holds the zip that was read last. */
  end(): void {
    this.turn += 1;
    this.progress = null;
    this.close();
  }

  startOver(): void {
    this.end();
    this.classes = [];
    this.arrays = null;
    this.names = [];
    this.refused = [];
    this.moving = 0;
    this.stopped = null;
    this.name = this.suggested = '';
  }

  stop(): void {
    this.show();
    this.turn += 1;
    this.stopped = this.progress;
    this.progress = null;
  }

  // --- Classes ----------------------------------------------------------------------------------

  addClass(name: string): OwnClass {
    const made = { id: this.nextId++, name, pictures: [] };
    this.classes = [...this.classes, made];
    return made;
  }

  rename(id: number, name: string): void {
    if (this.arrays) this.names = this.names.map((own, label) => (label === id ? name : own));
    else this.classes = this.classes.map((own) => (own.id === id ? { ...own, name } : own));
  }

  removeClass(id: number): void {
    this.classes = this.classes.filter((own) => own.id !== id);
  }

  removePicture(id: number, hash: string): void {
    this.classes = this.classes.map((own) =>
      own.id === id
        ? { ...own, pictures: own.pictures.filter((picture) => picture.hash !== hash) }
        : own,
    );
  }

  // --- Reading ----------------------------------------------------------------------------------

  /** Reads files: into one class, or into those that their folders name, new or there already. */
  async add(given: readonly GivenFile[], unnamed: () => string, into?: number): Promise<void> {
    if (this.progress) return;
    const turn = ++this.turn;
    this.stopped = null;
    this.progress = { done: 0, of: 0 };
    const files = given.filter(({ path }) => !isPassedOver(path));
    const isArray = ({ path }: GivenFile) => /\.np[yz]$/i.test(path);
    if (files.some(isArray)) await this.addArrays(turn, files, files.filter(isArray), into);
    else await this.addPictures(turn, files, unnamed, into);
    if (turn === this.turn) this.progress = null;
  }

  private refuse(file: string, fault: Fault): void {
    this.refused = [...this.refused, { file, fault }];
  }

  private async addArrays(
    turn: number,
    files: readonly GivenFile[],
    arrays: readonly GivenFile[],
    into?: number,
  ): Promise<void> {
    const [first] = arrays;
    const file = arrays.map(({ path }) => path).join(', ');
    if (!this.isEmpty || files.length > arrays.length || into !== undefined) {
      this.refuse(file, faultOf('bad_data', 'data_arrays_apart', {}));
      return;
    }
    const asked = arrays.map(({ path, file }) => ({ name: path, file }));
    const reply = await this.client().call('arrays', { files: asked });
    if (turn !== this.turn) return;
    if (!reply.ok) {
      this.refuse(file, reply.fault);
      return;
    }
    this.arrays = reply.value;
    this.names = reply.value.classes;
    this.suggested = nameOf(first!.path);
  }

  private async addPictures(
    turn: number,
    files: readonly GivenFile[],
    unnamed: () => string,
    into?: number,
  ): Promise<void> {
    const jobs = await this.jobs(turn, files);
    if (turn !== this.turn) return;
    if (this.arrays) {
      for (const { path } of files.slice(0, 1))
        this.refuse(path, faultOf('bad_data', 'data_arrays_apart', {}));
      return;
    }
    const whole = files[0]?.path.split('/')[0] ?? '';
    if (jobs.length === 0) {
      // What was in it has been refused one by one, or there was nothing.
      if (files.every(({ path }) => !isZip(path)) || files.length === 0)
        this.refuse(whole, faultOf('bad_data', 'data_no_pictures', {}));
      return;
    }
    const count = jobs.length + this.classes.reduce((sum, own) => sum + own.pictures.length, 0);
    if (count > limits.pictures) {
      const fault = faultOf('bad_data', 'data_too_many_pictures', { count, most: limits.pictures });
      this.refuse(whole, fault);
      return;
    }
    const classes = into === undefined ? classesOfPaths(jobs.map(({ path }) => path)) : null;
    const folders = new Set(classes ?? []);
    if (folders.size > mostFolders) {
      const [problem] = problemsOf([...folders].map((name) => ({ name: name ?? '', count: 0 }))); // prettier-ignore
      this.refuse(whole, problem!);
      return;
    }
    this.suggested ||= nameOf(whole);
    await this.read(turn, jobs, (i) => classes?.[i] ?? null, unnamed, into);
  }

  /** The pictures among the files and in their zips; a zip that cannot be read is refused. */
  private async jobs(turn: number, files: readonly GivenFile[]): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const { path, file } of files) {
      if (!isZip(path)) {
        jobs.push({ path, file: path, read: () => this.client().call('picture', { file }) });
        continue;
      }
      const asked = { id: ++zips, file };
      const reply = await this.client().call('zip', asked);
      if (turn !== this.turn) return [];
      if (!reply.ok) {
        this.refuse(path, reply.fault);
        continue;
      }
      const entries = reply.value.map((name, entry) => ({
        name: name.replaceAll('\\', '/'),
        entry,
      }));
      const pictures = entries.filter(({ name }) => !isPassedOver(name));
      if (pictures.length === 0) this.refuse(path, faultOf('bad_data', 'data_no_pictures', {}));
      for (const { name, entry } of pictures)
        jobs.push({
          path: `${nameOf(path)}/${name}`,
          file: `${path}: ${name}`,
          read: () => this.client().call('zipPicture', { ...asked, entry }),
        });
    }
    return jobs;
  }

  private async read(
    turn: number,
    jobs: readonly Job[],
    classOf: (job: number) => string | null,
    unnamed: () => string,
    into?: number,
  ): Promise<void> {
    const own = this.classes.map((one) => ({ ...one, pictures: [...one.pictures] }));
    const known = new Set(
      own.flatMap((one) => one.pictures.map(({ hash }) => `${one.id} ${hash}`)),
    );
    const refused: RefusedFile[] = [];
    let [next, done, moving, shownAt] = [0, 0, 0, 0];
    let nameless: OwnClass | null = null;
    const before = this.refused;
    const movingBefore = this.moving;

    const classFor = (job: number): OwnClass => {
      const name = classOf(job)?.trim().slice(0, limits.name) || null;
      const found = own.find((one) =>
        into === undefined ? name !== null && one.name === name : one.id === into,
      );
      if (found) return found;
      if (name === null && nameless) return nameless;
      const made = { id: this.nextId++, name: name ?? unnamed(), pictures: [] };
      own.push(made);
      if (name === null) nameless = made;
      return made;
    };
    const show = (this.show = () => {
      if (turn !== this.turn) return;
      shownAt = performance.now();
      // Copies of the lists, not of their pictures.
      this.classes = own.map((one) => ({ ...one }));
      this.refused = [...before, ...refused];
      this.moving = movingBefore + moving;
      this.progress = { done, of: jobs.length };
    });
    const work = async () => {
      while (next < jobs.length && turn === this.turn) {
        const at = next++;
        const { file, read } = jobs[at]!;
        const reply = await read();
        if (turn !== this.turn) return;
        done += 1;
        if (!reply.ok) refused.push({ file, fault: ofFile(reply.fault) });
        else {
          const { pixels, hash, isMoving } = reply.value;
          const one = classFor(at);
          const key = `${one.id} ${hash}`;
          if (known.has(key)) {
            const like = one.pictures.find((picture) => picture.hash === hash)!.file;
            refused.push({
              file,
              fault: faultOf('bad_data', 'data_same_picture', { like, name: one.name }),
            });
          } else {
            known.add(key);
            one.pictures.push({ file, pixels, hash });
            if (isMoving) moving += 1;
          }
        }
        if (performance.now() - shownAt > shownMilliseconds) show();
      }
    };
    await Promise.all(Array.from({ length: inHand }, work));
    show();
  }

  // --- The data set -----------------------------------------------------------------------------

  make(name: string, seed: number): Promise<DataSet> {
    return this.arrays
      ? fromArrays(name, this.arrays, this.names, seed)
      : fromClasses(name, this.classes, seed);
  }
}

const isZip = (path: string) => /\.zip$/i.test(path);

/** Of a folder or a file, without what its name ends in. */
const nameOf = (path: string) =>
  (path.split('/').at(-1) ?? '').replace(/\.(zip|np[yz])$/i, '').slice(0, limits.name);

/** A worker that died over a picture tells of itself; the learner asked for the picture. */
const ofFile = (fault: Fault): Fault => (fault.code === 'bad_file' ? fault : ofPicture(fault));
