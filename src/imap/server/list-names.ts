// Which names a LIST answers, and what it says of each, once it is known which of them the patterns match. A function of the
// account's names alone. RFC 9051 §6.3.9, RFC 5258 §3 and §4

import type { MailboxInfo } from '../backend.ts';
import type { ListOptions } from '../syntax/command.ts';
import { delimiter } from '../syntax/mailbox-name.ts';

export type ListedName = {
  name: string;
  /** Undefined: there is no such mailbox. */
  info: MailboxInfo | undefined;
  subscribed: boolean;
  hasChildren: boolean;
  /** Whether it has what the selection options ask for; else it is listed for its children's sake. */
  isSelected: boolean;
  /** Whether a name below it has. RFC 5258 §3.5 */
  childInfo: boolean;
};

export class AccountNames {
  readonly #mailboxes: ReadonlyMap<string, MailboxInfo>;
  readonly #subscribed: ReadonlySet<string>;
  /** Levels above mailboxes, whether they are mailboxes themselves or not. */
  readonly #parents: ReadonlySet<string>;

  /** `subscribed`: names without a mailbox. */
  constructor(mailboxes: readonly MailboxInfo[], subscribed: readonly string[]) {
    this.#mailboxes = new Map(mailboxes.map((info) => [info.name, info]));
    const names = mailboxes.filter((info) => info.subscribed).map(({ name }) => name);
    this.#subscribed = new Set([...names, ...subscribed]);
    this.#parents = new Set(mailboxes.flatMap(({ name }) => namesAbove(name)));
  }

  /** Every name that any LIST could answer. */
  all(): Set<string> {
    const above = [...this.#subscribed].flatMap(namesAbove);
    return new Set([...this.#mailboxes.keys(), ...this.#subscribed, ...this.#parents, ...above]);
  }

  /**
   * `matched`: names that the patterns match; `levels`: those that a pattern matches that ends with '%', for which levels
   * without a mailbox are answered too.
   */
  list(
    select: ListOptions['select'],
    matched: ReadonlySet<string>,
    levels: ReadonlySet<string>,
  ): ListedName[] {
    const chosen = [...this.#chosen(select)];
    const listed = new Map<string, ListedName>();
    for (const name of chosen) if (matched.has(name)) listed.set(name, this.#describe(name, true));
    if (!select.has('SUBSCRIBED') && !select.has('SPECIAL-USE'))
      for (const name of this.#parents)
        if (levels.has(name) && !listed.has(name)) listed.set(name, this.#describe(name, true));
    if (select.has('RECURSIVEMATCH')) this.#addParents(chosen, matched, listed);
    return [...listed.values()].sort(inboxFirst);
  }

  #chosen(select: ListOptions['select']): Iterable<string> {
    const names = select.has('SUBSCRIBED') ? this.#subscribed : this.#mailboxes.keys();
    if (!select.has('SPECIAL-USE')) return names;
    return [...names].filter((name) => this.#mailboxes.get(name)?.specialUse !== undefined);
  }

  #addParents(
    chosen: readonly string[],
    matched: ReadonlySet<string>,
    listed: Map<string, ListedName>,
  ): void {
    for (const name of chosen)
      for (const above of namesAbove(name)) {
        const before = listed.get(above);
        if (before) before.childInfo = true;
        // That its child is answered itself says enough. RFC 9051 §6.3.9.6
        else if (matched.has(above) && !matched.has(name))
          listed.set(above, { ...this.#describe(above, false), childInfo: true });
      }
  }

  #describe(name: string, isSelected: boolean): ListedName {
    return {
      name,
      info: this.#mailboxes.get(name),
      subscribed: this.#subscribed.has(name),
      hasChildren: this.#parents.has(name),
      isSelected,
      childInfo: false,
    };
  }
}

/** The levels above it, the nearest last. */
export function namesAbove(name: string): string[] {
  const levels = name.split(delimiter);
  return levels.slice(1).map((_, at) => levels.slice(0, at + 1).join(delimiter));
}

function inboxFirst({ name: one }: ListedName, { name: other }: ListedName): number {
  if ((one === 'INBOX') !== (other === 'INBOX')) return one === 'INBOX' ? -1 : 1;
  return one < other ? -1 : 1;
}
