// LIST and LSUB. RFC 9051 §6.3.9, RFC 5258, RFC 5819 (STATUS), RFC 6154 (SPECIAL-USE), RFC 3348, RFC 3501 §6.3.9

import type { Command } from '../syntax/command.ts';
import { joinReference, matchesPattern } from '../syntax/list-pattern.ts';
import { type Answer, ok } from './answer.ts';
import { AccountNames, type ListedName } from './list-names.ts';
import { formatListed } from './list-response.ts';
import type { Session } from './session.ts';
import { formatStatus } from './status.ts';
import { texts } from './texts.ts';

type List = Extract<Command, { verb: 'LIST' }>;

/** Names of one slice of matching. */
const slice = 16;

export async function list(session: Session, command: List): Promise<Answer> {
  const { reference, patterns, extended, select } = command;
  // What the delimiter is, asked of nothing; RFC 5258 §3 has no such question.
  if (!extended && patterns[0] === '') {
    session.connection.write(`* ${formatListed('LIST', session.dialect, '', ['\\Noselect'])}\r\n`);
    return ok(texts.completed('LIST'));
  }
  const names = await readNames(session);
  const { matched, levels } = await match(session, names.all(), reference, patterns);
  const asks = { attributes: attributesFor(session, command), status: command.status };
  for (const [at, listed] of names.list(select, matched, levels).entries()) {
    const childInfo = listed.childInfo ? ' ("CHILDINFO" ("SUBSCRIBED"))' : '';
    const attributes = asks.attributes(listed);
    session.connection.write(
      `* ${formatListed('LIST', session.dialect, listed.name, attributes)}${childInfo}\r\n`,
    );
    if (asks.status && listed.info && listed.isSelected)
      session.connection.write(await formatStatus(session, listed.info, asks.status));
    if (at % slice > 0) continue;
    const wait = session.ready();
    if (wait) await wait;
  }
  return ok(texts.completed('LIST'));
}

/** Subscribed names; above one that a '%' hides, its level, which can not be selected. RFC 3501 §6.3.9 */
export async function lsub(
  session: Session,
  { reference, pattern }: Extract<Command, { verb: 'LSUB' }>,
): Promise<Answer> {
  const names = await readNames(session);
  const { matched, levels } = await match(session, names.all(), reference, [pattern]);
  const select = new Set(['SUBSCRIBED', 'RECURSIVEMATCH'] as const);
  for (const [at, { name, info, isSelected }] of names.list(select, matched, levels).entries()) {
    if (!isSelected && !levels.has(name)) continue;
    const attributes = isSelected && info ? [] : ['\\Noselect'];
    session.connection.write(`* ${formatListed('LSUB', session.dialect, name, attributes)}\r\n`);
    if (at % slice > 0) continue;
    const wait = session.ready();
    if (wait) await wait;
  }
  return ok(texts.completed('LSUB'));
}

async function readNames({ account, connection }: Session): Promise<AccountNames> {
  connection.flush();
  const [mailboxes, subscribed] = await Promise.all([account!.mailboxes(), account!.subscribedNames()]);
  return new AccountNames(mailboxes, subscribed);
}

type Matches = { matched: Set<string>; levels: Set<string> };

async function match(
  session: Session,
  names: ReadonlySet<string>,
  reference: string,
  patterns: readonly string[],
): Promise<Matches> {
  const canonical = patterns
    .filter((pattern) => pattern !== '')
    .map((pattern) => joinReference(reference, pattern));
  const matches: Matches = { matched: new Set(), levels: new Set() };
  let inSlice = 0;
  for (const name of names) {
    for (const pattern of canonical) {
      if (!matchesPattern(pattern, name)) continue;
      matches.matched.add(name);
      if (pattern.endsWith('%')) matches.levels.add(name);
    }
    if (++inSlice % slice > 0) continue;
    const wait = session.ready();
    if (wait) await wait;
  }
  return matches;
}

/** RFC 9051 §7.3.1. Children and special uses are told unasked, which RFC 3348 §3 and RFC 6154 §2 allow. */
function attributesFor(
  { enabled }: Session,
  { extended, select, return: returned }: List,
): (listed: ListedName) => string[] {
  // Who knows \NonExistent knows that it means \Noselect. RFC 5258 §3
  const missing = extended || enabled.rev2 ? '\\NonExistent' : '\\Noselect';
  const tellsSubscribed = select.has('SUBSCRIBED') || returned.has('SUBSCRIBED');
  return ({ info, subscribed, hasChildren }) => {
    const attributes: string[] = [];
    if (tellsSubscribed && subscribed) attributes.push('\\Subscribed');
    if (info === undefined) attributes.push(missing);
    if (hasChildren) attributes.push('\\HasChildren');
    else if (info) attributes.push('\\HasNoChildren');
    if (info?.specialUse !== undefined) attributes.push(info.specialUse);
    return attributes;
  };
}
