// Letters at the limits of what both servers take apart: where does each of them stop?

/** Levels and parts around the limits, which are the same figures for both. */
export const bombs: { name: string; octets: Buffer }[] = [
  ...[99, 100, 150].flatMap((levels) => [
    bomb(`${levels} multiparts in each other`, multiparts(levels)),
    bomb(
      `${levels} letters in each other`,
      `${'Content-Type: message/rfc822\r\n\r\n'.repeat(levels)}\r\nx\r\n`,
    ),
  ]),
  ...[9_999, 10_001].map((count) => bomb(`${count} parts`, digest('mixed', 'x\r\n', count))),
  ...[4_999, 5_001].map((count) =>
    bomb(`${count} letters in a digest`, digest('digest', 'A: b\r\n\r\nx\r\n', count)),
  ),
  bomb(
    'a line of a megabyte',
    `${'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--'}${'-'.repeat(1 << 20)}\r\n--b--\r\n`,
  ),
  bomb('a field of 500 KB', `X: ${'x'.repeat(500_000)}\r\nSubject: s\r\n\r\nx\r\n`),
];

function bomb(name: string, text: string): { name: string; octets: Buffer } {
  return { name, octets: Buffer.from(text, 'latin1') };
}

function multiparts(levels: number): string {
  const numbers = Array.from({ length: levels }, (_, level) => level);
  const open = numbers.map(
    (level) => `Content-Type: multipart/mixed; boundary=b${level}x\r\n\r\n--b${level}x\r\n`,
  );
  const close = numbers.toReversed().map((level) => `\r\n--b${level}x--\r\n`);
  return `${open.join('')}\r\nx\r\n${close.join('')}`;
}

function digest(subtype: string, part: string, count: number): string {
  return `Content-Type: multipart/${subtype}; boundary=b\r\n\r\n${`--b\r\n\r\n${part}`.repeat(count)}--b--\r\nend\r\n`;
}
