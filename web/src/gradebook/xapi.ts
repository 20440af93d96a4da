import { recall, remember } from '../base/remembered';
import { isTrainedAt, type Progress } from './progress';

/**
 * Statements of the Experience API (https://github.com/adlnet/xAPI-Spec, 1.0.3) to an endpoint that
 * the page's address names: `?xapi=/lrs/statements`, and who learns as `&actor={"mbox":"mailto:…"}`.
 * Only on the page's own origin: to no other does it say anything.
 */
const adl = 'http://adlnet.gov/expapi/verbs/';

/** Null without one, or where it is on another origin. */
export function endpointOf(search: string, here: string): URL | null {
  const named = new URLSearchParams(search).get('xapi');
  if (!named) return null;
  try {
    const endpoint = new URL(named, here);
    return endpoint.origin === new URL(here).origin ? endpoint : null;
  } catch {
    return null;
  }
}

/** Who learns: as the address says, or else by a number that this browser keeps. */
function actorOf(search: string, here: string): object {
  try {
    const said: unknown = JSON.parse(new URLSearchParams(search).get('actor') ?? '');
    if (typeof said === 'object' && said !== null) return said;
  } catch {
    // Nobody is named.
  }
  const name = recall('xapi-actor') ?? Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join(''); // prettier-ignore
  remember('xapi-actor', name);
  return { objectType: 'Agent', account: { homePage: new URL('./', here).href, name } };
}

/** One statement for each part that is done, and one for the whole assignment with its score. */
export function statementsOf(progress: Progress, here: string, actor: object) {
  const statement = (id: string, verb: 'completed' | 'passed', result: object) => ({
    actor,
    verb: { id: adl + verb, display: { 'en-US': verb } },
    object: { objectType: 'Activity', id: new URL(id, here).href },
    result,
  });
  const parts = progress.done
    .filter((name) => !isTrainedAt(name))
    .map((name) =>
      statement(
        `#stop=${name}`,
        name.startsWith('exercise') ? 'passed' : 'completed',
        name.startsWith('exercise') ? { success: true, completion: true } : { completion: true },
      ),
    );
  const whole = { completion: true, success: true, score: { scaled: progress.score } };
  return progress.isComplete ? [...parts, statement('./', 'completed', whole)] : parts;
}

/** Says each statement once; what the endpoint did not take is said again at the next change or visit. */
export class Statements {
  private told = new Set((recall('xapi-told') ?? '').split(' ').filter(Boolean));
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private endpoint: URL,
    private here = location.href.replace(/[?#].*/, ''),
    private actor = actorOf(location.search, here),
  ) {}

  tell(progress: Progress): Promise<void> {
    this.telling = this.telling.then(() => this.send(progress));
    return this.telling;
  }

  private async send(progress: Progress): Promise<void> {
    const isNew = ({ object }: { object: { id: string } }) => !this.told.has(object.id);
    const statements = statementsOf(progress, this.here, this.actor).filter(isNew);
    if (statements.length === 0) return;
    const timestamp = new Date().toISOString();
    const body = JSON.stringify(statements.map((statement) => ({ ...statement, timestamp })));
    const headers = { 'Content-Type': 'application/json', 'X-Experience-API-Version': '1.0.3' };
    const answer = await fetch(this.endpoint, { method: 'POST', headers, body }).catch(() => null);
    if (!answer?.ok) return;
    for (const { object } of statements) this.told.add(object.id);
    remember('xapi-told', [...this.told].join(' '));
  }
}
