/** Brings the engine's two files in, whatever a server calls them, and says what is wrong with one. */
import type createCnnLab from '../../../wasm/lab';
import { troubleFault, type LabFault, type Reply } from './protocol';

type Factory = typeof createCnnLab;

/** Bytes that any browser with WebAssembly compiles, unless it may not: an empty module. */
const emptyModule = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const typeOf = (response: Response) =>
  (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
/** The types of JavaScript that browsers take for a module. */
const scriptType = /^(text|application)\/(x-)?(java|ecma)script$/;

const badFile = (file: string, trouble: string, facts = ''): { ok: false; fault: LabFault } => ({
  ok: false,
  fault: troubleFault('bad_file', file, trouble, facts),
});

/** The answer to a request for a file, or what is wrong with it. */
async function ask(address: string, file: string): Promise<Reply<Response>> {
  const response = await fetch(address).catch(() => null);
  if (!response) return badFile(file, 'unreachable');
  if (response.status === 404) return badFile(file, 'missing');
  if (!response.ok) return badFile(file, 'server_error', String(response.status));
  return { ok: true, value: response };
}

/**
 * Compiles a .wasm file while it comes in, which browsers do where its type is right, or from its
 * bytes. (Only what was compiled as it came is kept compiled for the next visit.)
 */
export async function compile(folder: string, file: string): Promise<Reply<WebAssembly.Module>> {
  const reply = await ask(folder + file, file);
  if (!reply.ok) return reply;
  const response = reply.value;
  const type = typeOf(response);
  try {
    return {
      ok: true,
      value:
        type === 'application/wasm'
          ? await WebAssembly.compileStreaming(response)
          : await WebAssembly.compile(await response.arrayBuffer()),
    };
  } catch (error) {
    const mayCompile = await WebAssembly.compile(emptyModule).catch(() => null);
    if (!mayCompile) return { ok: false, fault: { code: 'policy', where: file, message: '' } };
    if (type === 'text/html') return badFile(file, 'web_page');
    return error instanceof WebAssembly.CompileError
      ? badFile(file, 'damaged')
      : badFile(file, 'broken_off');
  }
}

/**
 * Imports the engine's script. It is a classic one, which the engine's threads and Node load as
 * such: here it hands its factory to define(), as such scripts do where there is a loader.
 */
export async function importFactory(folder: string, file: string): Promise<Reply<Factory>> {
  const scope = self as unknown as { define?: unknown };
  let factory: Factory | undefined;
  const define = (_: unknown, make: () => Factory) => (factory = make());
  scope.define = Object.assign(define, { amd: {} });
  try {
    await import(/* @vite-ignore */ folder + file);
  } catch (error) {
    const reply = await ask(folder + file, file);
    if (!reply.ok) return reply;
    const type = typeOf(reply.value);
    if (type === 'text/html') return badFile(file, 'web_page');
    if (!scriptType.test(type)) return badFile(file, 'wrong_type', `${type} text/javascript`);
    throw error;
  } finally {
    delete scope.define;
  }
  return factory ? { ok: true, value: factory } : badFile(file, 'damaged');
}
