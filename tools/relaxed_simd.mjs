// Turns the draft opcode of relaxed SIMD's multiply-add into the final one, after the link.
//
//   node tools/relaxed_simd.mjs FILE.wasm …
//
// clang 14 and binaryen 108 speak the draft (fd af 01: a + b * c); browsers speak the standard
// (fd 85 02, f32x4.relaxed_madd: a * b + c). Both take three bytes, so the file keeps its layout.
// The code section is walked instruction by instruction, because constants and offsets may hold the
// same bytes. https://webassembly.github.io/spec/core/binary/instructions.html
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const CODE_SECTION = 10;
const DRAFT_MADD = 0xaf;
const FINAL_MADD = [0x85, 0x02];

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    if (this.at >= this.bytes.length) throw new Error(`the file ends inside byte ${this.at}`);
    return this.bytes[this.at++];
  }
  skip(count) {
    this.at += count;
  }
  /** Unsigned LEB128 of at most 32 bits. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const next = this.byte();
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
      if (shift > 28) throw new Error(`number too long at byte ${this.at}`);
    }
  }
  /** Skips a LEB128 number of any size and sign. */
  skipNumber() {
    while (this.byte() >= 0x80);
  }
  skipNumbers(count) {
    for (let i = 0; i < count; ++i) this.skipNumber();
  }
}

const between = (value, low, high) => value >= low && value <= high;

/** Skips what follows an opcode without prefix. */
function skipPlain(code, opcode) {
  if (between(opcode, 0x02, 0x04) || opcode === 0x06) return code.skipNumber(); // block type
  if (between(opcode, 0x07, 0x09) || opcode === 0x18) return code.skipNumber(); // exceptions
  if (between(opcode, 0x0c, 0x0d) || opcode === 0x10 || opcode === 0x12) return code.skipNumber();
  if (opcode === 0x0e) return code.skipNumbers(code.number() + 1); // br_table
  if (opcode === 0x11 || opcode === 0x13) return code.skipNumbers(2); // call_indirect
  if (opcode === 0x1c) return code.skip(code.number()); // select with types
  if (between(opcode, 0x20, 0x26)) return code.skipNumber(); // locals, globals, tables
  if (between(opcode, 0x28, 0x3e)) return code.skipNumbers(2); // loads and stores
  if (opcode === 0x3f || opcode === 0x40) return code.skipNumber(); // memory size, grow
  if (opcode === 0x41 || opcode === 0x42) return code.skipNumber(); // integer constants
  if (opcode === 0x43) return code.skip(4);
  if (opcode === 0x44) return code.skip(8);
  if (opcode === 0xd0 || opcode === 0xd2) return code.skipNumber(); // references
  const bare =
    [0x00, 0x01, 0x05, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1].includes(opcode) ||
    between(opcode, 0x45, 0xc4);
  if (!bare) throw new Error(`unknown opcode 0x${opcode.toString(16)} at byte ${code.at - 1}`);
}

/** Bulk memory and saturating conversions (prefix fc). */
function skipBulk(code) {
  const opcode = code.number();
  if (opcode <= 7) return;
  if (opcode > 17) throw new Error(`unknown opcode fc ${opcode} before byte ${code.at}`);
  code.skipNumbers([8, 10, 12, 14].includes(opcode) ? 2 : 1);
}

/** Vectors (prefix fd): true if this was the draft's multiply-add. */
function skipVector(code) {
  const opcode = code.number();
  if (opcode <= 11 || opcode === 92 || opcode === 93) code.skipNumbers(2);
  else if (opcode === 12 || opcode === 13) code.skip(16);
  else if (between(opcode, 21, 34)) code.skip(1);
  else if (between(opcode, 84, 91)) {
    code.skipNumbers(2);
    code.skip(1);
  }
  return opcode === DRAFT_MADD;
}

/** Atomics (prefix fe): all have an alignment and an offset but the fence. */
function skipAtomic(code) {
  if (code.number() === 3) code.skip(1);
  else code.skipNumbers(2);
}

function rewriteBody(bytes, start, end) {
  const code = new Reader(bytes, start);
  for (let groups = code.number(); groups > 0; --groups) code.skipNumbers(2); // locals: count, type
  let rewritten = 0;
  while (code.at < end) {
    const opcode = code.byte();
    if (opcode === 0xfc) skipBulk(code);
    else if (opcode === 0xfe) skipAtomic(code);
    else if (opcode !== 0xfd) skipPlain(code, opcode);
    else if (skipVector(code)) {
      bytes.set(FINAL_MADD, code.at - 2);
      ++rewritten;
    }
  }
  if (code.at !== end) throw new Error(`the function at byte ${start} does not end where it says`);
  return rewritten;
}

/** Rewrites the module in place and says how many instructions changed. */
export function finishRelaxedSimd(bytes) {
  const file = new Reader(bytes, 8);
  if (String.fromCharCode(...bytes.slice(0, 4)) !== '\0asm') throw new Error('not a WASM module');
  let rewritten = 0;
  while (file.at < bytes.length) {
    const section = file.byte();
    const end = file.number() + file.at;
    if (section === CODE_SECTION) {
      for (let functions = file.number(); functions > 0; --functions) {
        const size = file.number();
        rewritten += rewriteBody(bytes, file.at, file.at + size);
        file.skip(size);
      }
    }
    file.at = end;
  }
  return rewritten;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const path of process.argv.slice(2)) {
    const bytes = new Uint8Array(readFileSync(path));
    const rewritten = finishRelaxedSimd(bytes);
    writeFileSync(path, bytes);
    console.log(`${path}: ${rewritten} multiply-adds given their final opcode`);
  }
}
