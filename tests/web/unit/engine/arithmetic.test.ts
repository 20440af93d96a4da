import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { arithmeticOf } from '../../../../web/src/engine/arithmetic';

/** What Node with these flags says of relaxed SIMD: another process, since they hold from its start. */
function relaxedWith(...flags: string[]): string {
  const asks = `
    import { allowRelaxedSimd } from './tools/engine.mjs';
    import { pageCode } from './tools/page_code.mjs';
    allowRelaxedSimd();
    const { arithmeticOf } = await pageCode('engine/arithmetic');
    console.log(arithmeticOf('relaxed-simd-threads'));`;
  const command = [...flags, '--input-type=module', '--eval', asks];
  return execFileSync(process.execPath, command, { encoding: 'utf8' }).trim();
}

/** Whether the processor has the instruction is the kernel's to say; every ARM64 has one. */
const hasFma =
  process.arch === 'arm64' || / fma /.test(readFileSync('/proc/cpuinfo', 'utf8')) ? 'fused' : 'separate'; // prettier-ignore

test('relaxed SIMD is fused where the processor has the instruction', () => {
  expect(relaxedWith()).toBe(hasFma);
});

test.runIf(process.arch === 'x64')('and separate where V8 may not use it', () => {
  expect(relaxedWith('--no-enable-fma3')).toBe('separate');
});

test('plain SIMD is separate by its standard', () => {
  expect(arithmeticOf('simd')).toBe('separate');
  expect(arithmeticOf('simd-threads')).toBe('separate');
});
