// Parameters of Content-Type and Content-Disposition; the pieces of RFC 2231 are put together, charsets are not
// decoded. Never throws. RFC 2045 §5.1, RFC 2231

import type { Scanner } from './scanner.ts';

/**
 * Name in lower case and value, one character per octet. A name that ends in "*" has a value of the form
 * charset'language'percent-encoded (RFC 2231 §4); extendedValue decodes it.
 */
export type Parameter = [name: string, value: string];

type Piece = { base: string; index: number; extended: boolean; value: string; at: number };

const pieceName = /^([^*]+)\*(?:(\d{1,9})(\*?))?$/;

/** Reads what follows the type, up to the end of the field. What cannot be read is passed over. */
export function parseParameters(scanner: Scanner): Parameter[] {
  const found: (Parameter | undefined)[] = [];
  const pieces = new Map<string, Piece[]>();
  while (scanner.more) {
    const parameter = readParameter(scanner);
    if (parameter === undefined) {
      scanner.at++;
      continue;
    }
    const [name, value] = parameter;
    const piece = name.includes('*') ? pieceName.exec(name) : null;
    if (piece === null) {
      found.push(parameter);
      continue;
    }
    const base = piece[1]!;
    const extended = piece[2] === undefined || piece[3] === '*';
    const entry: Piece = { base, index: Number(piece[2] ?? 0), extended, value, at: found.length };
    const others = pieces.get(base);
    if (others === undefined) pieces.set(base, [entry]);
    else others.push(entry);
    found.push(undefined);
  }
  for (const group of pieces.values()) joinPieces(group, found);
  return found.filter((parameter) => parameter !== undefined);
}

/** The parameter of that name (lower case): the first one. */
export function parameterValue(parameters: readonly Parameter[], name: string): string | undefined {
  return parameters.find(([other]) => other === name)?.[1];
}

/** ";" attribute "=" value; undefined where none can be read, at least its first octet being left to the caller. */
function readParameter(scanner: Scanner): Parameter | undefined {
  if (!scanner.sees(';')) return undefined;
  scanner.at++;
  if (!scanner.skipCfwsToMore() || !scanner.token()) return undefined;
  const name = scanner.value.toLowerCase();
  if (name === '' || !scanner.sees('=')) {
    // The caller passes over one octet, which must not be the semicolon of the next parameter.
    scanner.at--;
    return undefined;
  }
  scanner.at++;
  if (!scanner.skipCfws()) return undefined;
  if (scanner.sees('"')) return scanner.quotedString() ? [name, scanner.value] : undefined;
  if (scanner.sees('=')) return [name, readBare(scanner)];
  return scanner.token() ? [name, scanner.value] : undefined;
}

/** An encoded word that stands without quotes, against RFC 2047 §5 and as many mailers write it. */
function readBare(scanner: Scanner): string {
  const from = scanner.at;
  while (scanner.more && !'; \t\r\n'.includes(scanner.text[scanner.at]!)) scanner.at++;
  const value = scanner.text.slice(from, scanner.at);
  scanner.skipCfws();
  return value;
}

/** Puts pieces together in the place of the first; where one is missing each stays as it is. RFC 2231 §3 */
function joinPieces(pieces: Piece[], found: (Parameter | undefined)[]): void {
  const sorted = pieces.toSorted((a, b) => a.index - b.index);
  if (sorted.some((piece, index) => piece.index !== index)) {
    for (const { base, index, extended, value, at } of pieces) {
      found[at] = [`${base}*${index}${extended ? '*' : ''}`, value];
    }
    return;
  }
  const extended = sorted.some((piece) => piece.extended);
  // A first piece without charset and language gets empty ones; a plain piece among extended ones is escaped.
  let value = extended && !sorted[0]!.extended ? "''" : '';
  for (const piece of sorted) {
    value += extended && !piece.extended ? piece.value.replaceAll('%', '%25') : piece.value;
  }
  found[pieces[0]!.at] = [sorted[0]!.base + (extended ? '*' : ''), value];
}
