// One client's numbering of one mailbox: what it was told of it, and what it has to be told next. Knows neither
// sockets nor syntax. RFC 9051 §2.3.1.2 and §7.5.1, RFC 7162 §3.2.10

import type { ModSeq, OpenMailbox, Uid } from './backend.ts';

/** A message's number in one session: 1 is the message with the lowest uid. RFC 9051 §2.3.1.2 */
export type Seq = number & { readonly brand: 'seq' };

/** What a client has to be told, in this order. */
export type News = {
  /** Messages that went: each number is as it is when those before it are gone already. */
  expunged: readonly Seq[];
  /** The same messages, for clients that want VANISHED. */
  vanished: readonly Uid[];
  /** How many there are now; undefined: as many as it knows. */
  exists: number | undefined;
  /** Messages that it knew before whose flags changed, ascending. */
  changed: readonly Uid[];
};

const noNews: News = { expunged: [], vanished: [], exists: undefined, changed: [] };

export class View {
  /**
   * The mailbox's own array as long as the client knows the same messages, so that thousands of idle sessions share
   * it; one of its own only while it may not be told that messages went.
   */
  #uids: Uint32Array;
  #count: number;
  #modseq: ModSeq;
  readonly #told = new Map<Uid, ModSeq>();

  /** As the mailbox is now: what SELECT tells. */
  constructor({ uids, count, modseq }: OpenMailbox) {
    this.#uids = uids;
    this.#count = count;
    this.#modseq = modseq;
  }

  /** Messages that the client knows, those among them that went and that it was not told of. */
  get count(): number {
    return this.#count;
  }

  /** Every change up to here was told, except that messages went where that had to wait. */
  get modseq(): ModSeq {
    return this.#modseq;
  }

  /** 0 in an empty mailbox. */
  get lastUid(): Uid {
    return (this.#count === 0 ? 0 : this.#uids[this.#count - 1]) as Uid;
  }

  /** `seq`: from 1 to `count`. */
  uid(seq: number): Uid {
    return this.#uids[seq - 1] as Uid;
  }

  /** Undefined for a message that the client does not know. */
  seq(uid: Uid): Seq | undefined {
    const at = lowerBound(this.#uids, this.#count, uid);
    return at < this.#count && this.#uids[at] === uid ? ((at + 1) as Seq) : undefined;
  }

  /** How many messages that the client knows have uids below this one: where a range of uids begins in its numbers. */
  below(uid: number): number {
    return lowerBound(this.#uids, this.#count, uid);
  }

  /** The client has just been told this message's flags as of `modseq`: the next sync says nothing of that. */
  tell(uid: Uid, modseq: ModSeq): void {
    this.#told.set(uid, modseq);
  }

  /**
   * Goes on to the mailbox as it is now. `expunge` false: messages that went keep their numbers for the time being
   * (RFC 9051 §7.5.1); new ones may be told at any time.
   */
  sync(mailbox: OpenMailbox, { expunge }: { expunge: boolean }): News {
    const since = this.#modseq;
    const known = this.#count;
    const lastKnown = this.lastUid;
    if (mailbox.modseq === since && mailbox.uids === this.#uids && mailbox.count === known) {
      this.#told.clear();
      return noNews;
    }
    // Uids only grow, and we know all up to the last: as many of them as we know means that none went.
    const left = lowerBound(mailbox.uids, mailbox.count, lastKnown + 1);
    let expunged: Seq[] = [];
    let vanished: Uid[] = [];
    if (left === known || expunge) {
      if (left < known) ({ expunged, vanished } = this.#missing(mailbox));
      this.#uids = mailbox.uids;
      this.#count = mailbox.count;
    } else if (left < mailbox.count) {
      const uids = new Uint32Array(known + mailbox.count - left);
      uids.set(this.#uids.subarray(0, known));
      uids.set(mailbox.uids.subarray(left, mailbox.count), known);
      this.#uids = uids;
      this.#count = uids.length;
    }
    const changed = mailbox.modseq === since ? [] : this.#changed(mailbox, since, lastKnown);
    this.#modseq = mailbox.modseq;
    this.#told.clear();
    return { expunged, vanished, exists: this.lastUid > lastKnown ? this.#count : undefined, changed };
  }

  #missing({ uids, count }: OpenMailbox): { expunged: Seq[]; vanished: Uid[] } {
    const expunged: Seq[] = [];
    const vanished: Uid[] = [];
    for (let at = 0, there = 0; at < this.#count; at++) {
      if (there < count && uids[there] === this.#uids[at]) there++;
      else {
        expunged.push((there + 1) as Seq);
        vanished.push(this.#uids[at] as Uid);
      }
    }
    return { expunged, vanished };
  }

  #changed(mailbox: OpenMailbox, since: ModSeq, lastKnown: Uid): Uid[] {
    const hint = mailbox.changedSince(since)?.uids;
    const isNews = (uid: Uid, index: number) =>
      mailbox.modseqOf(index) > Math.max(since, this.#told.get(uid) ?? 0);
    const changed: Uid[] = [];
    if (hint === undefined) {
      for (let index = 0; index < mailbox.count && mailbox.uids[index]! <= lastKnown; index++) {
        const uid = mailbox.uids[index] as Uid;
        if (isNews(uid, index)) changed.push(uid);
      }
      return changed;
    }
    for (const uid of hint) {
      if (uid > lastKnown) break;
      const index = indexOf(mailbox, uid);
      if (index !== undefined && isNews(uid, index)) changed.push(uid);
    }
    return changed;
  }
}

/** Where a message's columns are now; undefined: it is gone. Good until the next refresh, so until the next await. */
export function indexOf({ uids, count }: OpenMailbox, uid: Uid): number | undefined {
  const at = lowerBound(uids, count, uid);
  return at < count && uids[at] === uid ? at : undefined;
}

/** The first place, of `count`, whose uid is not below this one. */
function lowerBound(uids: Uint32Array, count: number, uid: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (uids[middle]! < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}
