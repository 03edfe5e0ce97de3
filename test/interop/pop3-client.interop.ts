// Our POP3 client against Dovecot: every mechanism it has, STLS, the corpus one by one and all at once, deletions.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type PasswordMechanism, Pop3Client, type Pop3ClientOptions } from '../../src/pop3/index.ts';
import { good } from '../pop3-client/certificates.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { hardLetters, type Letter, letters } from './letters.ts';
import { openMailTalk } from './mail-talk.ts';
import { needs } from './peers.ts';

/** Dovecot takes no letter without an octet, and ends what it stores with a line end. */
const sent: Letter[] = [...letters, ...hardLetters].filter(({ octets }) => octets.length > 0);

async function start(
  t: TestContext,
): Promise<{ dovecot: Dovecot; options: (user: string) => Pop3ClientOptions }> {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-tls-'));
  const [certificate, key] = [join(directory, 'certificate.pem'), join(directory, 'key.pem')];
  writeFileSync(certificate, good.certificate);
  writeFileSync(key, good.key);
  const dovecot = await startDovecot({
    durable: false,
    more: `
ssl = yes
ssl_cert = <${certificate}
ssl_key = <${key}
auth_mechanisms = plain login scram-sha-1 scram-sha-256
pop3_lock_session = yes
mail_save_crlf = yes
`,
  });
  t.after(async () => {
    await dovecot[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });
  const options = (user: string): Pop3ClientOptions => ({
    host: '127.0.0.1',
    port: dovecot.ports.pop3,
    tls: 'starttls',
    ca: good.certificate,
    auth: { user, pass: dovecot.password },
  });
  return { dovecot, options };
}

async function fill(dovecot: Dovecot, name: string): Promise<void> {
  const talk = await openMailTalk('lmtp', dovecot.ports.lmtp);
  for (const { name: subject, octets } of sent) {
    const [answer] = await talk.deliver(octets, name);
    assert.match(answer!, /^250 /, subject);
  }
  await talk.quit();
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(body));
}

test('our client and Dovecot', needs('dovecot'), async (t) => {
  const { dovecot, options } = await start(t);

  await t.test('every mechanism that both have, in TLS; SCRAM is what is chosen', async () => {
    const mechanisms: PasswordMechanism[] = ['PLAIN', 'LOGIN', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'USER'];
    for (const mechanism of mechanisms) {
      const auth = { user: 'ana', pass: dovecot.password, mechanism };
      await using client = await Pop3Client.connect({ ...options('ana'), auth });
      assert.equal(client.mechanism, mechanism);
      assert.deepEqual(await client.stat(), { count: 0, octets: 0 });
      assert.equal((await client.quit()).update, 'confirmed');
    }
    await using client = await Pop3Client.connect(options('ana'));
    assert.match(client.mechanism, /^SCRAM-SHA-256/);
    assert.ok(client.capabilities.has('PIPELINING'));
    assert.deepEqual([...client.quirks], []);
  });

  await t.test('a wrong password is told from everything else', async () => {
    for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'USER'] as const) {
      const auth = { user: 'ana', pass: 'wrong', mechanism };
      await assert.rejects(Pop3Client.connect({ ...options('ana'), auth }), { code: 'credentials' });
    }
  });

  await t.test(
    'the corpus comes as it was sent, one by one and all at once, and goes when it is deleted',
    async () => {
      await fill(dovecot, 'luis');
      const client = await Pop3Client.connect(options('luis'));
      const sizes = await client.list();
      assert.equal(sizes.length, sent.length);
      assert.equal(new Set((await client.uidl()).map(({ uidl }) => uidl)).size, sent.length);
      const together: Buffer[] = [];
      for await (const fetched of client.retrieveAll(sizes.map(({ number }) => number))) {
        assert.equal(fetched.kind, 'letter');
        if (fetched.kind === 'letter') together.push(await collect(fetched.body));
      }
      for (const [index, { name, octets }] of sent.entries()) {
        const alone = await collect(client.retrieve(index + 1));
        assert.ok(alone.equals(together[index]!), `${name}: alone and among others`);
        assert.equal(alone.length, sizes[index]!.octets, `${name}: as long as listed`);
        assert.ok(endsWith(alone, octets), `${name}: the octets are not those that were sent`);
        const top = await collect(client.top(index + 1, 0));
        // The last line end is the server's.
        assert.ok(alone.subarray(0, top.length - 2).equals(top.subarray(0, -2)), `${name}: TOP`);
      }
      assert.deepEqual(await client.deleteAll(sizes.slice(1).map(({ number }) => number)), []);
      assert.equal((await client.quit()).update, 'confirmed');
      await using after = await Pop3Client.connect(options('luis'));
      assert.equal((await after.stat()).count, 1);
    },
  );
});

/** Behind the trace fields. NUL is the one octet that Dovecot replaces, with 0x80. */
function endsWith(stored: Buffer, octets: Buffer): boolean {
  const expected = Buffer.from(octets.map((octet) => (octet === 0 ? 0x80 : octet)));
  const got = Buffer.from(stored.map((octet) => (octet === 0 ? 0x80 : octet)));
  return got.subarray(-expected.length).equals(expected);
}
