import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AccountId,
  LetterTooLarge,
  type ReceivedLetter,
  type Store,
  StoreRefusal,
} from '../store/index.ts';
import { beginDelivery, type Manner, type Verdict } from './deliver.ts';

type Failing = 'write' | 'finish' | 'deliver';

function storeThat(failures: Partial<Record<Failing, Error>> = {}, verdicts: object[] = []) {
  const seen = {
    limit: 0,
    octets: '',
    discarded: 0,
    writes: [] as { name: string; accounts: number[]; now: number }[],
  };
  const fail = (at: Failing) => {
    if (failures[at]) throw failures[at];
  };
  const store = {
    receive: ({ limit }: { limit: number }) => {
      seen.limit = limit;
      return {
        write: async (octets: Uint8Array) => {
          fail('write');
          seen.octets += Buffer.from(octets).toString();
        },
        finish: async () => {
          fail('finish');
          return { octets: seen.octets.length } as ReceivedLetter;
        },
        discard: async () => void seen.discarded++,
      };
    },
    write: async (name: string, input: { targets: { account: number }[]; now: number }) => {
      seen.writes.push({ name, accounts: input.targets.map(({ account }) => account), now: input.now });
      fail('deliver');
      return verdicts;
    },
  } as unknown as Pick<Store, 'receive' | 'write'>;
  return { seen, store };
}

async function deliver(store: Pick<Store, 'receive' | 'write'>, accounts: number[], manner: Manner) {
  const destinations = accounts.map((account) => ({ account: account as AccountId }));
  const delivery = beginDelivery(destinations, manner, { store, letterLimit: 1000, now: () => 42 });
  await delivery.write(Buffer.from('one '));
  await delivery.write(Buffer.from('two'));
  return { delivery, verdicts: (await delivery.finish()).map(said) };
}
const said = (verdict: Verdict) =>
  verdict.kind === 'stored' ? 'stored' : `${verdict.code} ${verdict.enhanced}`;

test('together: one write for all, one copy for an account that is named twice', async () => {
  const { store, seen } = storeThat();
  const { verdicts } = await deliver(store, [3, 1, 3], 'together');
  assert.deepEqual(verdicts, ['stored', 'stored', 'stored']);
  assert.deepEqual(seen.writes, [{ name: 'deliver', accounts: [3, 1], now: 42 }]);
  assert.deepEqual([seen.octets, seen.limit, seen.discarded], ['one two', 1000 + 4096, 0]);
});

test('each: one write, a verdict for each, the same for the same account', async () => {
  const { store, seen } = storeThat({}, [
    { mailbox: 1 },
    { refused: 'over-quota' },
    { refused: 'nonexistent' },
  ]);
  const { verdicts } = await deliver(store, [3, 1, 2, 1], 'each');
  assert.deepEqual(verdicts, ['stored', '452 4.2.2', '550 5.1.1', '452 4.2.2']);
  assert.deepEqual(seen.writes, [{ name: 'deliverEach', accounts: [3, 1, 2], now: 42 }]);
  assert.equal(seen.discarded, 0);
});

test('each: a letter that nobody got is discarded', async () => {
  const { store, seen } = storeThat({}, [{ refused: 'over-quota' }, { refused: 'nonexistent' }]);
  assert.deepEqual((await deliver(store, [1, 2], 'each')).verdicts, ['452 4.2.2', '550 5.1.1']);
  assert.equal(seen.discarded, 1);
});

const refusals: [code: ConstructorParameters<typeof StoreRefusal>[0], one: string, two: string][] = [
  ['over-quota', '452 4.2.2', '452 4.2.2'],
  ['no-space', '452 4.3.1', '452 4.3.1'],
  ['unavailable', '451 4.3.0', '451 4.3.0'],
  ['nonexistent', '550 5.1.1', '451 4.3.0'],
];
for (const [code, one, two] of refusals) {
  for (const at of ['write', 'finish', 'deliver'] as const) {
    test(`the store's ${code} at ${at} is ${one}`, async () => {
      const { store, seen } = storeThat({ [at]: new StoreRefusal(code) });
      assert.deepEqual((await deliver(store, [1], 'together')).verdicts, [one]);
      assert.equal(seen.discarded, 1);
      if (at === 'deliver') assert.deepEqual((await deliver(store, [1, 2], 'together')).verdicts, [two, two]);
    });
  }
}

test('a letter beyond the limit is refused for good', async () => {
  const { store, seen } = storeThat({ write: new LetterTooLarge(1000) });
  assert.deepEqual((await deliver(store, [1, 2], 'each')).verdicts, ['552 5.3.4', '552 5.3.4']);
  assert.deepEqual(seen.writes, []);
});

test('a fault stays a fault, and leaves no letter behind', async () => {
  for (const at of ['write', 'finish', 'deliver'] as const) {
    const { store, seen } = storeThat({ [at]: new Error('a bug') });
    await assert.rejects(deliver(store, [1], 'together'), /a bug/);
    assert.equal(seen.discarded, 1);
  }
  // V8 says so of a stack that is too deep: the sender must try again, not give the letter up.
  const { store } = storeThat({ write: new RangeError('Maximum call stack size exceeded') });
  await assert.rejects(deliver(store, [1], 'together'), /call stack/);
});
