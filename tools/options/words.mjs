/** The words of a command, as every command reads them and ends where they are wrong. */
import { parseArgs } from 'node:util';

/** A mistake in how a command was typed: exit code 64. */
export class UsageError extends Error {}

export const help = { type: 'boolean', short: 'h', default: false };

/** { values, positionals } of `./lab COMMAND WORDS…`; throws a sentence about the first that is wrong. */
export function readWords(command, words, options) {
  try {
    return parseArgs({ args: words, options: { ...options, help }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error.message} See ./lab ${command} --help.`, { cause: error });
  }
}

/** Runs a command to its end: what goes wrong is said in a sentence, and by the exit code. */
export async function runCommand(main, { failed = 1, before = () => {} } = {}) {
  try {
    await main();
  } catch (error) {
    before();
    console.error(error.message);
    process.exit(error instanceof UsageError ? 64 : failed);
  }
}
