// The TRANSACTION state, and the UPDATE state, which is QUIT's. RFC 1939 §5, §6 and §7

import { capabilities } from './capa.ts';
import type { Drop } from './drop.ts';
import { error, formatOk, ok, type Reply } from './reply.ts';
import type { Session, Table } from './session.ts';
import { texts } from './texts.ts';

export const transaction: Table = {
  CAPA: capabilities,

  // Marked messages count in neither number.
  STAT: ({ drop }) => ok(`${drop!.count} ${drop!.octets}`),

  LIST: ({ drop }, { message }) => {
    if (message !== undefined)
      return withMessage(drop!, message, (index) => ok(`${message} ${drop!.maildrop.octets(index)}`));
    const line = formatOk(texts.scanListing(drop!.count, drop!.octets));
    return { kind: 'listing', line, blocks: drop!.scanListing() };
  },

  UIDL: ({ drop }, { message }) => {
    if (message !== undefined)
      return withMessage(drop!, message, (index) => ok(`${message} ${drop!.maildrop.uidl(index)}`));
    return { kind: 'listing', line: formatOk(texts.uidListing), blocks: drop!.uidListing() };
  },

  RETR: (session, { message }) => withMessage(session.drop!, message, (index) => retrieve(session, index)),

  TOP: (session, { message, lines }) =>
    withMessage(session.drop!, message, (index) => retrieve(session, index, lines)),

  DELE: (session, { message }) =>
    withMessage(session.drop!, message, (index) => {
      session.drop!.mark(index);
      return ok(texts.deleted(message));
    }),

  NOOP: () => ok(texts.noop),

  RSET: ({ drop }) => {
    drop!.unmarkAll();
    return ok(texts.maildropHas(drop!.count, drop!.octets));
  },

  QUIT: update,
};

function withMessage<R>(drop: Drop, message: number, act: (index: number) => R): R | Reply {
  const found = drop.find(message);
  if ('index' in found) return act(found.index);
  return error(
    found.missing === 'deleted' ? texts.alreadyDeleted(message) : texts.noSuchMessage(drop.maildrop.count),
  );
}

async function retrieve({ drop, tally }: Session, index: number, top?: number): Promise<Reply> {
  const letter = await drop!.maildrop.retrieve(index);
  if (letter === undefined) return error(texts.gone(index + 1));
  const octets = drop!.maildrop.octets(index);
  if (top !== undefined) {
    tally.tops++;
    return { kind: 'letter', line: formatOk(texts.top), letter, octets, top };
  }
  tally.retrieved++;
  tally.retrievedOctets += octets;
  return { kind: 'letter', line: formatOk(texts.octets(octets)), letter, octets };
}

/**
 * +OK only when the messages are durably gone and the lock is free: a client that logs in again at once must find both
 * so. After a refusal the session ends too (RFC 1939 §6).
 */
async function update(session: Session): Promise<Reply> {
  const drop = session.drop!;
  const marked = drop.marked();
  session.leaving = 'update-refused';
  session.updating = true;
  try {
    if (marked.length > 0) {
      session.connection.flush();
      await drop.maildrop.update(marked);
    }
  } finally {
    await session.release();
    session.updating = false;
  }
  session.leaving = 'quit';
  session.tally.deleted = marked.length;
  return ok(texts.signingOffWith(session.surroundings.hostName, drop.count));
}
