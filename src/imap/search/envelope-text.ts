// What an ENVELOPE says in one of its fields, as text to be searched: encoded words decoded, addresses written as in a
// header. RFC 9051 §6.4.4 (FROM, SUBJECT, …) and §7.5.2

import { decodeEncodedWords } from '../../message/index.ts';

/** Those whose presence an envelope tells: a missing Sender or Reply-To stands there as From. */
const places = {
  date: 0,
  subject: 1,
  from: 2,
  to: 5,
  cc: 6,
  bcc: 7,
  'in-reply-to': 8,
  'message-id': 9,
} as const;

export type EnvelopeField = keyof typeof places;

/** Whether HEADER with that name (lower case) can be answered from the envelope. */
export function isEnvelopeField(name: string): name is EnvelopeField {
  return Object.hasOwn(places, name);
}

/** What the envelope has there, as it is sent. `envelope`: the same, parentheses included. */
export function envelopeValue(envelope: string, field: EnvelopeField): string {
  let at = 1;
  for (let place = places[field]; place > 0; place--) at = endOfValue(envelope, at) + 1;
  return envelope.slice(at, endOfValue(envelope, at));
}

/** Of a value as envelopeValue answers it. Undefined where the field is NIL. */
export function valueText(value: string, field: EnvelopeField): string | undefined {
  if (value[0] === 'N') return undefined;
  if (value[0] === '(') return addressesText(value);
  const text = stringAt(value, 0).text!;
  return field === 'message-id' || field === 'in-reply-to' ? text : decodeEncodedWords(text);
}

/** "Name <mailbox@host>, group: <mailbox@host>;" */
function addressesText(envelope: string): string {
  let text = '';
  let at = 1;
  while (envelope[at] === '(') {
    const halves: (string | undefined)[] = [];
    at++;
    for (let part = 0; part < 4; part++) {
      const { text: half, end } = stringAt(envelope, at);
      halves.push(half);
      at = end + 1;
    }
    const [name, , mailbox, host] = halves;
    if (mailbox === undefined) text += ';';
    else if (host === undefined) text += `${separator(text)}${decodeEncodedWords(mailbox)}:`;
    else text += `${separator(text)}${addressText(name, mailbox, host)}`;
  }
  return text;
}

function separator(text: string): string {
  if (text === '') return '';
  return text.endsWith(':') ? ' ' : ', ';
}

/** The words that stand for a missing half in an envelope are in no letter. */
function addressText(name: string | undefined, mailbox: string, host: string): string {
  const domain = host === 'MISSING_DOMAIN' || host === 'SYNTAX_ERROR' ? '' : `@${host}`;
  const address = `${mailbox === 'MISSING_MAILBOX' ? '' : mailbox}${domain}`;
  const spoken = `<${decodeEncodedWords(address)}>`;
  return name === undefined ? spoken : `${decodeEncodedWords(name)} ${spoken}`;
}

/** The nstring that begins at `at`; `end` is behind it. */
function stringAt(envelope: string, at: number): { text: string | undefined; end: number } {
  if (envelope[at] === 'N') return { text: undefined, end: at + 3 };
  const end = endOfValue(envelope, at);
  if (envelope[at] === '{') return { text: envelope.slice(envelope.indexOf('\n', at) + 1, end), end };
  const quoted = envelope.slice(at + 1, end - 1);
  return { text: quoted.includes('\\') ? quoted.replaceAll(/\\(.)/gs, '$1') : quoted, end };
}

/** Behind the string, NIL or list that begins at `at`. */
function endOfValue(envelope: string, at: number): number {
  switch (envelope[at]) {
    case '"':
      return endOfQuoted(envelope, at + 1);
    case '{': {
      const line = envelope.indexOf('\n', at);
      return line + 1 + Number.parseInt(envelope.slice(at + 1, line), 10);
    }
    case '(': {
      let end = at + 1;
      while (end < envelope.length && envelope[end] !== ')') {
        end = envelope[end] === ' ' ? end + 1 : endOfValue(envelope, end);
      }
      return end + 1;
    }
    default:
      return at + 3;
  }
}

function endOfQuoted(envelope: string, from: number): number {
  for (let at = from; ; ) {
    const quote = envelope.indexOf('"', at);
    if (quote < 0) return envelope.length;
    const backslash = envelope.indexOf('\\', at);
    if (backslash < 0 || backslash > quote) return quote + 1;
    at = backslash + 2;
  }
}
