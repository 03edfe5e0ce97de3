// HEADER.FIELDS and HEADER.FIELDS.NOT: some fields of a header block, as they stand there. RFC 9051 §6.4.5.1

const LF = 10;
const CR = 13;
const COLON = 58;
const SPACE = 32;
const TAB = 9;

/**
 * `block`: up to and with the empty line, where there is one; the answer keeps it. `names`: lower case. `not`: those
 * that are not among them; a line that is no field counts as one without a name.
 */
export function headerSubset(block: Uint8Array, names: ReadonlySet<string>, not: boolean): Buffer {
  const kept: Uint8Array[] = [];
  for (let at = 0; at < block.length; ) {
    let end = endOfLine(block, at);
    if (isEmptyLine(block, at)) {
      kept.push(block.subarray(at, end));
      break;
    }
    // A line that begins with white space goes on the field before. RFC 5322 §2.2.3
    while (isWhiteSpace(block[end])) end = endOfLine(block, end);
    if (names.has(nameOf(block, at, end)) !== not) kept.push(block.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

/** White space before the colon is obsolete syntax. RFC 5322 §4.5 */
function nameOf(block: Uint8Array, at: number, end: number): string {
  const colon = block.subarray(at, end).indexOf(COLON);
  if (colon < 0) return '';
  return Buffer.from(block.buffer, block.byteOffset + at, colon)
    .toString('latin1')
    .trimEnd()
    .toLowerCase();
}

function endOfLine(block: Uint8Array, at: number): number {
  const lf = block.indexOf(LF, at);
  return lf < 0 ? block.length : lf + 1;
}

function isEmptyLine(block: Uint8Array, at: number): boolean {
  return block[at] === LF || (block[at] === CR && block[at + 1] === LF);
}

function isWhiteSpace(octet: number | undefined): boolean {
  return octet === SPACE || octet === TAB;
}
