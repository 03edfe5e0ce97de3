// ENABLE: the client says what it understands. RFC 5161, RFC 9051 §6.3.1, RFC 7162 §3.2.3, RFC 9755 §3

import type { Command } from '../syntax/command.ts';
import { type Answer, ok } from './answer.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** What needs it, in upper case, and how it is written. */
const extensions = {
  IMAP4REV2: { name: 'IMAP4rev2', switch: 'rev2' },
  'UTF8=ACCEPT': { name: 'UTF8=ACCEPT', switch: 'utf8' },
  CONDSTORE: { name: 'CONDSTORE', switch: 'condstore' },
  QRESYNC: { name: 'QRESYNC', switch: 'qresync' },
} as const;

export function enable(session: Session, { capabilities }: Extract<Command, { verb: 'ENABLE' }>): Answer {
  const { enabled, connection } = session;
  // What is enabled already is not told again (RFC 5161 §3.1), what is not known is passed over.
  const fresh = [...new Set(capabilities)]
    .filter((word) => isExtension(word))
    .map((word) => extensions[word])
    .filter((extension) => !enabled[extension.switch]);
  connection.write(`* ENABLED${fresh.map(({ name }) => ` ${name}`).join('')}\r\n`);
  // Both say the same of FETCH. RFC 7162 §3.2.3
  if (fresh.some(({ name }) => name === 'CONDSTORE' || name === 'QRESYNC')) session.enableCondstore();
  for (const extension of fresh) enabled[extension.switch] = true;
  return ok(texts.completed('ENABLE'));
}

function isExtension(word: string): word is keyof typeof extensions {
  return Object.hasOwn(extensions, word);
}
