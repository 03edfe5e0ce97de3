// ENVELOPE: ten fields of a header. RFC 9051 §7.5.2 (RFC 3501 §7.4.2 says the same)

import { type Address, parseAddresses } from './addresses.ts';
import type { HeaderField } from './header-fields.ts';
import { formatNstring, formatString } from './imap-string.ts';
import { maxAddresses } from './limits.ts';

/** One character per octet; nothing is decoded. A field that is missing is undefined, an address list empty. */
export type Envelope = {
  date?: string;
  subject?: string;
  from: Address[];
  sender: Address[];
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  inReplyTo?: string;
  messageId?: string;
};

const addressFields = {
  from: 'from',
  sender: 'sender',
  'reply-to': 'replyTo',
  to: 'to',
  cc: 'cc',
  bcc: 'bcc',
} as const;
const textFields = {
  date: 'date',
  subject: 'subject',
  'in-reply-to': 'inReplyTo',
  'message-id': 'messageId',
} as const;

/** The names (lower case) of the fields that an envelope is made of. */
export const envelopeFields: readonly string[] = [...Object.keys(addressFields), ...Object.keys(textFields)];

/** Where a field is repeated the last one counts, but addresses are joined: none is lost. */
export function parseEnvelope(fields: readonly HeaderField[]): Envelope {
  const envelope: Envelope = { from: [], sender: [], replyTo: [], to: [], cc: [], bcc: [] };
  for (const { name, value } of fields) {
    if (Object.hasOwn(addressFields, name)) {
      const list = envelope[addressFields[name as keyof typeof addressFields]];
      list.push(...parseAddresses(value, maxAddresses - list.length));
    } else if (Object.hasOwn(textFields, name)) {
      envelope[textFields[name as keyof typeof textFields]] = value;
    }
  }
  return envelope;
}

/** The parenthesized list. One character per octet: it is written as latin1. */
export function formatEnvelope(envelope: Envelope): string {
  const from = formatAddresses(envelope.from);
  // RFC 9051 §7.5.2: a missing or empty Sender or Reply-To is From.
  const sender = envelope.sender.length > 0 ? formatAddresses(envelope.sender) : from;
  const replyTo = envelope.replyTo.length > 0 ? formatAddresses(envelope.replyTo) : from;
  return `(${formatNstring(envelope.date)} ${formatSubject(envelope.subject)} ${from} ${sender} ${replyTo} ${formatAddresses(envelope.to)} ${formatAddresses(envelope.cc)} ${formatAddresses(envelope.bcc)} ${formatNstring(envelope.inReplyTo)} ${formatNstring(envelope.messageId)})`;
}

/** For people: runs of white space become one space. */
function formatSubject(subject: string | undefined): string {
  return subject === undefined ? 'NIL' : formatForPeople(subject);
}

function formatForPeople(text: string): string {
  return formatString(text.replaceAll(/[ \t\r\n]+/g, ' ').replaceAll(/^ | $/g, ''));
}

function formatAddresses(list: readonly Address[]): string {
  return list.length === 0 ? 'NIL' : `(${list.map(formatAddress).join('')})`;
}

/**
 * A missing half must not be NIL, which would begin or end a group (RFC 9051 §7.5.2); the words that stand there
 * instead are Dovecot's, which clients have learned to know.
 */
function formatAddress(address: Address): string {
  switch (address.kind) {
    case 'group':
      return `(NIL NIL ${formatString(address.name)} NIL)`;
    case 'group-end':
      return '(NIL NIL NIL NIL)';
    case 'mailbox': {
      const name = address.name === undefined ? 'NIL' : formatForPeople(address.name);
      const domain = address.broken ? 'SYNTAX_ERROR' : address.domain || 'MISSING_DOMAIN';
      return `(${name} ${formatNstring(address.route)} ${formatString(address.mailbox ?? 'MISSING_MAILBOX')} ${formatString(domain)})`;
    }
  }
}
