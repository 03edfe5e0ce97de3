// APPEND: letters of the client's own into a mailbox, all of one command or none. Their octets go to the keeper as they
// come. RFC 9051 §6.3.12, RFC 3502 (MULTIAPPEND), RFC 7889, RFC 4315 §3 (APPENDUID)

import type { Appended, Upload } from '../backend.ts';
import { ImapRefusal } from '../refusal.ts';
import type { AppendMessage, BadCommand, Command } from '../syntax/command.ts';
import type { NextMessage } from '../syntax/command-reader.ts';
import { formatNumbers } from '../syntax/number-set.ts';
import { type Answer, no, ok } from './answer.ts';
import { answerBad } from './bad-command.ts';
import { Departure } from './departure.ts';
import { findMailbox } from './find-mailbox.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** What is not accepted here the reader passes over, so that a refusal keeps the connection in step. */
export async function append(
  session: Session,
  command: Extract<Command, { verb: 'APPEND' }>,
): Promise<Answer> {
  const mailbox = await findMailbox(session, command.mailbox);
  if (mailbox === undefined) return no(texts.noSuchMailbox, 'TRYCREATE');
  const uploads: Upload[] = [];
  try {
    const letters = await takeLetters(session, command.message, uploads);
    if ('verb' in letters) return answerBad(letters);
    const { uidvalidity, uids } = await session.account!.append(mailbox.mailbox, letters);
    uploads.length = 0;
    session.tally.appended += uids.length;
    return ok(texts.completed('APPEND'), `APPENDUID ${uidvalidity} ${formatNumbers(uids)}`);
  } finally {
    for (const upload of uploads) await upload.discard();
  }
}

/** All letters of the command; a bad command where what stands between them is none. */
async function takeLetters(
  session: Session,
  first: AppendMessage,
  uploads: Upload[],
): Promise<Appended[] | BadCommand> {
  const letters: Appended[] = [];
  let octets = 0;
  for (let message = first; ; ) {
    octets += message.octets;
    // RFC 3502 §6.3.11: an empty one is an error: it is how a client breaks off.
    if (message.octets === 0) throw new ImapRefusal('CANNOT', texts.emptyLetter);
    if (octets > session.surroundings.limits.message) throw new ImapRefusal('TOOBIG');
    letters.push(await takeLetter(session, message, uploads));
    const next = await takeNext(session);
    if (next === 'end') return letters;
    if (next === 'overflow') throw new Departure('abuse', texts.tooMuch);
    if ('verb' in next) return next;
    message = next;
  }
}

async function takeLetter(session: Session, message: AppendMessage, uploads: Upload[]): Promise<Appended> {
  const { reader, account } = session;
  const upload = await account!.receive(message.octets);
  uploads.push(upload);
  reader.acceptMessage();
  while (reader.messageLeft > 0) {
    const octets = reader.takeMessage();
    if (octets === undefined) await session.input();
    else await upload.write(octets);
  }
  const { flags, keywords, internalDate } = message;
  return { letter: await upload.finish(), flags, keywords, internalDate };
}

async function takeNext(session: Session): Promise<NextMessage> {
  for (;;) {
    const next = session.reader.takeNext(session.dialect);
    if (next !== undefined) return next;
    await session.input();
  }
}
