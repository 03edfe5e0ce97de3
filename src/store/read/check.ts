// What verify reads: each answer is one moment, so that counts can be compared while letters come and go.

import { all, get, type Operation } from '../operation.ts';
import type { AccountId, BodyId } from '../store.ts';

export type BodyCheck = {
  body: BodyId;
  octets: number;
  digest: Uint8Array;
  refs: number;
  messages: number;
  derived: boolean;
};

/** Live bodies above `after`, at most 200, with how many messages really name each. */
export function* checkBodies({ after }: { after: Uint8Array }): Operation<BodyCheck[]> {
  const rows = yield* all<[BodyId, number, Uint8Array, number, number, number]>(
    `SELECT id, octets, digest, refs,
        (SELECT count(*) FROM messages WHERE messages.scope = bodies.scope AND messages.body = bodies.id),
        (SELECT count(*) FROM letters WHERE letters.scope = bodies.scope AND letters.body = bodies.id)
      FROM bodies WHERE scope = 0 AND id > ? AND dead_at IS NULL ORDER BY id LIMIT 200`,
    after,
  );
  return rows.map(([body, octets, digest, refs, messages, derived]) => ({
    body,
    octets,
    digest,
    refs,
    messages,
    derived: derived === 1,
  }));
}

export type Lost = { account: AccountId; mailbox: number; uid: number; body: BodyId };

/** Messages of an account whose body is not live, or has other octets than their row says. */
export function* checkMessages({ account }: { account: AccountId }): Operation<Lost[]> {
  const rows = yield* all<[number, number, BodyId]>(
    `SELECT m.mailbox, m.uid, m.body FROM messages AS m
      LEFT JOIN bodies AS b ON b.scope = m.scope AND b.id = m.body AND b.dead_at IS NULL
      WHERE m.account = ? AND (b.octets IS NULL OR b.octets <> m.octets)`,
    account,
  );
  return rows.map(([mailbox, uid, body]) => ({ account, mailbox, uid, body }));
}

/** Whether a body is (still) live. */
export function* isLive({ body }: { body: BodyId }): Operation<boolean> {
  const text = 'SELECT 1 FROM bodies WHERE scope = 0 AND id = ? AND dead_at IS NULL';
  return (yield* get(text, body)) !== undefined;
}

export type Counts = {
  messages: number;
  unseen: number;
  deleted: number;
  octets: number;
  deletedOctets: number;
};
export type CountCheck = { mailbox: number; name: string; kept: Counts; counted: Counts };

/** What each mailbox of an account says it holds, and what it holds; and the account's usage. */
export function* checkCounts({ account }: { account: AccountId }): Operation<{
  mailboxes: CountCheck[];
  usage: { octets: number; messages: number } | null;
}> {
  const used = yield* get<[number, number]>(
    'SELECT used_octets, used_messages FROM accounts WHERE id = ? AND removed = 0',
    account,
  );
  const rows = yield* all<[number, string, ...number[]]>(
    `SELECT b.id, b.name, b.messages, b.unseen, b.deleted, b.octets, b.deleted_octets, count(m.uid),
        count(m.uid) FILTER (WHERE m.flags & 1 = 0), count(m.uid) FILTER (WHERE m.flags & 8 <> 0),
        coalesce(sum(m.octets), 0), coalesce(sum(m.octets) FILTER (WHERE m.flags & 8 <> 0), 0)
      FROM mailboxes AS b LEFT JOIN messages AS m ON m.account = b.account AND m.mailbox = b.id
      WHERE b.account = ? GROUP BY b.id ORDER BY b.id`,
    account,
  );
  return {
    mailboxes: rows.map(([mailbox, name, ...numbers]) => ({
      mailbox,
      name,
      kept: countsOf(numbers.slice(0, 5)),
      counted: countsOf(numbers.slice(5)),
    })),
    usage: used === undefined ? null : { octets: used[0], messages: used[1] },
  };
}

function countsOf(numbers: number[]): Counts {
  const [messages = 0, unseen = 0, deleted = 0, octets = 0, deletedOctets = 0] = numbers;
  return { messages, unseen, deleted, octets, deletedOctets };
}

/** How much there is to verify. */
export function* measureStore(): Operation<{ bodies: number; octets: number }> {
  const text = 'SELECT count(*), coalesce(sum(octets), 0) FROM bodies WHERE dead_at IS NULL';
  const [bodies, octets] = (yield* get<[number, number]>(text))!;
  return { bodies, octets };
}
