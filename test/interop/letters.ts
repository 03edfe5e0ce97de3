// The letters that go through every client: each is nasty in one way, named for it.

/** As sent, with CRLF where a line ends unless the name says otherwise. */
export type Letter = { name: string; octets: Buffer };

const head = (name: string) =>
  `From: Ana <ana@client.example>\r\nTo: luis@localhost\r\nSubject: ${name}\r\nDate: Tue, 3 Nov 2026 10:00:00 +0100\r\nMessage-ID: <${name}@client.example>\r\n`;

const letter = (name: string, body: string, more = ''): Letter => ({
  name,
  octets: Buffer.from(`${head(name)}${more}\r\n${body}`, 'latin1'),
});

const utf8 = (text: string) => Buffer.from(text).toString('latin1');
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${line(index)}\r\n`).join('');

/** Lines of every length around a power of two, each with a dot in front: a dot meets every chunk's edge. */
const dotsAtEveryEdge = lines(700, (index) => `.${'x'.repeat((index * 37) % 241)}`);

/** What every client can carry. */
export const letters: Letter[] = [
  letter('plain', 'A letter like any other.\r\n'),
  letter('empty-body', ''),
  letter('blank-lines', '\r\n\r\n\r\ntext\r\n\r\n\r\n'),
  letter('leading-dot', '.a line that begins with a dot\r\ntext\r\n'),
  letter('two-dots', '..\r\n..two\r\n'),
  letter('only-dots', '.\r\n..\r\n...\r\n....\r\n.....\r\n'),
  letter('dots-at-every-edge', dotsAtEveryEdge),
  letter(
    'from-line',
    'From the start\r\n>From quoted\r\n\r\nFrom ana@client.example Tue Nov  3 10:00:00 2026\r\nend\r\n',
  ),
  letter('trailing-blanks', 'two spaces  \r\na tab\t\r\n \r\n'),
  letter(
    'utf-8',
    utf8('Año nuevo, 你好, 🙂\r\n'),
    'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n',
  ),
  letter(
    'every-octet-from-128',
    lines(1, () => String.fromCharCode(...Array.from({ length: 128 }, (_, i) => i + 128))),
  ),
  letter('line-of-998', `${'y'.repeat(998)}\r\n`),
  letter(
    'folded-header',
    'text\r\n',
    `X-Folded: begin\r\n${lines(1500, (index) => ` part ${index} of a long header field`)}`,
  ),
  letter(
    'attachment',
    lines(900, (index) => Buffer.from(`${index} `.repeat(60)).toString('base64').slice(0, 76)),
    'MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n',
  ),
];

/** What a server must carry, and not every client can. */
export const hardLetters: Letter[] = [
  { name: 'no-octet-at-all', octets: Buffer.alloc(0) },
  { name: 'dots-without-a-header', octets: Buffer.from('...\r\n.\r\n..\r\n') },
  { name: 'header-without-a-blank-line', octets: Buffer.from(head('header-without-a-blank-line')) },
  letter('nul', 'before\0after\r\n\0\r\n'),
  letter(
    'control-octets',
    lines(1, () => '\x01\x02\x07\x08\x0b\x0c\x1a\x1b\x7f'),
  ),
  letter('bare-cr', 'one\rtwo\r\rthree\r\n'),
  letter('cr-before-crlf', 'one\r\r\ntwo\r\n'),
  letter('latin1-header', 'text\r\n', 'X-Name: Jos\xe9 Nu\xf1ez\r\n'),
  letter('line-of-one-million', `${'z'.repeat(1_000_000)}\r\n.after\r\n`),
  letter('header-line-of-60000', 'text\r\n', `X-Long: ${'h'.repeat(60_000)}\r\n`),
  letter(
    'five-million',
    lines(70_000, (index) => `.${index}`.padEnd(70, '-')),
  ),
];

/**
 * Arrives with bare LF: stored with CRLF. No dot beside one: alone it is refused as smuggling, and whether a doubled
 * one is undone depends on what the sender took for a line.
 */
export const bareLf: Letter = letter('bare-lf', 'one\ntwo\r\nthree\n\nfour\r\n');

/** Only a bare LF becomes CRLF; a bare CR stays. */
export function mended(octets: Buffer): Buffer {
  return Buffer.from(octets.toString('latin1').replace(/(?<!\r)\n/g, '\r\n'), 'latin1');
}
