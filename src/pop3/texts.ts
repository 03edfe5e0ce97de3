// What the server says to people, in one place: where the RFCs print an example, their words. RFC 1939, 2449, 2595, 5034

import type { Verb } from './command.ts';
import type { RefusalCode } from './refusal.ts';

const messages = (count: number) => (count === 1 ? '1 message' : `${count} messages`);

/** A name that may be repeated in a reply: short and plain. */
const plainName = /^[\x21-\x5a\x5c\x5e-\x7e]{1,64}$/;

const usage: Record<Verb, string> = {
  CAPA: 'CAPA',
  STLS: 'STLS',
  QUIT: 'QUIT',
  STAT: 'STAT',
  NOOP: 'NOOP',
  RSET: 'RSET',
  USER: 'USER name',
  PASS: 'PASS password',
  AUTH: 'AUTH mechanism [initial-response]',
  LIST: 'LIST [message-number]',
  UIDL: 'UIDL [message-number]',
  RETR: 'RETR message-number',
  DELE: 'DELE message-number',
  TOP: 'TOP message-number lines',
};

export const texts = {
  greeting: (host: string) => (host === '' ? 'POP3 server ready' : `${host} POP3 server ready`),
  maildropHas: (count: number, octets: number) => `maildrop has ${messages(count)} (${octets} octets)`,
  loggedIn: (name: string, count: number, octets: number) =>
    `${plainName.test(name) ? `${name}'s ` : ''}${texts.maildropHas(count, octets)}`,
  scanListing: (count: number, octets: number) => `${messages(count)} (${octets} octets)`,
  octets: (octets: number) => `${octets} octets`,
  top: 'top of message follows',
  uidListing: 'unique-id listing follows',
  capabilities: 'Capability list follows',
  deleted: (message: number) => `message ${message} deleted`,
  signingOff: (host: string) => `${host === '' ? '' : `${host} `}POP3 server signing off`,
  signingOffWith: (host: string, left: number) =>
    `${texts.signingOff(host)} (${left === 0 ? 'maildrop empty' : `${messages(left)} left`})`,
  giveSecret: 'send PASS',
  noop: 'still here',
  beginTls: 'Begin TLS negotiation',

  unknown: 'unknown command',
  usage: (verb: Verb) => `usage: ${usage[verb]}`,
  badOctets: 'only printable characters here',
  tooLong: 'line too long',
  beforeLogin: 'log in first',
  afterLogin: 'you are logged in',
  giveUser: 'give USER first',
  needsTls: 'no password without TLS: use STLS or the TLS port',
  noMechanism: 'no such mechanism',
  noInitial: 'this mechanism takes no initial response',
  cancelled: 'authentication cancelled',
  badBase64: 'that is not base64',
  badResponse: 'that is not a response of this mechanism',
  tlsActive: 'Command not permitted when TLS active',
  noTls: 'TLS is not available',
  tlsPipelined: 'nothing may follow STLS before its reply',
  noSuchMessage: (count: number) => `no such message, only ${messages(count)} in maildrop`,
  alreadyDeleted: (message: number) => `message ${message} already deleted`,
  gone: (message: number) => `message ${message} is gone, somebody else removed it`,
  internal: (reference: string) => `internal error ${reference}`,
  badCommands: 'too many bad commands',
  failedLogins: 'too many failed logins',
  notHttp: 'this is POP3, not HTTP',
  notTls: 'this port begins without TLS: use STLS',
  tooMany: 'too many connections, try again later',
  stopping: 'the server is stopping, nothing was deleted',

  refused: {
    AUTH: 'name or password is wrong',
    'IN-USE': 'Do you have another POP session running?',
    'SYS/TEMP': 'not possible now, try again later',
    'SYS/PERM': 'not possible, ask for help',
    'LOGIN-DELAY': 'too soon after the last login',
  } satisfies Record<RefusalCode, string>,
} as const;
