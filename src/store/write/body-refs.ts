// Bodies are shared by the digest of their octets: how a letter gets one, and how references come and go. A body
// whose last reference goes is dead for ever: the sweeper may already be erasing it.

import type { ReceivedLetter } from '../incoming.ts';
import { get, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { BodyId, MailboxId } from '../store.ts';

/** Where bodies are shared: 0, the whole store, as SQLite has one owner. */
export const scope = 0;

const adopt = `UPDATE bodies SET refs = refs + ? WHERE scope = ? AND digest = ? AND dead_at IS NULL RETURNING id`;
const publish = `INSERT INTO bodies (scope, id, digest, octets, refs) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
const describe = `INSERT INTO letters
  (scope, body, derived_version, eight_bit, envelope, body_structure, parts, sort_keys, preview, message_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Adds references to the live body with these octets, or makes the letter's own body live. Returns its id. */
export function* referTo(letter: ReceivedLetter, refs: number): Operation<BodyId> {
  const live = yield* get<[BodyId]>(adopt, refs, scope, letter.digest);
  if (live !== undefined) return live[0];
  yield { kind: 'published', body: letter.body };
  const published = yield* run(publish, scope, letter.body, letter.digest, letter.octets, refs);
  // The letter was delivered before under this very id, and is already deleted everywhere.
  if (published === 0) throw new StoreRefusal('unavailable', 'the body of this letter is dead already');
  const { version, eightBit, envelope, bodyStructure, parts, sortKeys, preview, messageId } = letter.derived;
  yield* run(
    describe,
    scope,
    letter.body,
    version,
    eightBit ? 1 : 0,
    envelope,
    bodyStructure,
    parts,
    sortKeys,
    preview,
    messageId,
  );
  return letter.body;
}

const counted = `(SELECT scope, body, count(*) AS n FROM messages
  WHERE account = ? AND mailbox = ? AND uid IN (SELECT value FROM json_each(?)) GROUP BY scope, body) AS some
  WHERE bodies.scope = some.scope AND bodies.id = some.body`;

/** Takes away the references of messages that are about to go. `uids`: JSON. */
export function* releaseBodies(
  account: number,
  mailbox: MailboxId,
  uids: string,
  now: number,
): Operation<void> {
  yield* run(
    `UPDATE bodies SET refs = refs - some.n, dead_at = CASE WHEN refs = some.n THEN ? END FROM ${counted}`,
    now,
    account,
    mailbox,
    uids,
  );
}

/** Adds a reference for each of these messages, which are about to be copied. `uids`: JSON. */
export function* retainBodies(account: number, mailbox: MailboxId, uids: string): Operation<void> {
  yield* run(`UPDATE bodies SET refs = refs + some.n FROM ${counted}`, account, mailbox, uids);
}
