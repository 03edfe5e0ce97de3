// What the server says to people, in one place: where the RFCs print an example, their words. RFC 9051, RFC 3501

import type { RefusalCode } from '../refusal.ts';
import type { Verb } from '../syntax/command.ts';

const messages = (count: number) => (count === 1 ? '1 message' : `${count} messages`);

export const texts = {
  greeting: (host: string) => (host === '' ? 'IMAP4rev2 server ready' : `${host} IMAP4rev2 server ready`),
  signingOff: (host: string) => `${host === '' ? '' : `${host} `}IMAP4rev2 server signing off`,
  completed: (verb: Verb) => `${verb} completed`,
  loggedIn: 'logged in',
  beginTls: 'Begin TLS negotiation now',

  closed: 'Previous mailbox is now closed',
  firstUnseen: 'First unseen',
  uidValidity: 'UIDs valid',
  uidNext: 'Predicted next UID',
  mailboxId: 'Ok',
  highest: 'Highest',
  permanentFlags: 'Flags and keywords are kept',
  noPermanentFlags: 'No permanent flags permitted',
  searchSaved: 'SEARCH completed, result saved',
  moved: 'Moved',
  nothingCopied: 'no messages, nothing done',
  emptyLetter: 'an empty message is none',

  unknown: 'unknown command',
  badArguments: (verb: Verb) => `bad arguments of ${verb}`,
  tooMuchOf: (verb: Verb) => `more than ${verb} takes here`,
  badCharset: 'no such charset, or not text in it',
  badName: 'no mailbox can have that name',
  tooLong: 'line too long',
  literalTooLarge: 'literal too large',
  tooMuch: 'more octets than anybody should have to throw away',
  badCommands: 'too many bad commands',
  logInFirst: 'log in first',
  notNow: (verb: Verb) => `${verb} is not permitted now`,
  notHttp: 'this is IMAP, not HTTP',
  notTls: 'this port begins without TLS: use STARTTLS',

  needsTls: 'no password without TLS: use STARTTLS or the TLS port',
  noMechanism: 'no such mechanism',
  noInitial: 'this mechanism takes no initial response',
  cancelled: 'authentication cancelled',
  badBase64: 'that is not base64',
  badResponse: 'that is not a response of this mechanism',
  failedLogins: 'too many failed logins',
  tlsActive: 'TLS is active already',
  noTls: 'TLS is not available',
  tlsPipelined: 'nothing may follow STARTTLS before its answer',

  needsDone: 'expected DONE',
  needsQresync: 'ENABLE QRESYNC first',
  noSuchMailbox: 'no such mailbox',
  noSuchMessage: (count: number) => `no such message, only ${messages(count)} here`,
  someGone: 'some of the messages are gone, somebody else removed them',
  readOnly: 'the mailbox is open read-only',
  unknownEncoding: 'a part has a transfer encoding that nobody here knows',
  conditionalFailed: 'Conditional STORE failed',

  autologout: 'Autologout; idle for too long',
  loginTimeout: 'too long without a login',
  stopping: 'the server is stopping',
  tooMany: 'too many connections, try again later',
  mailboxDeleted: 'the selected mailbox was deleted',
  internal: (reference: string) => `internal error ${reference}`,

  refused: {
    AUTHENTICATIONFAILED: 'name or password is wrong',
    UNAVAILABLE: 'not possible now, try again later',
    ALREADYEXISTS: 'there is such a mailbox already',
    NONEXISTENT: 'no such mailbox',
    TRYCREATE: 'no such mailbox',
    OVERQUOTA: 'that would be more than the account may hold',
    TOOBIG: 'the message is too large',
    LIMIT: 'that would be too many',
    CANNOT: 'that can never be done',
    NOPERM: 'you may not do that',
    EXPUNGEISSUED: 'some of the messages are gone, somebody else removed them',
    SERVERBUG: 'not possible, ask for help',
    INUSE: 'somebody else is doing that now',
  } satisfies Record<RefusalCode, string>,
} as const;
