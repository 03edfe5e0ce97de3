// A mailbox that is open, for all sessions of a thread that have it open: its picture, and what can be done with it. It
// keeps nothing of any one session.

import type { Copied, Details, FlagChange, ModSeq, OpenMailbox, Uid, Want } from '../../imap/index.ts';
import { Flag, ImapRefusal } from '../../imap/index.ts';
import { type MailboxId, type Store, StoreRefusal, type UidRange } from '../../store/index.ts';
import type { Changes } from './change-log.ts';
import { bodyOf, detailsOf, mailboxObjectId } from './details.ts';
import { Listeners } from './listeners.ts';
import { Picture, type Place } from './picture.ts';
import { refused, refusing } from './refused.ts';

export type Surroundings = {
  store: Store;
  /** Milliseconds. */
  now(): number;
  /** The last session let go of it. */
  released(mailbox: LiveMailbox): void;
};

export class LiveMailbox implements OpenMailbox {
  readonly place: Place;
  readonly mailbox: MailboxId;
  readonly uidvalidity: number;
  readonly objectId: string;
  readonly #surroundings: Surroundings;
  readonly #store: Store;
  readonly #picture: Picture;
  readonly #listeners = new Listeners();
  /** Messages below it were told to somebody. */
  #recentFrom = 0 as Uid;
  #sessions = 0;

  /** Refuses NONEXISTENT. */
  static async read(surroundings: Surroundings, place: Place): Promise<LiveMailbox> {
    return new LiveMailbox(surroundings, place, await Picture.read(surroundings.store, place));
  }

  private constructor(surroundings: Surroundings, place: Place, picture: Picture) {
    this.#surroundings = surroundings;
    this.#store = surroundings.store;
    this.#picture = picture;
    this.place = place;
    this.mailbox = place.mailbox;
    this.uidvalidity = picture.status.uidvalidity;
    this.objectId = mailboxObjectId(picture.status.objectId);
  }

  get count(): number {
    return this.#picture.columns.count;
  }

  get uids(): Uint32Array {
    return this.#picture.columns.uids;
  }

  get uidnext(): Uid {
    return this.#picture.uidnext;
  }

  get modseq(): ModSeq {
    return this.#picture.modseq;
  }

  get gone(): boolean {
    return this.#picture.gone;
  }

  flags(index: number): number {
    return this.#picture.columns.flags(index);
  }

  keywords(index: number): readonly string[] {
    return this.#picture.columns.keywords(index);
  }

  get keywordsInUse(): readonly string[] {
    return this.#picture.columns.keywordsInUse;
  }

  modseqOf(index: number): ModSeq {
    return this.#picture.columns.modseqOf(index) as ModSeq;
  }

  refresh(): Promise<void> | undefined {
    return this.#picture.refresh();
  }

  changedSince(modseq: ModSeq): Changes | undefined {
    return this.#picture.log.since(modseq);
  }

  async vanishedSince(modseq: ModSeq): Promise<{ ranges: UidRange[]; complete: boolean }> {
    // What went after that is not yet known to anybody here.
    const between = { ...this.place, after: modseq, upTo: this.modseq };
    return await refusing(() => this.#store.read('listVanished', between));
  }

  onChange(heard: () => void): () => void {
    return this.#listeners.add(heard);
  }

  /** The store told that it changed. */
  changed(): void {
    this.#listeners.tell();
  }

  async details(uids: readonly Uid[], want: Want): Promise<(Details | undefined)[]> {
    const found = await refusing(() => this.#store.read('listDetails', { ...this.place, uids, want }));
    return found.map((details) => (details === null ? undefined : detailsOf(details)));
  }

  async *octets(details: Details, range?: { from: number; length: number }): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#store.body(bodyOf(details), range);
    } catch (error) {
      throw refused(error, { nonexistent: 'EXPUNGEISSUED' });
    }
  }

  async changeFlags({ unchangedSince, ...change }: FlagChange): Promise<{ changed: Uid[]; modified: Uid[] }> {
    const input = { ...this.place, ...change, ...(unchangedSince !== undefined && { unchangedSince }) };
    const { changed, modified } = await refusing(() => this.#store.write('changeFlags', input));
    return { changed: changed.map(({ uid }) => uid), modified };
  }

  async expunge(uids: readonly Uid[] | undefined): Promise<Uid[]> {
    const wanted = uids ?? (await this.#marked());
    if (wanted.length === 0) return [];
    const input = { ...this.place, uids: wanted, now: this.#surroundings.now() };
    return (await refusing(() => this.#store.write('expunge', input))).uids;
  }

  /** Those that carry \Deleted. The store would have to look at every message. */
  async #marked(): Promise<Uid[]> {
    await this.refresh();
    this.assertThere();
    const marked: Uid[] = [];
    for (let index = 0; index < this.count; index++)
      if (this.flags(index) & Flag.Deleted) marked.push(this.uids[index] as Uid);
    return marked;
  }

  copy(uids: readonly Uid[], to: MailboxId): Promise<Copied> {
    return this.#transfer('copyMessages', uids, to);
  }

  move(uids: readonly Uid[], to: MailboxId): Promise<Copied> {
    return this.#transfer('moveMessages', uids, to);
  }

  async #transfer(
    name: 'copyMessages' | 'moveMessages',
    uids: readonly Uid[],
    to: MailboxId,
  ): Promise<Copied> {
    const input = { ...this.place, uids, to, now: this.#surroundings.now() };
    try {
      return await this.#store.write(name, input);
    } catch (error) {
      await this.refresh();
      // One of the two is not there any more. RFC 9051 §7.1: TRYCREATE is of the target.
      throw refused(error, this.gone ? {} : { nonexistent: 'TRYCREATE' });
    }
  }

  async claimRecent(): Promise<Uid> {
    const { status, uidnext } = this.#picture;
    this.#recentFrom = Math.max(this.#recentFrom, status.recentFrom) as Uid;
    if (this.#recentFrom >= uidnext) return this.#recentFrom;
    try {
      const { first } = await this.#store.write('claimRecent', { ...this.place, upTo: uidnext - 1 });
      this.#recentFrom = Math.max(this.#recentFrom, first, uidnext) as Uid;
      return first;
    } catch (error) {
      // A full disk keeps nobody from reading: they are recent here, and will be for the next session too.
      if (error instanceof StoreRefusal && error.code === 'no-space') return this.#recentFrom;
      throw refused(error);
    }
  }

  /** Octets that it takes, roughly. */
  get weight(): number {
    return 1000 + this.#picture.columns.weight;
  }

  retain(): void {
    this.#sessions++;
  }

  release(): void {
    if (--this.#sessions === 0) this.#surroundings.released(this);
  }

  /** Refuses NONEXISTENT where it was deleted. */
  assertThere(): void {
    if (this.gone) throw new ImapRefusal('NONEXISTENT');
  }
}
