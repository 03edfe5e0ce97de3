// A letter as a mail server pipes it in: perhaps with an mbox's From line before it, which is none of it.
import type { Input } from './terminal.ts';

/** Octets of a piece: see Letters.take. */
const pieceOctets = 256 * 1024;

/**
 * The letter in pieces of 256 KiB and a rest. A first line that begins with "From " is left out. `sender`: becomes a
 * Return-Path in front (RFC 5321 §4.4) unless the letter begins with one; with the line end that the letter has.
 */
export async function* readLetter(input: Input, sender: string | undefined): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const whole of inPieces(input)) {
    if (!isFirst) {
      yield whole;
      continue;
    }
    isFirst = false;
    const letter = withoutFromLine(whole);
    if (sender === undefined || /^return-path:/i.test(letter.toString('latin1', 0, 12))) yield letter;
    else {
      const field = `Return-Path: <${sender}>${lineEndOf(letter)}`;
      const [start, rest] = [letter.subarray(0, pieceOctets - Buffer.byteLength(field)), letter];
      yield Buffer.concat([Buffer.from(field), start]);
      if (start.length < rest.length) yield rest.subarray(start.length);
    }
  }
}

async function* inPieces(input: Input): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let octets = 0;
  for await (const some of input) {
    const piece = Buffer.from(some);
    pieces.push(piece);
    octets += piece.length;
    if (octets < pieceOctets) continue;
    let all = Buffer.concat(pieces);
    for (; all.length >= pieceOctets; all = all.subarray(pieceOctets)) yield all.subarray(0, pieceOctets);
    pieces = [all];
    octets = all.length;
  }
  const rest = Buffer.concat(pieces);
  if (rest.length > 0) yield rest;
}

function withoutFromLine(letter: Buffer): Buffer {
  const end = letter.indexOf(10);
  return letter.toString('latin1', 0, 5) === 'From ' && end >= 0 ? letter.subarray(end + 1) : letter;
}

function lineEndOf(letter: Buffer): string {
  const end = letter.indexOf(10);
  return end > 0 && letter[end - 1] !== 13 ? '\n' : '\r\n';
}
