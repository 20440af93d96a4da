/** Brings the engine's two files in, whatever a server calls them, and says what is wrong with one. */
import type createCnnLab from '../../../wasm/lab';
import { faultOf, refusal, type Reply } from '../base/fault';
import type { PageProblem, PageProblems } from '../base/problems';
import type { Build } from './protocol';

type Factory = typeof createCnnLab;

/** Bytes that any browser with WebAssembly compiles, unless it may not: an empty module. */
const emptyModule = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const typeOf = (response: Response) =>
  (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
const isWebPage = (response: Response) => typeOf(response) === 'text/html';
/** The types of JavaScript that browsers take for a module. */
const scriptType = /^(text|application)\/(x-)?(java|ecma)script$/;

const badPart = <P extends PageProblem>(file: string, problem: P, facts: PageProblems[P]) =>
  refusal(faultOf('bad_part', problem, facts, file));

/** Hashes of the engine's files when the page was built (vite.config.ts), by build and name. */
declare const __ENGINE_FILES__: Record<string, string>;

/** Where a file of the engine is; its hash asks the service worker for this page's version of it. */
export function addressOf(base: string, build: Build, file: string): string {
  const hash = __ENGINE_FILES__[`${build}/${file}`];
  return `${base}engine/${build}/${file}${hash ? `?${encodeURIComponent(hash)}` : ''}`;
}

/** The answer to a request for a file, or what is wrong with it. */
async function ask(address: string, file: string, integrity = ''): Promise<Reply<Response>> {
  const response = await fetch(address, { integrity }).catch(() => null);
  if (!response && integrity) {
    const reply = await ask(address, file);
    if (!reply.ok) return reply;
    return badPart(file, isWebPage(reply.value) ? 'web_page' : 'other_version', {});
  }
  if (!response) return badPart(file, 'unreachable', {});
  if (response.status === 404) return badPart(file, 'not_on_server', {});
  if (!response.ok) return badPart(file, 'server_error', { status: response.status });
  return { ok: true, value: response };
}

/**
 * Compiles a .wasm file, if it is the one that this page was built with: while it comes in, where
 * its type is right, or from its bytes.
 */
export async function compile(
  base: string,
  build: Build,
  file: string,
): Promise<Reply<WebAssembly.Module>> {
  const reply = await ask(addressOf(base, build, file), file, __ENGINE_FILES__[`${build}/${file}`]);
  if (!reply.ok) return reply;
  const response = reply.value;
  try {
    return {
      ok: true,
      value:
        typeOf(response) === 'application/wasm'
          ? await WebAssembly.compileStreaming(response)
          : await WebAssembly.compile(await response.arrayBuffer()),
    };
  } catch (error) {
    const mayCompile = await WebAssembly.compile(emptyModule).catch(() => null);
    if (!mayCompile) return badPart(file, 'policy', {});
    if (isWebPage(response)) return badPart(file, 'web_page', {});
    return badPart(
      file,
      error instanceof WebAssembly.CompileError ? 'content_damaged' : 'broken_off',
      {},
    );
  }
}

/**
 * Imports the engine's script. It is a classic one, which the engine's threads and Node load as
 * such: here it hands its factory to define(), as such scripts do where there is a loader.
 */
export async function importFactory(
  base: string,
  build: Build,
  file: string,
): Promise<Reply<Factory>> {
  const scope = self as unknown as { define?: unknown };
  const address = addressOf(base, build, file);
  let factory: Factory | undefined;
  const define = (_: unknown, make: () => Factory) => (factory = make());
  scope.define = Object.assign(define, { amd: {} });
  try {
    await import(/* @vite-ignore */ address);
  } catch (error) {
    const reply = await ask(address, file);
    if (!reply.ok) return reply;
    const type = typeOf(reply.value);
    if (isWebPage(reply.value)) return badPart(file, 'web_page', {});
    if (!scriptType.test(type))
      return badPart(file, 'wrong_type', { given: type, wanted: 'text/javascript' });
    throw error;
  } finally {
    delete scope.define;
  }
  return factory ? { ok: true, value: factory } : badPart(file, 'content_damaged', {});
}
