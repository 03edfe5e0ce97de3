import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModSeq, OpenMailbox, Uid } from './backend.ts';
import { indexOf, View } from './view.ts';

/** A mailbox whose messages are [uid, modseq] pairs; `remembers`: what changedSince answers from memory. */
class FakeMailbox {
  uids: Uint32Array;
  count: number;
  modseq: number;
  remembers = false;
  #modseqs: number[];

  constructor(...uids: number[]) {
    this.uids = new Uint32Array(8);
    this.uids.set(uids);
    this.count = uids.length;
    this.modseq = uids.length;
    this.#modseqs = uids.map((_, index) => index + 1);
  }

  modseqOf(index: number): ModSeq {
    return this.#modseqs[index] as ModSeq;
  }

  changedSince(modseq: number): { uids: Uid[] } | undefined {
    if (!this.remembers) return undefined;
    return {
      uids: ([...this.uids.subarray(0, this.count)] as Uid[]).filter((_, at) => this.#modseqs[at]! > modseq),
    };
  }

  /** Grows in place, as a mailbox does. */
  arrive(uid: number): void {
    this.uids[this.count++] = uid;
    this.#modseqs.push(++this.modseq);
  }

  flag(uid: number): void {
    this.#modseqs[this.#index(uid)] = ++this.modseq;
  }

  remove(...uids: number[]): void {
    const left = [...this.uids.subarray(0, this.count)].filter((uid) => !uids.includes(uid));
    this.#modseqs = left.map((uid) => this.#modseqs[this.#index(uid)]!);
    this.uids = Uint32Array.from([...left, 0, 0, 0, 0]);
    this.count = left.length;
    this.modseq++;
  }

  get open(): OpenMailbox {
    return this as unknown as OpenMailbox;
  }

  #index(uid: number): number {
    return this.uids.subarray(0, this.count).indexOf(uid);
  }
}

type Row = {
  name: string;
  before?: number[];
  /** What happens in one go before the sync. */
  happens: (mailbox: FakeMailbox) => void;
  expunge?: boolean;
  told: { expunged?: number[]; vanished?: number[]; exists?: number; changed?: number[] };
  /** The uids by number afterwards. */
  numbers: number[];
};

const rows: Row[] = [
  { name: 'nothing', happens: () => {}, told: {}, numbers: [2, 4, 6, 8] },
  { name: 'a new message', happens: (box) => box.arrive(9), told: { exists: 5 }, numbers: [2, 4, 6, 8, 9] },
  {
    name: 'the flags of a new message are not news',
    happens: (box) => {
      box.arrive(9);
      box.flag(9);
    },
    told: { exists: 5 },
    numbers: [2, 4, 6, 8, 9],
  },
  {
    name: 'flags, in the order of uids',
    happens: (box) => {
      box.flag(6);
      box.flag(2);
    },
    told: { changed: [2, 6] },
    numbers: [2, 4, 6, 8],
  },
  {
    name: 'each number is as it is when those before it are gone',
    happens: (box) => box.remove(2, 6, 8),
    told: { expunged: [1, 2, 2], vanished: [2, 6, 8] },
    numbers: [4],
  },
  {
    name: 'two neighbours in the middle',
    happens: (box) => box.remove(4, 6),
    told: { expunged: [2, 2], vanished: [4, 6] },
    numbers: [2, 8],
  },
  {
    name: 'all of them',
    happens: (box) => box.remove(2, 4, 6, 8),
    told: { expunged: [1, 1, 1, 1], vanished: [2, 4, 6, 8] },
    numbers: [],
  },
  {
    name: 'one comes, one goes: as many as before, and yet EXISTS is told',
    happens: (box) => {
      box.remove(4);
      box.arrive(9);
    },
    told: { expunged: [2], vanished: [4], exists: 4 },
    numbers: [2, 6, 8, 9],
  },
  {
    name: 'one that came and went in between was never there',
    happens: (box) => {
      box.arrive(9);
      box.remove(9);
    },
    told: {},
    numbers: [2, 4, 6, 8],
  },
  {
    name: 'flags of one that went are not told',
    happens: (box) => {
      box.flag(4);
      box.flag(8);
      box.remove(4);
    },
    told: { expunged: [2], vanished: [4], changed: [8] },
    numbers: [2, 6, 8],
  },
  {
    name: 'not now: it keeps its number',
    happens: (box) => box.remove(4),
    expunge: false,
    told: {},
    numbers: [2, 4, 6, 8],
  },
  {
    name: 'not now, but what is new and what changed may be told',
    happens: (box) => {
      box.remove(4);
      box.flag(8);
      box.arrive(9);
      box.arrive(10);
    },
    expunge: false,
    told: { exists: 6, changed: [8] },
    numbers: [2, 4, 6, 8, 9, 10],
  },
  {
    name: 'not now, and the last went: a new one comes behind it',
    happens: (box) => {
      box.remove(8);
      box.arrive(9);
    },
    expunge: false,
    told: { exists: 5 },
    numbers: [2, 4, 6, 8, 9],
  },
  {
    name: 'into an empty mailbox',
    before: [],
    happens: (box) => box.arrive(1),
    told: { exists: 1 },
    numbers: [1],
  },
];

for (const remembers of [true, false])
  for (const { name, before = [2, 4, 6, 8], happens, expunge = true, told, numbers } of rows)
    test(`${name} (${remembers ? 'remembered' : 'everything compared'})`, () => {
      const box = new FakeMailbox(...before);
      box.remembers = remembers;
      const view = new View(box.open);
      happens(box);
      const news = view.sync(box.open, { expunge });
      const { expunged = [], vanished = [], exists, changed = [] } = told;
      assert.deepEqual(news, { expunged, vanished, exists, changed });
      assert.equal(view.count, numbers.length);
      numbers.forEach((uid, at) => {
        assert.equal(view.uid(at + 1), uid);
        assert.equal(view.seq(uid as Uid), at + 1);
      });
      assert.equal(view.lastUid, numbers.at(-1) ?? 0);
      const again = view.sync(box.open, { expunge: false });
      assert.deepEqual(again, { expunged: [], vanished: [], exists: undefined, changed: [] });
    });

test('what had to wait is told later, together with what happened since', () => {
  const box = new FakeMailbox(2, 4, 6, 8);
  const view = new View(box.open);
  box.remove(4);
  box.arrive(9);
  view.sync(box.open, { expunge: false });
  box.arrive(10);
  box.remove(8);
  assert.deepEqual(view.sync(box.open, { expunge: false }), {
    expunged: [],
    vanished: [],
    exists: 6,
    changed: [],
  });
  assert.deepEqual(view.sync(box.open, { expunge: true }), {
    expunged: [2, 3],
    vanished: [4, 8],
    exists: undefined,
    changed: [],
  });
  assert.deepEqual(
    [1, 2, 3, 4].map((seq) => view.uid(seq)),
    [2, 6, 9, 10],
  );
});

test('what a command answered itself is not told again, what somebody else did to it since is', () => {
  const box = new FakeMailbox(2, 4);
  const view = new View(box.open);
  box.flag(2);
  view.tell(2 as Uid, box.modseq as ModSeq);
  box.flag(4);
  view.tell(4 as Uid, box.modseq as ModSeq);
  box.flag(4);
  assert.deepEqual(view.sync(box.open, { expunge: true }).changed, [4]);
  box.flag(2);
  assert.deepEqual(view.sync(box.open, { expunge: true }).changed, [2]);
});

test('thousands of views share the array of their mailbox', () => {
  const box = new FakeMailbox(2, 4);
  const view = new View(box.open);
  box.arrive(6);
  view.sync(box.open, { expunge: false });
  box.remove(2);
  view.sync(box.open, { expunge: true });
  box.uids[0] = 5;
  assert.equal(view.uid(1), 5);
});

test('uids that are not there have no number, and no index', () => {
  const box = new FakeMailbox(2, 4);
  const view = new View(box.open);
  for (const uid of [0, 1, 3, 5] as Uid[]) {
    assert.equal(view.seq(uid), undefined);
    assert.equal(indexOf(box.open, uid), undefined);
  }
  assert.equal(indexOf(box.open, 4 as Uid), 1);
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((uid) => view.below(uid)),
    [0, 0, 1, 1, 2],
  );
});
