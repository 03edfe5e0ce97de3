// Letters that nobody would write: fields from a soup of tokens, multiparts in multiparts with boundaries that look
// alike, letters in letters, and then damage. Lines end in CRLF, as in a letter that is stored.
import type { Random } from './random.ts';

const words = ['ana', 'a', 'b.c', 'J.', '"q"', '"a b"', '"a\\"b"', '""', '=?utf-8?q?x=20y?=', 'ñ', "o'x"];
// Comments and quoted strings that are never closed are in the corpus: what each server makes of their pieces says little.
const addressSoup = [
  ...words,
  ...words,
  ' ',
  ' ',
  ' ',
  ',',
  ',',
  '<',
  '>',
  '@',
  '@',
  '.',
  ':',
  ';',
  '(c)',
  '(n (e) d)',
  '\r\n ',
  '\t',
  '[1.2.3.4]',
  'ana@example.org',
  '<ana@example.org>',
  'Ana <ana@example.org>',
  'G: a@b.c;',
  '<@r.s:t@u.v>',
  'b@c.d (Bob)',
  '@[',
  ']',
];
const textSoup = [
  'one',
  'two',
  ' ',
  '  ',
  '\t',
  '\r\n ',
  '\r\n\t',
  '"',
  '\\',
  '(',
  ')',
  'é',
  '=?utf-8?b?w7E=?=',
  '{3}',
  '\r',
];
const types = [
  'text/plain',
  'TEXT/HTML',
  'image/png',
  'application/octet-stream',
  'message/delivery-status',
  'text',
  '',
  'text/',
  '/x',
  'text / plain',
  '(c) text/(d)plain',
  'application/x-y+z',
  'text/plain charset=x',
  'audio/x, y',
];
const parameters = [
  'charset=utf-8',
  'CHARSET="iso-8859-1"',
  'name="a b.txt"',
  'name=a b',
  'name=',
  'x="y\\"z"',
  "m*=utf-8'es'%41",
  'n*0=a',
  'n*1=b',
  'n*1*=%20',
  'n*2=c',
  'q="unclosed',
  '(c) p (d) = (e) r',
  'bare',
  'name==?utf-8?q?x?=',
  'p=x/y',
  'f="folded\r\n in"',
  'é=ñ',
  'p=(c)',
  'w="(c);="',
];
const boundaries = ['b', 'bb', 'b--', 'c', 'bc', '=_b', 'a b', "'(b)'", 'bbb'];
const encodings = [
  '7bit',
  '8BIT',
  'base64',
  'quoted-printable',
  'x-uu',
  'base64;',
  '(c) binary (d)',
  'two words',
  '',
];
const bodyLines = [
  '',
  'x',
  'text',
  '-',
  '--',
  '---',
  '--b',
  '--b--',
  '--bb',
  '-- b',
  '--c',
  '.',
  '..',
  'ñandú',
  '\r',
  '--=_b',
  'a: b',
];

export function nastyLetter(random: Random): Buffer {
  let text = letter(random, 0);
  if (random.once(6)) text = cutOff(text, random);
  if (random.once(6)) text = cutOut(text, random);
  // Cutting may have left half a line end, which a stored letter has not. Dovecot takes a CR away that stands before a
  // CRLF or at the end.
  text = text.replaceAll(/\r*\n/g, '\r\n').replace(/\r+$/, '');
  return Buffer.from(text === '' ? '\r\n' : text, 'latin1');
}

function cutOff(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(0, mayBeOpen(text.slice(line, at)) ? line : at);
}

function cutOut(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  const to = from + random.below(30);
  return mayBeOpen(text.slice(from, to)) ? text : text.slice(0, from) + text.slice(to);
}

/** Whether cutting here may leave a comment or a quoted string open. */
function mayBeOpen(text: string): boolean {
  return /["()\\]/.test(text);
}

function soup(random: Random, tokens: readonly string[], most: number): string {
  return Array.from({ length: random.below(most + 1) }, () => random.pick(tokens)).join('');
}

function letter(random: Random, depth: number): string {
  const fields: string[] = [];
  for (const name of ['From', 'To', 'Cc', 'Bcc', 'Sender', 'Reply-To']) {
    if (random.once(2)) fields.push(`${name}: ${soup(random, addressSoup, 8)}\r\n`);
  }
  for (const name of ['Subject', 'Date', 'Message-ID', 'In-Reply-To']) {
    if (random.once(2)) fields.push(`${name}: ${soup(random, textSoup, 6)}\r\n`);
  }
  if (random.once(8)) fields.push('a line that is no field\r\n');
  if (random.once(20)) fields.push(random.pick(fields));
  if (!random.once(4)) fields.push('MIME-Version: 1.0\r\n');
  return fields.join('') + entity(random, depth);
}

/** The Content fields of a part and its body. */
function entity(random: Random, depth: number): string {
  const kind = depth > 3 ? 9 : random.below(10);
  if (kind < 4) return multipart(random, depth);
  const more = otherFields(random);
  if (kind < 6) return `${more}Content-Type: message/rfc822\r\n${end(random)}${letter(random, depth + 1)}`;
  const type = random.once(4) ? '' : `Content-Type: ${random.pick(types)}${someParameters(random)}\r\n`;
  return `${more}${type}${end(random)}${body(random)}`;
}

function multipart(random: Random, depth: number): string {
  const boundary = random.pick(boundaries);
  const subtype = random.pick(['mixed', 'alternative', 'digest', 'Related']);
  const named = random.once(12) ? '' : `; boundary="${boundary}"`;
  let text = `${otherFields(random)}Content-Type: multipart/${subtype}${named}${someParameters(random)}\r\n${end(random)}`;
  if (random.once(2)) text += `${body(random)}\r\n`;
  for (let parts = random.below(4); parts > 0; parts--) {
    text += `--${boundary}${random.once(8) ? random.pick([' ', '\t', 'x', '-']) : ''}\r\n`;
    text += `${entity(random, depth + 1)}\r\n`;
  }
  if (!random.once(4)) text += `--${boundary}--\r\n`;
  return random.once(2) ? `${text}${body(random)}` : text;
}

/** Mostly an empty line. */
function end(random: Random): string {
  return random.once(12) ? '' : '\r\n';
}

function someParameters(random: Random): string {
  return Array.from(
    { length: random.below(3) },
    () => `${random.pick([';', '; ', ';\r\n '])}${random.pick(parameters)}`,
  ).join('');
}

function otherFields(random: Random): string {
  let text = '';
  if (random.once(3)) text += `Content-Transfer-Encoding: ${random.pick(encodings)}\r\n`;
  if (random.once(4))
    text += `Content-Disposition: ${random.pick(['inline', 'Attachment', '', 'x y'])}${someParameters(random)}\r\n`;
  if (random.once(6)) text += `Content-ID: ${soup(random, textSoup, 3)}\r\n`;
  if (random.once(6)) text += `Content-Description: ${soup(random, textSoup, 4)}\r\n`;
  if (random.once(8))
    text += `Content-Language: ${random.pick(['en', 'en, es', 'en es', ',', 'en (c), de-DE ,'])}\r\n`;
  if (random.once(8)) text += `Content-Location: ${soup(random, textSoup, 3)}\r\n`;
  return text;
}

function body(random: Random): string {
  return Array.from({ length: random.below(5) }, () => random.pick(bodyLines)).join('\r\n');
}
