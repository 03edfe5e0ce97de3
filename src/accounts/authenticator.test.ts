import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type Store, StoreRefusal } from '../store/index.ts';
import { createAuthenticator } from './authenticator.ts';
import { limits } from './limits.ts';
import { accountKey } from './name.ts';
import { hashPassword, usualCost, type Verifier } from './verifier.ts';

const tags = { right: Buffer.alloc(32, 1).toString('base64'), other: Buffer.alloc(32, 2).toString('base64') };
const hash = (memory: number, tag: keyof typeof tags = 'right') =>
  `$argon2id$v=19$m=${memory},t=2,p=1$c29tZXNhbHQ$${tags[tag].replace(/=+$/, '')}`;

/** A house with these accounts, where the password of each hash is 'secret', and nothing is really hashed. */
function house(accounts: Record<string, string[]> = { ana: [hash(19_456)] }) {
  const clock = { now: 1_000_000 };
  const hashed: { password: string; memory: number }[] = [];
  const logged: object[] = [];
  const state = { refusal: undefined as Error | undefined, busy: false, secret: 'secret', reads: 0 };
  const read = async (_: string, { nameKey }: { nameKey: string }) => {
    state.reads++;
    if (state.refusal) throw state.refusal;
    const names = Object.keys(accounts);
    const name = names.find((each) => accountKey(each) === nameKey);
    if (name === undefined) return null;
    const credentials = accounts[name]!.map((verifier, id) => ({ id, verifier }));
    return { account: (names.indexOf(name) + 1) as AccountId, name, credentials };
  };
  let randomness = 0;
  const authenticator = createAuthenticator({
    store: { read } as unknown as Pick<Store, 'read'>,
    log: { info: (fields) => logged.push(fields), error: (fields) => logged.push(fields) },
    now: () => clock.now,
    random: (octets) => new Uint8Array(octets).fill(++randomness),
    hasher: {
      verify: async (password: string, { memory, tag }: Verifier) => {
        if (state.busy) return 'busy';
        hashed.push({ password, memory });
        return password === state.secret && Buffer.from(tag).equals(Buffer.alloc(32, 1));
      },
    },
  });
  const login = (name: string, password: string, address = '192.0.2.1') =>
    authenticator.authenticate({ name, password, address, protocol: 'pop3' });
  return { login, clock, hashed, logged, state, accounts };
}

test('the right password opens the account, under its own name', async () => {
  const { login } = house({ 'Peña@example.org': [hash(19_456)] });
  assert.deepEqual(await login('PEN\u0303A@EXAMPLE.ORG', 'secret'), {
    kind: 'ok',
    account: 1,
    name: 'Peña@example.org',
  });
});

test('a wrong password and a name that does not exist or cannot exist: same answer, same hashing', async () => {
  const { login, hashed } = house();
  for (const name of ['ana', 'nobody', 'no body', ''])
    assert.deepEqual(await login(name, 'wrong'), { kind: 'refused' });
  assert.deepEqual(hashed, new Array(4).fill({ password: 'wrong', memory: usualCost.memory }));
});

test('where hashes of several costs are stored, names that do not exist have them too, each always the same', async () => {
  const { login, hashed, clock } = house({ ana: [hash(19_456)], luis: [hash(65_536)] });
  await login('luis', 'secret');
  hashed.length = 0;
  const seen = new Map<string, Set<number>>();
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 15; n++) {
      clock.now += 60_000;
      await login(`n${n}`, `wrong ${round}`);
      seen.set(`n${n}`, (seen.get(`n${n}`) ?? new Set()).add(hashed.at(-1)!.memory));
    }
  }
  assert.deepEqual(new Set([...seen.values()].map(({ size }) => size)), new Set([1]));
  assert.equal(new Set([...seen.values()].flatMap((costs) => [...costs])).size, 2);
});

test('what was right is not hashed again within its span, but is when the stored hash changes', async () => {
  const { login, hashed, clock, accounts, state } = house();
  for (let n = 0; n < 5; n++) assert.equal((await login('ana', 'secret')).kind, 'ok');
  assert.equal(hashed.length, 1);
  clock.now += limits.remembered.span;
  assert.equal((await login('ana', 'secret')).kind, 'ok');
  assert.equal(hashed.length, 2);
  accounts.ana = [hash(19_456, 'other')];
  assert.equal((await login('ana', 'secret')).kind, 'refused');
  assert.equal(hashed.length, 3);
  delete accounts.ana;
  assert.equal((await login('ana', 'secret')).kind, 'refused');
  assert.equal(state.reads, 8);
});

test('the same wrong password again is neither hashed nor counted as a guess', async () => {
  for (const name of ['ana', 'nobody']) {
    const { login, hashed } = house();
    for (let n = 0; n < 300; n++) assert.deepEqual(await login(name, 'old one'), { kind: 'refused' });
    assert.equal(hashed.length, 1);
  }
});

test('a password that was wrong and then becomes right is right at once', async () => {
  const { login, accounts, state } = house();
  assert.equal((await login('ana', 'new')).kind, 'refused');
  accounts.ana = [hash(20_000)];
  state.secret = 'new';
  assert.equal((await login('ana', 'new')).kind, 'ok');
});

test('guessing is throttled before anything is read or hashed; the owner at home goes on', async () => {
  const { login, hashed, state, clock } = house();
  await login('ana', 'secret', '198.51.100.7');
  for (let n = 0; n < limits.guesses.address.most; n++)
    assert.equal((await login('ana', `g${n}`)).kind, 'refused');
  const [reads, hashes] = [state.reads, hashed.length];
  assert.deepEqual(await login('ana', 'one more'), { kind: 'throttled', seconds: 30 });
  assert.deepEqual(await login('ana', 'secret'), { kind: 'throttled', seconds: 30 });
  assert.deepEqual([state.reads, hashed.length], [reads, hashes]);
  assert.equal((await login('ana', 'secret', '198.51.100.7')).kind, 'ok');
  clock.now += 30_000;
  assert.equal((await login('ana', 'secret')).kind, 'ok');
});

test('the password is read as prepared first, then as it was sent', async () => {
  const { login, hashed, state } = house();
  state.secret = 'né e';
  assert.equal((await login('ana', 'ne\u0301\u00a0e')).kind, 'ok');
  state.secret = 'nu\u0308';
  assert.equal((await login('ana', 'nu\u0308')).kind, 'ok');
  assert.deepEqual(
    hashed.map(({ password }) => password),
    ['né e', 'nü', 'nu\u0308'],
  );
});

test('several credentials: any of them opens; none, or an unreadable one, opens nothing', async () => {
  const { login, logged, hashed } = house({
    ana: [hash(19_456, 'other'), hash(19_456)],
    luis: [],
    eva: ['{SHA}x'],
  });
  assert.equal((await login('ana', 'secret')).kind, 'ok');
  hashed.length = 0;
  assert.equal((await login('luis', 'secret')).kind, 'refused');
  assert.equal((await login('eva', 'secret')).kind, 'refused');
  assert.equal(hashed.length, 2);
  assert.deepEqual(
    logged.filter((fields) => 'credential' in fields),
    [{ account: 3, credential: 0 }],
  );
});

test('a busy hasher or a closed store is no verdict and no guess; a fault is one', async () => {
  const { login, state, hashed } = house();
  state.busy = true;
  for (let n = 0; n < 100; n++) assert.deepEqual(await login('ana', 'secret'), { kind: 'unavailable' });
  state.busy = false;
  state.refusal = new StoreRefusal('unavailable');
  for (let n = 0; n < 100; n++) assert.deepEqual(await login('ana', 'secret'), { kind: 'unavailable' });
  state.refusal = new Error('a bug');
  await assert.rejects(login('ana', 'secret'), /a bug/);
  state.refusal = undefined;
  assert.equal(hashed.length, 0);
  assert.equal((await login('ana', 'secret')).kind, 'ok');
});

test('with real hashes: what was stored for a password opens with it, however it is written', async () => {
  const verifier = await hashPassword('contrase\u00f1a');
  const read = async () => ({ account: 7 as AccountId, name: 'ana', credentials: [{ id: 1, verifier }] });
  const { authenticate } = createAuthenticator({
    store: { read } as unknown as Pick<Store, 'read'>,
    log: { info: () => {}, error: () => {} },
  });
  const login = (password: string) =>
    authenticate({ name: 'ana', password, address: '::1', protocol: 'pop3' });
  assert.deepEqual(await login('contrasen\u0303a'), { kind: 'ok', account: 7, name: 'ana' });
  assert.deepEqual(await login('contrasena'), { kind: 'refused' });
});

test('a password beyond every bound is refused without work, and nothing secret is logged', async () => {
  const { login, hashed, logged } = house();
  assert.deepEqual(await login('ana', 'x'.repeat(1025)), { kind: 'refused' });
  assert.equal(hashed.length, 0);
  await login('canary', 'canary');
  assert.ok(!JSON.stringify(logged).includes('canary'));
});
