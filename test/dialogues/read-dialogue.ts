// Reads a dialogue: a transcript as the RFCs print theirs, and a few directives. One step a line:
//
//   # anything                  a comment
//   S: +OK POP3 server ready    the server's next line is this; one that ends with "..." may go on
//   S: <message 2>              the server's next lines are that letter, as RETR sends it
//   C: STAT                     the client sends this line
//   C~ "STAT\r\nNO"             the client sends these octets (a JSON string, Latin-1), without a line end
//   S~ "+OK\x00"                the server's next octets are these (the same, \x00 too)
//   C2: S2: C2~ S2~             the same on a second connection
//   word word …                 a directive: see run-dialogue.ts

export type Step =
  | { at: number; kind: 'say' | 'hear'; connection: 1 | 2; octets: Buffer }
  | { at: number; kind: 'hear-start'; connection: 1 | 2; octets: Buffer }
  | { at: number; kind: 'hear-message'; connection: 1 | 2; message: number }
  | { at: number; kind: 'directive'; words: string[]; text: string };

/** Throws for a line that is none of these: a dialogue is a test. */
export function readDialogue(text: string): Step[] {
  return text.split('\n').flatMap((line, index) => {
    const step = readLine(line, index + 1);
    return step ? [step] : [];
  });
}

function readLine(line: string, at: number): Step | undefined {
  if (line.trim() === '' || line.startsWith('#')) return undefined;
  const spoken = /^([CS])(2?)([:~])(?: (.*))?$/.exec(line);
  if (spoken === null) return { at, kind: 'directive', words: line.trim().split(/\s+/), text: line.trim() };
  const [, who, second, mark, rest = ''] = spoken;
  const connection = second === '2' ? 2 : 1;
  if (mark === '~') return { at, kind: who === 'C' ? 'say' : 'hear', connection, octets: octetsOf(rest) };
  if (who === 'C') return { at, kind: 'say', connection, octets: Buffer.from(`${rest}\r\n`, 'utf8') };
  const message = /^<message (\d+)>$/.exec(rest);
  if (message) return { at, kind: 'hear-message', connection, message: Number(message[1]) };
  if (rest.endsWith('...'))
    return { at, kind: 'hear-start', connection, octets: Buffer.from(rest.slice(0, -3), 'utf8') };
  return { at, kind: 'hear', connection, octets: Buffer.from(`${rest}\r\n`, 'utf8') };
}

/** A JSON string, and \xHH in it. */
export function octetsOf(quoted: string): Buffer {
  return Buffer.from(JSON.parse(quoted.replaceAll(/\\x([0-9a-fA-F]{2})/g, '\\u00$1')), 'latin1');
}
