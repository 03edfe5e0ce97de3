// What a mailbox holds, as one thread knows it: columns, and what changed lately, brought up to date by asking the store
// what changed since. It knows nothing of sessions.

import type { ModSeq, Uid } from '../../imap/index.ts';
import {
  type AccountId,
  type MailboxChanges,
  type MailboxColumns,
  type MailboxId,
  type MailboxRow,
  type Store,
  StoreRefusal,
} from '../../store/index.ts';
import { ChangeLog } from './change-log.ts';
import { Columns } from './columns.ts';
import { refused, refusing } from './refused.ts';

export type Place = { account: AccountId; mailbox: MailboxId };

export class Picture {
  readonly #store: Pick<Store, 'read' | 'changeCount'>;
  readonly #place: Place;
  columns: Columns;
  log: ChangeLog;
  /** As of the last refresh. */
  status: MailboxRow;
  /** The mailbox was deleted. */
  gone = false;
  /** The store's count of changes before all of this was read. */
  #seen = Number.NaN;
  #refreshing: { count: number; done: Promise<void> } | undefined;

  /** Reads the mailbox, in slices. Refuses NONEXISTENT. */
  static async read(store: Pick<Store, 'read' | 'changeCount'>, place: Place): Promise<Picture> {
    const picture = new Picture(store, place, await refusing(() => store.read('listMailbox', place)));
    // The slices were not one moment: what changed meanwhile makes them one.
    await picture.#update();
    return picture;
  }

  private constructor(store: Pick<Store, 'read' | 'changeCount'>, place: Place, listed: MailboxColumns) {
    this.#store = store;
    this.#place = place;
    this.columns = new Columns(listed);
    this.status = listed.status;
    this.log = new ChangeLog(this.modseq);
  }

  get modseq(): ModSeq {
    return this.status.modseq;
  }

  get uidnext(): Uid {
    return this.status.uidnext;
  }

  /** Undefined when nothing changed, which costs one look at shared memory. */
  refresh(): Promise<void> | undefined {
    const count = this.#store.changeCount(this.#place.mailbox);
    const under = this.#refreshing;
    if (under?.count === count) return under.done;
    if (this.gone || (under === undefined && count === this.#seen)) return under?.done;
    // One that began before the change may have missed it.
    const before = under === undefined ? undefined : under.done.catch(() => {});
    const done = before === undefined ? this.#update() : before.then(() => this.#update());
    const mine = { count, done: done.finally(() => this.#ended(mine)) };
    this.#refreshing = mine;
    return mine.done;
  }

  #ended(refreshing: object): void {
    if (this.#refreshing === refreshing) this.#refreshing = undefined;
  }

  async #update(): Promise<void> {
    if (this.gone) return;
    const seen = this.#store.changeCount(this.#place.mailbox);
    try {
      const changes = await this.#store.read('listChanges', { ...this.#place, after: this.modseq });
      if (changes === null) await this.#readAgain();
      else this.#apply(changes);
      this.#seen = seen;
    } catch (error) {
      if (!(error instanceof StoreRefusal) || error.code !== 'nonexistent') throw refused(error);
      this.gone = true;
    }
  }

  #apply({ status, changed, gone }: MailboxChanges): void {
    this.columns.put(changed);
    const expunged = this.columns.remove(gone) > 0;
    if (status.modseq > this.modseq)
      this.log.add({ to: status.modseq, uids: changed.map(({ uid }) => uid), expunged });
    this.status = status;
  }

  /** Too much changed, or too long ago. What changed is not known then: everything may have. */
  async #readAgain(): Promise<void> {
    for (;;) {
      const listed = await this.#store.read('listMailbox', this.#place);
      const after = listed.status.modseq;
      const changes = await this.#store.read('listChanges', { ...this.#place, after });
      if (changes === null) continue;
      this.columns = new Columns(listed);
      this.status = listed.status;
      this.#apply(changes);
      this.log = new ChangeLog(this.modseq);
      return;
    }
  }
}
