import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type Store, StoreRefusal } from '../store/index.ts';
import { createDirectory, type Found } from './directory.ts';

type Usage = { quotaOctets?: number; quotaMessages?: number; usedOctets?: number; usedMessages?: number };

function directoryOf(accounts: Record<string, Usage>, failure?: Error) {
  const read = async (_: string, { nameKey }: { nameKey: string }) => {
    if (failure) throw failure;
    const at = Object.keys(accounts).indexOf(nameKey);
    if (at === -1) return null;
    const { quotaOctets = null, quotaMessages = null, usedOctets = 0, usedMessages = 0 } = accounts[nameKey]!;
    return {
      account: (at + 1) as AccountId,
      name: nameKey,
      quotaOctets,
      quotaMessages,
      usedOctets,
      usedMessages,
      credentials: [],
    };
  };
  return createDirectory({
    store: { read } as unknown as Pick<Store, 'read'>,
    // As the accounts' own, but simple: lower case, and no spaces.
    accountKey: (name) => (/^[^\s[\]]+$/.test(name) ? name.toLowerCase() : undefined),
    domains: ['localhost', 'Example.org'],
  });
}
const said = (found: Found) =>
  found.kind === 'accepted' ? found.mailbox.name : `${found.code} ${found.enhanced}`;

const house = directoryOf({
  ana: {},
  'luis@example.org': {},
  luis: {},
  'eva@elsewhere.example': {},
  'ana+boss': {},
  postmaster: {},
});
const table: [address: string, answer: string][] = [
  ['ana@example.org', 'ana'],
  ['ANA@LOCALHOST', 'ana'],
  ['ana', 'ana'],
  ['"ana"@example.org', 'ana'],
  ['luis@example.org', 'luis@example.org'],
  ['luis@localhost', 'luis'],
  ['luis', 'luis'],
  ['eva@elsewhere.example', 'eva@elsewhere.example'],
  ['eva+news@elsewhere.example', 'eva@elsewhere.example'],
  ['eva', '550 5.1.1'],
  ['eva@example.org', '550 5.1.1'],
  ['ana+news@example.org', 'ana'],
  ['ana+news', 'ana'],
  ['ana+boss@example.org', 'ana+boss'],
  ['luis+news@example.org', 'luis@example.org'],
  ['postmaster', 'postmaster'],
  ['Postmaster@example.org', 'postmaster'],
  ['nobody@example.org', '550 5.1.1'],
  ['nobody+ana@example.org', '550 5.1.1'],
  ['"ana luis"@example.org', '550 5.1.1'],
  ['ana@far.example', '550 5.7.1'],
  ['ana@sub.example.org', '550 5.7.1'],
  ['other@elsewhere.example', '550 5.7.1'],
  ['ana@[127.0.0.1]', '550 5.7.1'],
  ['ana%far.example@example.org', '550 5.1.1'],
  ['a@b@c', '501 5.1.3'],
];
for (const [address, answer] of table) {
  test(`${address} is ${answer}`, async () => assert.equal(said(await house.find(address, null)), answer));
}

const quotas: [what: string, usage: Usage, size: number | null, answer: string][] = [
  ['no quota', { usedOctets: 1e9, usedMessages: 1e6 }, 1e9, 'ana'],
  ['it just fits', { quotaOctets: 100, usedOctets: 60 }, 40, 'ana'],
  ['it does not fit now', { quotaOctets: 100, usedOctets: 60 }, 41, '452 4.2.2'],
  ['it never fits', { quotaOctets: 100 }, 101, '552 5.2.2'],
  ['nothing was declared, and there is room', { quotaOctets: 100, usedOctets: 99 }, null, 'ana'],
  ['nothing was declared, and it is full', { quotaOctets: 100, usedOctets: 100 }, null, '452 4.2.2'],
  ['too many letters', { quotaMessages: 3, usedMessages: 3 }, 1, '452 4.2.2'],
  ['one more letter', { quotaMessages: 3, usedMessages: 2 }, 1, 'ana'],
  ['no letter at all is allowed', { quotaMessages: 0 }, 1, '552 5.2.2'],
];
for (const [what, usage, size, answer] of quotas) {
  test(`quota: ${what}`, async () =>
    assert.equal(said(await directoryOf({ ana: usage }).find('ana', size)), answer));
}

test('a closed store is a temporary refusal, a fault is a fault', async () => {
  assert.equal(said(await directoryOf({}, new StoreRefusal('unavailable')).find('ana', null)), '451 4.3.0');
  await assert.rejects(directoryOf({}, new Error('a bug')).find('ana', null), /a bug/);
});
