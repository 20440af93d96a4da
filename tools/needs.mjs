/**
 * `node tools/needs.mjs COMMAND WORDS…`: reads a command's options before anything is installed or built,
 * and prints what it needs: CMake presets, `data`. Wrong ones end with a sentence and exit code 64;
 * `--help` prints the command's own text.
 */
const [command, ...words] = process.argv.slice(2);
const { usage, readOptions, needsOf } = await import(`./options/${command}.mjs`);
if (words.includes('--help') || words.includes('-h')) console.log(usage);
else {
  try {
    console.log(needsOf(readOptions(words)).join('\n'));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 64;
  }
}
