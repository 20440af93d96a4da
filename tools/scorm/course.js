/**
 * The lab's page in a SCORM course: it has the lab in a frame, hears by postMessage what is done
 * (web/src/gradebook/host.ts), and writes it into the course system's gradebook.
 *
 * SCORM 1.2 (ADL, Run-Time Environment 1.2) and 2004 4th Edition (Run-Time Environment 4.0) have the
 * same calls under other names, and the same facts under other elements.
 */
'use strict';

const versions = {
  1.2: {
    api: 'API',
    initialize: 'LMSInitialize',
    get: 'LMSGetValue',
    set: 'LMSSetValue',
    commit: 'LMSCommit',
    terminate: 'LMSFinish',
    learner: 'cmi.core.student_id',
    name: 'cmi.core.student_name',
    exit: 'cmi.core.exit',
    time: 'cmi.core.session_time',
    mostSuspended: 4096,
    /** HHHH:MM:SS. */
    duration: (seconds) =>
      [seconds / 3600, (seconds / 60) % 60, seconds % 60]
        .map((part, i) => String(Math.floor(part)).padStart(i === 0 ? 4 : 2, '0'))
        .join(':'),
    status: ({ isComplete }) => [['cmi.core.lesson_status', isComplete ? 'passed' : 'incomplete']],
    score: (score) => [
      ['cmi.core.score.min', '0'],
      ['cmi.core.score.max', '100'],
      ['cmi.core.score.raw', String(Math.round(score * 100))],
    ],
    part: (at, { name, isDone }) => [
      [`cmi.objectives.${at}.id`, name],
      [`cmi.objectives.${at}.score.raw`, isDone ? '100' : '0'],
      [`cmi.objectives.${at}.status`, isDone ? 'passed' : 'incomplete'],
    ],
  },
  2004: {
    api: 'API_1484_11',
    initialize: 'Initialize',
    get: 'GetValue',
    set: 'SetValue',
    commit: 'Commit',
    terminate: 'Terminate',
    learner: 'cmi.learner_id',
    name: 'cmi.learner_name',
    exit: 'cmi.exit',
    time: 'cmi.session_time',
    mostSuspended: 64_000,
    /** ISO 8601. */
    duration: (seconds) => `PT${Math.floor(seconds)}S`,
    status: ({ isComplete }) => [
      ['cmi.completion_status', isComplete ? 'completed' : 'incomplete'],
      ['cmi.success_status', isComplete ? 'passed' : 'unknown'],
    ],
    score: (score) => [
      ['cmi.score.min', '0'],
      ['cmi.score.max', '100'],
      ['cmi.score.raw', String(Math.round(score * 100))],
      ['cmi.score.scaled', score.toFixed(4)],
    ],
    part: (at, { name, isDone }) => [
      [`cmi.objectives.${at}.id`, name],
      [`cmi.objectives.${at}.score.scaled`, isDone ? '1' : '0'],
      [`cmi.objectives.${at}.success_status`, isDone ? 'passed' : 'unknown'],
      [`cmi.objectives.${at}.completion_status`, isDone ? 'completed' : 'incomplete'],
    ],
  },
};

/** The course system's object stands in one of the windows around this one, or in the opener's. */
function find(name, from) {
  for (let window = from, up = 0; up < 500; ++up, window = window.parent) {
    try {
      if (window[name]) return window[name];
    } catch {
      return null; // Another site's window.
    }
    if (window.parent === window) break;
  }
  return null;
}

function findCourse() {
  for (const version of Object.values(versions)) {
    const api = find(version.api, window) ?? (window.opener && find(version.api, window.opener));
    if (api) return { api, version };
  }
  return null;
}

/** Null: there is none any more. */
function say(problem) {
  const place = document.getElementById('problem');
  place.textContent = problem ?? '';
  place.hidden = problem === null;
}

/** Who learned in this tab: a course page that is loaded again may no longer ask. */
const learnerKey = 'cnn-lab-course.learner';
function lastLearner() {
  try {
    return sessionStorage.getItem(learnerKey);
  } catch {
    return null;
  }
}
function keepLearner(learner) {
  try {
    sessionStorage.setItem(learnerKey, learner);
  } catch {
    // Storage is off: then nothing of an earlier learner's is here either.
  }
}

/** Short, one-way: the learner's number in the course system stands in no address. */
async function pseudonym(learner) {
  const bytes = new TextEncoder().encode(`${location.pathname} ${learner}`);
  // Without it (a plain http address) FNV-1a, twice: to tell those at one computer apart.
  if (!crypto.subtle) {
    const hash = (seed) => bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 16777619), seed) >>> 0;
    return [hash(2166136261), hash(40389)].map((one) => one.toString(16).padStart(8, '0')).join('');
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What an earlier visit, perhaps on another computer, left with the course system. */
function readSuspended(text) {
  try {
    const { done } = JSON.parse(text);
    return Array.isArray(done) ? done.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

/** One conversation with the course system, from Initialize to Terminate. */
class Session {
  constructor({ api, version }) {
    this.version = version;
    this.call = (what, ...words) => {
      try {
        return api[version[what]](...words);
      } catch {
        say('The course system does not answer: what you do here may not be in its gradebook.');
        return '';
      }
    };
    this.begun = Date.now();
    this.isOpen = String(this.call('initialize', '')) === 'true';
  }

  get(element) {
    return String(this.call('get', element) ?? '');
  }

  /** Whether all of it was taken. */
  write(entries) {
    return entries
      .map(([element, value]) => String(this.call('set', element, value)) === 'true')
      .every(Boolean);
  }

  /** The record goes along where it fits: into the course system's room for what a visit leaves. */
  report({ done, parts, score, isComplete, record }) {
    if (!this.isOpen) return;
    const { status, score: scored, part, mostSuspended } = this.version;
    const whole = JSON.stringify({ done, record });
    const suspended = whole.length <= mostSuspended ? whole : JSON.stringify({ done });
    const isTaken = this.write([
      ...status({ isComplete }),
      ...scored(score),
      ['cmi.suspend_data', suspended],
    ]);
    // Many course systems have no objectives: what is said of them may be lost.
    this.write(parts.flatMap((one, at) => part(at, one)));
    this.tellTime();
    const isKept = String(this.call('commit', '')) === 'true';
    const refused =
      'The course system did not take what was done: open the activity again, and keep your completion record.'; // prettier-ignore
    say(isTaken && isKept ? null : refused);
  }

  tellTime() {
    const { time, duration, exit } = this.version;
    this.write([
      [time, duration((Date.now() - this.begun) / 1000)],
      [exit, 'suspend'],
    ]);
  }

  end() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.tellTime();
    this.call('commit', '');
    this.call('terminate', '');
  }
}

async function begin() {
  const lab = document.getElementById('lab');
  // What the package was made for: the model, settings and locks of the assignment.
  const { hash } = location;
  const course = findCourse();
  const session = course && new Session(course);
  if (!session?.isOpen) {
    const last = course && lastLearner();
    if (last)
      say('The course system has ended this visit: open the activity again, so that what you do is reported.'); // prettier-ignore
    else
      say('This page was not opened by a course system: what you do here is not reported to a gradebook.'); // prettier-ignore
    lab.src = `./lab/index.html${last ? `?learner=${last}` : ''}${hash}`;
    return;
  }
  const { version } = session;
  const learner = session.get(version.learner);
  const name = session.get(version.name);
  let done = readSuspended(session.get('cmi.suspend_data'));
  addEventListener('message', ({ source, data }) => {
    if (source !== lab.contentWindow || data?.source !== 'cnn-lab') return;
    if (data.event === 'opened') {
      const resumed = { target: 'cnn-lab', event: 'resume', done, learner: name.slice(0, 100) };
      lab.contentWindow.postMessage(resumed, location.origin);
    }
    // What the lab says before it knows of earlier visits would take them back.
    if (data.event === 'progress' && data.isResumed) {
      ({ done } = data);
      session.report(data);
    }
  });
  addEventListener('pagehide', () => session.end());
  const place = await pseudonym(learner);
  keepLearner(place);
  lab.src = `./lab/index.html?learner=${place}${hash}`;
}
void begin();
