// One client of the model: what it knows of the mailbox that it selected, and what each command must be answered with.
// RFC 9051 §6.4, §7.5; RFC 7162 for mod-sequences

import type { Key, Option, Range } from './act.ts';
import type { Expected, Line } from './expected.ts';
import { resultOf, savedOf } from './search-result.ts';
import { changed, type How, type Message, type ModelMailbox, spell, type World } from './world.ts';

export type Kind = 'rev1' | 'qresync' | 'rev2';

type Selected = {
  mailbox: ModelMailbox;
  readOnly: boolean;
  /** Numbered from 1; some may be gone without its having been told. */
  known: Message[];
  /** Everything up to here was told. */
  toldAt: number;
  selectedAt: number;
  /** Told by the command under way. */
  told: Set<Message>;
  /** What `$` is. RFC 5182 */
  saved: Message[];
};

/** A letter as it is appended and fetched. */
export const letterOf = ({ subject, body }: Pick<Message, 'subject' | 'body'>) =>
  `Subject: ${subject}\r\n\r\n${body}\r\n`;

export class ModelSession {
  readonly kind: Kind;
  readonly #world: World;
  condstore: boolean;
  selected: Selected | undefined;

  constructor(world: World, kind: Kind) {
    this.#world = world;
    this.kind = kind;
    this.condstore = kind === 'qresync';
  }

  select(mailbox: ModelMailbox, readOnly: boolean): Expected {
    const { now } = this.#world;
    const known = mailbox.messages;
    this.selected = { mailbox, readOnly, known, toldAt: now, selectedAt: now, told: new Set(), saved: [] };
    return { lines: [{ line: 'exists', count: known.length }], status: 'OK' };
  }

  /** SELECT with QRESYNC: comes back to a mailbox of which it knew everything at that moment. */
  comeBack(mailbox: ModelMailbox, since: number): Expected {
    const { lines, status } = this.select(mailbox, false);
    const gone = mailbox.all.filter(({ goneAt }) => goneAt !== undefined && goneAt > since);
    if (gone.length > 0) lines.push({ line: 'vanished', uids: gone.map(({ uid }) => uid), earlier: true });
    for (const message of this.selected!.known) {
      if (message.changedAt > since) lines.push(this.#fetched(message, { flags: true, uid: true }));
    }
    return { lines, status };
  }

  unselect(): Expected {
    this.selected = undefined;
    return { lines: [], status: 'OK' };
  }

  close(): Expected {
    const { mailbox, readOnly } = this.selected!;
    if (!readOnly)
      for (const message of mailbox.messages) if (message.flags.has('\\Deleted')) this.#world.remove(message);
    return this.unselect();
  }

  noop(): Expected {
    return this.#answer([]);
  }

  fetch(range: Range, what: 'flags' | 'modseq' | 'body' | 'peek'): Expected {
    const found = this.find(range);
    if (found === undefined) return this.#answer([], 'BAD', false);
    if (what === 'modseq') this.condstore = true;
    const uid = range.by === 'uid';
    const here = found.filter(({ goneAt }) => goneAt === undefined);
    const becameSeen = new Set<Message>();
    if (what === 'body' && !this.selected!.readOnly) {
      for (const message of here) {
        if (message.flags.has('\\Seen')) continue;
        this.#world.setFlags(message, changed(message.flags, 'add', new Set(['\\Seen'])));
        becameSeen.add(message);
      }
    }
    const lines = here.map((message): Line => {
      const withBody = what === 'body' || what === 'peek';
      const flags = !withBody || becameSeen.has(message);
      const modseq = what === 'modseq' || (becameSeen.has(message) && this.condstore);
      if (flags && (modseq || !this.condstore)) this.selected!.told.add(message);
      return {
        ...this.#fetched(message, { flags, uid }),
        modseq,
        octets: withBody ? letterOf(message) : undefined,
      };
    });
    return this.#answer(lines, here.length < found.length && !uid ? 'NO' : 'OK', uid);
  }

  fetchChanged(range: Range): Expected {
    const found = this.find(range);
    if (found === undefined) return this.#answer([], 'BAD', false);
    this.condstore = true;
    const uid = range.by === 'uid';
    const { selectedAt, told, mailbox, known } = this.selected!;
    const lines: Line[] = [];
    if (uid && this.kind === 'qresync') {
      const [low, high] = [Math.min(range.from, range.to) + 1, Math.max(range.from, range.to) + 1];
      const gone = mailbox.all.filter(
        (message) =>
          message.goneAt !== undefined &&
          message.goneAt > selectedAt &&
          (range.saved
            ? this.selected!.saved.includes(message)
            : message.uid >= low && message.uid <= high) &&
          !known.includes(message),
      );
      if (gone.length > 0) lines.push({ line: 'vanished', uids: gone.map(({ uid }) => uid), earlier: true });
    }
    for (const message of found) {
      if (message.goneAt !== undefined || message.changedAt <= selectedAt) continue;
      told.add(message);
      lines.push({ ...this.#fetched(message, { flags: true, uid }), modseq: true });
    }
    const missed = found.some(({ goneAt }) => goneAt !== undefined);
    return this.#answer(lines, missed && !uid ? 'NO' : 'OK', uid);
  }

  store(range: Range, how: How, flags: ReadonlySet<string>, silent: boolean): Expected {
    return this.#store(range, how, flags, { silent, unchangedSince: undefined });
  }

  storeUnchanged(range: Range, how: How, flags: ReadonlySet<string>): Expected {
    return this.#store(range, how, flags, {
      silent: false,
      unchangedSince: this.selected!.selectedAt,
    });
  }

  #store(
    range: Range,
    how: How,
    flags: ReadonlySet<string>,
    { silent, unchangedSince }: { silent: boolean; unchangedSince: number | undefined },
  ): Expected {
    if (this.selected!.readOnly) return this.#answer([], 'NO', range.by === 'uid');
    const found = this.find(range);
    if (found === undefined) return this.#answer([], 'BAD', false);
    if (unchangedSince !== undefined) this.condstore = true;
    const byUid = range.by === 'uid';
    const { told, toldAt } = this.selected!;
    const here = found.filter(({ goneAt }) => goneAt === undefined);
    const isModified = ({ changedAt }: Message) => unchangedSince !== undefined && changedAt > unchangedSince;
    const modified = here.filter(isModified);
    const uid = byUid || this.condstore || this.kind === 'rev2';
    const lines: Line[] = [];
    for (const message of here.filter((each) => !isModified(each))) {
      // What another changed a silent client cannot compute: it is told all the same.
      if (!silent || message.changedAt <= toldAt) told.add(message);
      this.#world.setFlags(message, changed(message.flags, how, flags));
      if (!silent || this.condstore) lines.push(this.#fetched(message, { flags: !silent, uid }));
    }
    const missed = here.length < found.length && !silent && !byUid;
    const answer = this.#answer(lines, missed ? 'NO' : 'OK', byUid, () =>
      modified.map((message) => (byUid ? message.uid : this.seq(message))),
    );
    return answer;
  }

  search(by: 'sequence' | 'uid', key: Key, options: readonly Option[] | undefined): Expected {
    const found = this.selected!.known.filter(
      (message) => message.goneAt === undefined && this.#matches(message, key),
    );
    const asked = new Set(options);
    if (asked.has('SAVE')) this.selected!.saved = savedOf(found, asked);
    const numbers = found.map((message) => (by === 'uid' ? message.uid : this.seq(message)));
    const silent = asked.size === 1 && asked.has('SAVE');
    return this.#answer(
      silent ? [] : [resultOf(numbers, asked, options === undefined && this.kind !== 'rev2')],
      'OK',
      by === 'uid',
    );
  }

  copy(range: Range, to: ModelMailbox): Expected {
    const copied = this.#copy(range, to);
    if (copied === undefined) return this.#answer([], 'BAD');
    if (copied === 'missed') return this.#answer([], 'NO');
    const sets = [copied.map(([from]) => from.uid), copied.map(([, made]) => made.uid)];
    const answer = this.#answer([]);
    return copied.length === 0 ? answer : { ...answer, code: { name: 'COPYUID', sets } };
  }

  move(range: Range, to: ModelMailbox): Expected {
    if (this.selected!.readOnly) return this.#answer([], 'NO');
    const moved = this.#copy(range, to);
    if (moved === undefined) return this.#answer([], 'BAD');
    if (moved === 'missed') return this.#answer([], 'NO');
    for (const [from] of moved) this.#world.remove(from);
    const lines: Line[] = [];
    if (moved.length > 0) {
      const uids = (of: 0 | 1) => moved.map((pair) => pair[of].uid);
      lines.push({ line: 'copyuid', from: uids(0), to: uids(1) });
    }
    return this.#answer(lines);
  }

  #copy(range: Range, to: ModelMailbox): [Message, Message][] | 'missed' | undefined {
    const found = this.find(range);
    if (found === undefined) return undefined;
    const here = found.filter(({ goneAt }) => goneAt === undefined);
    if (here.length < found.length && range.by === 'sequence') return 'missed';
    return here.map((message) => [message, this.#world.add(to, message)]);
  }

  expunge(range?: Range): Expected {
    const { mailbox, readOnly } = this.selected!;
    if (readOnly) return this.#answer([], 'NO');
    const among = range === undefined ? mailbox.messages : this.find(range)!;
    for (const message of among) {
      if (message.goneAt === undefined && message.flags.has('\\Deleted')) this.#world.remove(message);
    }
    return this.#answer([]);
  }

  append(to: ModelMailbox, letters: readonly Pick<Message, 'flags' | 'subject' | 'body'>[]): Expected {
    const uids = letters.map((each) => this.#world.add(to, each).uid);
    const answer: Expected = this.selected ? this.#answer([]) : { lines: [], status: 'OK' };
    return { ...answer, code: { name: 'APPENDUID', sets: [uids] } };
  }

  /** Messages of a range, gone ones too; undefined: a number that no message has. */
  find({ by, from, to, saved }: Range): Message[] | undefined {
    const { known } = this.selected!;
    if (saved) return known.filter((message) => this.selected!.saved.includes(message));
    if (by === 'uid') {
      const [low, high] = [Math.min(from, to) + 1, Math.max(from, to) + 1];
      return known.filter(({ uid }) => uid >= low && uid <= high);
    }
    if (known.length === 0) return undefined;
    const [one, other] = [from % known.length, to % known.length];
    return known.slice(Math.min(one, other), Math.max(one, other) + 1);
  }

  seq(message: Message): number {
    return this.selected!.known.indexOf(message) + 1;
  }

  /** The answer of a command, what is new told before it. `expunge`: whether it may be told that messages went. */
  #answer(
    own: Line[],
    status: Expected['status'] = 'OK',
    expunge = true,
    modified?: () => number[],
  ): Expected {
    const failed = modified?.() ?? [];
    const lines = [...own, ...this.#news(expunge)];
    return failed.length === 0
      ? { lines, status }
      : { lines, status, code: { name: 'MODIFIED', sets: [failed] } };
  }

  #news(expunge: boolean): Line[] {
    const selected = this.selected!;
    const lines: Line[] = [];
    const before = selected.known;
    if (expunge) {
      const gone = before.filter(({ goneAt }) => goneAt !== undefined);
      if (this.kind === 'qresync') {
        if (gone.length > 0)
          lines.push({ line: 'vanished', uids: gone.map(({ uid }) => uid), earlier: false });
        selected.known = before.filter((message) => !gone.includes(message));
      } else {
        for (const message of gone) {
          lines.push({ line: 'expunge', seq: this.seq(message) });
          selected.known = selected.known.filter((other) => other !== message);
        }
      }
    }
    const lastKnown = before.at(-1)?.uid ?? 0;
    const fresh = selected.mailbox.messages.filter(({ uid }) => uid > lastKnown);
    const isNews = (message: Message) =>
      message.goneAt === undefined && message.changedAt > selected.toldAt && !selected.told.has(message);
    const news = selected.known.filter(isNews);
    selected.known = [...selected.known, ...fresh];
    if (fresh.length > 0) lines.push({ line: 'exists', count: selected.known.length });
    for (const message of news)
      lines.push(this.#fetched(message, { flags: true, uid: this.condstore || this.kind === 'rev2' }));
    selected.toldAt = this.#world.now;
    selected.told.clear();
    return lines;
  }

  #fetched(message: Message, { flags, uid }: { flags: boolean; uid: boolean }): Line & { line: 'fetch' } {
    return {
      line: 'fetch',
      seq: this.seq(message),
      message,
      flags: flags ? spell(message.flags) : undefined,
      modseq: this.condstore,
      uid,
      octets: undefined,
    };
  }

  #matches(message: Message, key: Key): boolean {
    switch (key.key) {
      case 'flag':
        return message.flags.has(key.flag) !== key.not;
      case 'subject':
        return message.subject.toLowerCase().includes(key.text.toLowerCase());
      case 'body':
        return message.body.toLowerCase().includes(key.text.toLowerCase());
      case 'numbers':
        return this.find(key.range)?.includes(message) ?? false;
      case 'or':
        return key.keys.some((each) => this.#matches(message, each));
      case 'and':
        return key.keys.every((each) => this.#matches(message, each));
    }
  }
}
