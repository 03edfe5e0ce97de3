// The mail of one account as IMAP defines it, in the simplest way there is: lists that are searched from end to end.
// Written without a look at the server. RFC 9051 §2.3, RFC 7162 §3.1

export type Message = {
  uid: number;
  flags: ReadonlySet<string>;
  subject: string;
  body: string;
  /** The moment of the last change of its flags, or of its coming. */
  changedAt: number;
  /** The moment when it went. */
  goneAt: number | undefined;
};

export class ModelMailbox {
  readonly name: string;
  /** All that ever were, in the order of uids. */
  readonly all: Message[] = [];

  constructor(name: string) {
    this.name = name;
  }

  get messages(): Message[] {
    return this.all.filter(({ goneAt }) => goneAt === undefined);
  }
}

export class World {
  readonly mailboxes = [new ModelMailbox('INBOX'), new ModelMailbox('Other')];
  /** Grows with every change. */
  now = 0;

  add(mailbox: ModelMailbox, { flags, subject, body }: Pick<Message, 'flags' | 'subject' | 'body'>): Message {
    const uid = (mailbox.all.at(-1)?.uid ?? 0) + 1;
    const message = { uid, flags, subject, body, changedAt: ++this.now, goneAt: undefined };
    mailbox.all.push(message);
    return message;
  }

  /** Setting what is set changes nothing. RFC 7162 §3.1.11 */
  setFlags(message: Message, flags: ReadonlySet<string>): void {
    if (isSameSet(message.flags, flags)) return;
    message.flags = flags;
    message.changedAt = ++this.now;
  }

  remove(message: Message): void {
    message.goneAt = ++this.now;
  }
}

export type How = 'add' | 'remove' | 'replace';

export function changed(
  before: ReadonlySet<string>,
  how: How,
  flags: ReadonlySet<string>,
): ReadonlySet<string> {
  switch (how) {
    case 'add':
      return before.union(flags);
    case 'remove':
      return before.difference(flags);
    case 'replace':
      return flags;
  }
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && one.isSubsetOf(other);
}

/** `\Answered \Seen $Junk`, in one order. */
export function spell(flags: Iterable<string>): string {
  return [...flags].sort().join(' ');
}
