import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBase64, type ScramOptions, scramClient } from './index.ts';

const octets = (text: string) => Buffer.from(text, 'utf8');
const text = (answer: Uint8Array | undefined) => answer && Buffer.from(answer).toString('utf8');
const user = { name: 'user', secret: 'pencil' };

const sha256: ScramOptions = { ...user, hash: 'sha256', nonce: 'rOprNGfwEbeRWgbNEkqO' };
const first256 = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096';
const final256 = 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=';

test('the exchange of RFC 5802 §5', async () => {
  const exchange = scramClient({ ...user, hash: 'sha1', nonce: 'fyko+d2lbbFgONRv9qkxdawL' });
  assert.equal(text(exchange.initial), 'n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL');
  const first = 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096';
  assert.equal(
    text(await exchange.respond(octets(first))),
    'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
  );
  assert.equal(exchange.satisfied, false);
  assert.equal(text(await exchange.respond(octets('v=rmF9pqV8S7suAoZWja4dJRkFsKQ='))), '');
  assert.equal(exchange.satisfied, true);
});

test('the exchange of RFC 7677 §3', async () => {
  const exchange = scramClient(sha256);
  assert.equal(text(exchange.initial), 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO');
  assert.equal(
    text(await exchange.respond(octets(first256))),
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  );
  assert.equal(text(await exchange.respond(octets(final256))), '');
  assert.equal(exchange.satisfied, true);
});

test('a server that does not know the password satisfies nobody', async () => {
  for (const final of [
    'v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    'v=AAAA',
    'v=',
    'v=*',
    'e=other-error',
    '',
    `x${final256}`,
  ]) {
    const exchange = scramClient(sha256);
    await exchange.respond(octets(first256));
    assert.equal(await exchange.respond(octets(final)), undefined, final);
    assert.equal(exchange.satisfied, false, final);
  }
});

test('what no server may say first is cancelled', async () => {
  for (const first of [
    '',
    'm=ext,r=rOprNGfwEbeRWgbNEkqOxyz,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'r=anotherNonce,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'r=rOprNGfwEbeRWgbNEkqOxyz,s=,i=4096',
    'r=rOprNGfwEbeRWgbNEkqOxyz,s=W22Z*,i=4096',
    'r=rOprNGfwEbeRWgbNEkqOxyz,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095',
    'r=rOprNGfwEbeRWgbNEkqOxyz,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000001',
    'r=rOprNGfwEbeRWgbNEkqOxyz,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0',
    'r=rOprNGfwEbeRWgbNEkqOxyz,s=W22ZaJ0SNY7soEsUEjb6gQ==',
    'e=unknown-user',
  ])
    assert.equal(await scramClient(sha256).respond(octets(first)), undefined, first);
  assert.equal(await scramClient(sha256).respond(Buffer.of(0xff, 0xfe)), undefined);
});

test('the channel is bound, or said to be unbound, as RFC 5802 §6 asks', async () => {
  const channelBinding = Buffer.alloc(32, 7);
  const plus = scramClient({ ...sha256, channelBinding });
  assert.equal(text(plus.initial), 'p=tls-exporter,,n=user,r=rOprNGfwEbeRWgbNEkqO');
  const bound = encodeBase64(Buffer.concat([octets('p=tls-exporter,,'), channelBinding]));
  assert.ok(text(await plus.respond(octets(first256)))!.startsWith(`c=${bound},r=`));
  const unannounced = scramClient({ ...sha256, channelBinding: 'unannounced' });
  assert.ok(text(unannounced.initial)!.startsWith('y,,'));
  assert.ok(
    text(await unannounced.respond(octets(first256)))!.startsWith(`c=${encodeBase64(octets('y,,'))},`),
  );
});

test('names are quoted, and both are prepared', () => {
  assert.match(text(scramClient({ ...sha256, name: 'a=b,c' }).initial)!, /n=a=3Db=2Cc,/);
  // RFC 4013 §3, its examples.
  assert.match(text(scramClient({ ...sha256, name: 'I\u00adX' }).initial)!, /n=IX,/);
  assert.match(text(scramClient({ ...sha256, name: '\u2168' }).initial)!, /n=IX,/);
  assert.throws(() => scramClient({ ...sha256, name: '\u0007' }), RangeError);
  assert.throws(() => scramClient({ ...sha256, secret: '' }), RangeError);
});

test('a nonce is never the same twice', () => {
  const { nonce: _, ...fresh } = sha256;
  assert.notDeepEqual(scramClient(fresh).initial, scramClient(fresh).initial);
});
