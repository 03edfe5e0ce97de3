// Logins with servers that do it by the book, and with those that do not. Failure modes F34, F35, F38, F39, F41, F46, F49.

import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { ana, connectTo } from '../../../test/pop3-client/connect-to.ts';
import { type PlainServerOptions, plainServer } from '../../../test/pop3-client/plain-server.ts';
import { type Peer, scripted } from '../../../test/pop3-client/scripted-server.ts';
import type { Pop3Auth, Pop3Client, Pop3ClientOptions } from './index.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const from = (text: string | undefined) => Buffer.from(text ?? '', 'base64').toString('utf8');

/** Logs in; `heard` is what the server heard of it. */
async function logIn(
  t: TestContext,
  server: PlainServerOptions,
  options: Partial<Pop3ClientOptions> = {},
): Promise<{ client: Pop3Client; heard: string[] }> {
  const { port, heard } = await plainServer(t, server);
  const client = await connectTo(t, port, options);
  return { client, heard: heard.filter((line) => line !== 'CAPA') };
}

const fails = (
  t: TestContext,
  server: PlainServerOptions,
  expected: object,
  options: Partial<Pop3ClientOptions> = {},
) => assert.rejects(logIn(t, server, options), expected);

test('USER and PASS where there is nothing else', async (t) => {
  for (const capabilities of [undefined, ['TOP'], ['USER', 'TOP']]) {
    const { client, heard } = await logIn(t, { capabilities });
    assert.equal(client.mechanism, 'USER');
    assert.deepEqual(heard, ['USER ana', 'PASS canary-4711']);
  }
});

test('PLAIN in one step where it is offered, and in two where it would be too long', async (t) => {
  const capabilities = ['USER', 'SASL PLAIN LOGIN'];
  const { client, heard } = await logIn(t, { capabilities });
  assert.equal(client.mechanism, 'PLAIN');
  assert.deepEqual(heard, [`AUTH PLAIN ${base64('\0ana\0canary-4711')}`]);
  const pass = 'x'.repeat(300);
  const reply = (line: string) => (line === 'AUTH PLAIN' ? '+ \r\n' : undefined);
  const long = await logIn(t, { capabilities, reply }, { auth: { user: 'ana', pass } });
  assert.deepEqual(long.heard, ['AUTH PLAIN', base64(`\0ana\0${pass}`)]);
});

test('LOGIN, whatever the questions are', async (t) => {
  for (const [first, second, quirks] of [
    ['+ VXNlcm5hbWU6', '+ UGFzc3dvcmQ6', []],
    ['+ Username:', '+ Password:', ['challenge-not-as-specified']],
    ['+OK', '+OK', ['challenge-not-as-specified']],
    ['+', '+', []],
  ] as const) {
    const replies: Record<string, string> = { 'AUTH LOGIN': first, [base64('ana')]: second };
    const reply = (line: string) => (replies[line] ? `${replies[line]}\r\n` : undefined);
    const { client, heard } = await logIn(t, { capabilities: ['SASL LOGIN'], reply });
    assert.equal(client.mechanism, 'LOGIN');
    assert.deepEqual(heard, ['AUTH LOGIN', base64('ana'), base64('canary-4711')]);
    assert.deepEqual([...client.quirks], quirks);
  }
});

/** The server's half of SCRAM-SHA-256, RFC 7677; `lie`: it does not know the password. */
function scramServer(lie: boolean, finish: (peer: Peer, final: string) => Promise<string>) {
  const salt = Buffer.from('salt-of-a-server');
  const sign = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  return async (line: string, peer: Peer): Promise<string | undefined> => {
    const [, mechanism, initial] = /^AUTH (\S+) (\S+)$/.exec(line) ?? [];
    if (mechanism !== 'SCRAM-SHA-256') return undefined;
    const bare = from(initial).replace(/^n,,/, '');
    const first = `${/r=.*/.exec(bare)![0]}server,s=${salt.toString('base64')},i=4096`;
    peer.say(`+ ${base64(first)}\r\n`);
    const answer = from(await peer.line());
    const [, withoutProof, proof] = /^(.*),p=(.*)$/.exec(answer)!;
    const salted = pbkdf2Sync(lie ? 'something else' : ana.pass, salt, 4096, 32, 'sha256');
    const message = `${bare},${first},${withoutProof}`;
    const clientKey = sign(salted, 'Client Key');
    const signature = sign(createHash('sha256').update(clientKey).digest(), message);
    if (!lie) {
      const key = Buffer.from(proof!, 'base64').map((octet, at) => octet ^ signature[at]!);
      assert.deepEqual(key, clientKey);
    }
    return finish(peer, base64(`v=${sign(sign(salted, 'Server Key'), message).toString('base64')}`));
  };
}

const byTheBook = async (peer: Peer, final: string) => {
  peer.say(`+ ${final}\r\n`);
  assert.equal(await peer.line(), '');
  return '+OK\r\n';
};

test('SCRAM is preferred, and the server proves itself', async (t) => {
  const capabilities = ['USER', 'SASL PLAIN SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-256-PLUS'];
  const { client, heard } = await logIn(t, { capabilities, reply: scramServer(false, byTheBook) });
  // In the clear there is no channel to bind.
  assert.equal(client.mechanism, 'SCRAM-SHA-256');
  assert.equal(heard.join().includes('canary'), false);
});

test('SCRAM works where a password in the clear is not allowed', async (t) => {
  const capabilities = ['SASL PLAIN SCRAM-SHA-256'];
  const reply = scramServer(false, byTheBook);
  const { client } = await logIn(t, { capabilities, reply }, { allowPlaintext: false });
  assert.equal(client.mechanism, 'SCRAM-SHA-256');
});

test('the server’s proof may come with its success', async (t) => {
  const reply = scramServer(false, async (_, final) => `+OK ${final}\r\n`);
  const { client } = await logIn(t, { capabilities: ['SASL SCRAM-SHA-256'], reply });
  assert.equal(client.mechanism, 'SCRAM-SHA-256');
});

test('a server that cannot prove that it knows the password gets nothing more, least of all the password', async (t) => {
  const capabilities = ['USER', 'SASL PLAIN SCRAM-SHA-256'];
  for (const finish of [
    byTheBook,
    async () => '+OK\r\n',
    async (_: Peer, final: string) => `+OK ${final}\r\n`,
  ]) {
    const reply = scramServer(true, async (peer, final) => {
      const answer = await finish(peer, final).catch(() => '-ERR cancelled\r\n');
      return answer;
    });
    const { port, heard } = await plainServer(t, { capabilities, reply });
    await assert.rejects(connectTo(t, port), { code: 'protocol-garbage' });
    assert.deepEqual(
      heard.filter((line) => /PLAIN|USER|PASS|canary/.test(line)),
      [],
    );
  }
});

test('a way that the server refuses gives way to the next; a refused person does not', async (t) => {
  const capabilities = ['USER', 'SASL SCRAM-SHA-1 PLAIN'];
  const reply = (line: string) => (line.startsWith('AUTH') ? '-ERR not supported\r\n' : undefined);
  const { client, heard } = await logIn(t, { capabilities, reply });
  assert.equal(client.mechanism, 'USER');
  assert.equal(heard.length, 4);
  for (const [words, code] of [
    ['[AUTH] no', 'credentials'],
    ['[IN-USE] busy', 'in-use'],
    ['[LOGIN-DELAY] wait', 'login-delay'],
    ['[SYS/TEMP] later', 'sys-temp'],
    ['[SYS/PERM] broken', 'sys-perm'],
  ]) {
    const { port, heard } = await plainServer(t, {
      capabilities,
      reply: (line) => (line.startsWith('AUTH') ? `-ERR ${words}\r\n` : undefined),
    });
    await assert.rejects(connectTo(t, port), { code, sessionStands: false });
    assert.equal(heard.filter((line) => line !== 'CAPA').length, 1);
  }
});

test('a bare refusal of the password, and a connection that closes on it, may mean anything', async (t) => {
  const at = (verb: string, reply: (peer: Peer) => string | undefined) => (line: string, peer: Peer) =>
    line.startsWith(verb) ? reply(peer) : undefined;
  await fails(
    t,
    { reply: at('PASS', () => '-ERR invalid\r\n') },
    { code: 'login-ambiguous', command: 'PASS' },
  );
  await fails(t, { reply: at('USER', () => '-ERR who\r\n') }, { code: 'login-ambiguous', command: 'USER' });
  const closing = at('PASS', (peer) => {
    peer.reset();
    return '';
  });
  await fails(t, { reply: closing }, { code: 'login-ambiguous' });
});

test('nothing that can be read on the way is sent unless the caller allows it', async (t) => {
  const offers = [undefined, ['USER'], ['SASL PLAIN LOGIN XOAUTH2 OAUTHBEARER', 'USER']];
  const auths: Pop3Auth[] = [ana, { ...ana, mechanism: 'PLAIN' }, { user: 'ana', token: 'canary-token' }];
  for (const capabilities of offers)
    for (const auth of auths) {
      const { port, heard } = await plainServer(t, { capabilities });
      await assert.rejects(connectTo(t, port, { auth, allowPlaintext: false }), { code: 'unsupported' });
      assert.deepEqual(heard, ['CAPA']);
    }
});

test('a short token goes in one step, a long one in two, and one step may be refused', async (t) => {
  const token = 'canary-token';
  const message = base64(`user=ana\x01auth=Bearer ${token}\x01\x01`);
  const capabilities = ['SASL PLAIN XOAUTH2'];
  const short = await logIn(t, { capabilities }, { auth: { user: 'ana', token } });
  assert.equal(short.client.mechanism, 'XOAUTH2');
  assert.deepEqual(short.heard, [`AUTH XOAUTH2 ${message}`]);

  const twoSteps = (line: string) =>
    line.startsWith('AUTH XOAUTH2 ')
      ? '-ERR bad command\r\n'
      : line === 'AUTH XOAUTH2'
        ? '+ \r\n'
        : undefined;
  const refused = await logIn(t, { capabilities, reply: twoSteps }, { auth: { user: 'ana', token } });
  assert.deepEqual(refused.heard, [`AUTH XOAUTH2 ${message}`, 'AUTH XOAUTH2', message]);
  assert.deepEqual([...refused.client.quirks], ['no-initial-response']);

  const long = 'y'.repeat(8_192);
  const { heard } = await logIn(t, { capabilities, reply: twoSteps }, { auth: { user: 'ana', token: long } });
  assert.deepEqual(heard, ['AUTH XOAUTH2', base64(`user=ana\x01auth=Bearer ${long}\x01\x01`)]);
});

test('OAUTHBEARER where it is offered, with the host and port that were dialled', async (t) => {
  const { port, heard } = await plainServer(t, { capabilities: ['SASL XOAUTH2 OAUTHBEARER'] });
  const client = await connectTo(t, port, { auth: { user: 'ana', token: 'tok-en' } });
  assert.equal(client.mechanism, 'OAUTHBEARER');
  const message = `n,a=ana,\x01host=127.0.0.1\x01port=${port}\x01auth=Bearer tok-en\x01\x01`;
  assert.deepEqual(heard.slice(1, 2), [`AUTH OAUTHBEARER ${base64(message)}`]);
});

test('a refused token is answered as it must be, and told from one that nothing helps', async (t) => {
  for (const [mechanism, answer] of [
    ['XOAUTH2', ''],
    ['OAUTHBEARER', 'AQ=='],
  ] as const)
    for (const [status, code] of [
      ['401', 'oauth-expired'],
      ['invalid_token', 'oauth-expired'],
      ['insufficient_scope', 'oauth-revoked'],
    ]) {
      const { port, heard } = await plainServer(t, {
        capabilities: [`SASL ${mechanism}`],
        reply: (line) =>
          line.startsWith('AUTH')
            ? `+ ${base64(`{"status":"${status}"}`)}\r\n`
            : line === answer
              ? '-ERR no\r\n'
              : undefined,
      });
      await assert.rejects(connectTo(t, port, { auth: { user: 'ana', token: 'tok-en' } }), { code });
      assert.equal(heard.at(-1), answer);
    }
});

test('EXTERNAL says an empty name as an equals sign', async (t) => {
  const capabilities = ['SASL EXTERNAL'];
  const { heard } = await logIn(t, { capabilities }, { auth: { external: true } });
  assert.deepEqual(heard, ['AUTH EXTERNAL =']);
  const named = await logIn(t, { capabilities }, { auth: { external: true, user: 'ana' } });
  assert.deepEqual(named.heard, [`AUTH EXTERNAL ${base64('ana')}`]);
});

test('APOP only when asked for: the digest of RFC 1939 §7', async (t) => {
  const greeting = '+OK POP3 server ready (prose) <1896.697170952@dbc.mtview.ca.us>\r\n';
  const auth: Pop3Auth = { user: 'mrose', pass: 'tanstaaf', mechanism: 'APOP' };
  const { heard } = await logIn(t, { greeting, capabilities: undefined }, { auth });
  assert.deepEqual(heard, ['APOP mrose c4c9334bac560ecc979e58001b3e22fb']);
  const ordinary = await logIn(t, { greeting, capabilities: undefined });
  assert.deepEqual(ordinary.heard, ['USER ana', 'PASS canary-4711']);
  for (const bad of ['+OK ready\r\n', '+OK <no-at>\r\n', '+OK <\xe9@x>\r\n'])
    await fails(t, { greeting: bad }, { code: 'unsupported' }, { auth });
});

test('names and passwords beyond ASCII go as UTF-8, and only where the server takes it', async (t) => {
  const auth = { user: 'añá', pass: 'contraseña' };
  const { heard } = await logIn(t, { capabilities: ['UTF8 USER', 'USER'] }, { auth });
  const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  assert.deepEqual(heard, [`USER ${utf8(auth.user)}`, `PASS ${utf8(auth.pass)}`]);
  const sasl = await logIn(t, { capabilities: ['USER', 'SASL PLAIN'] }, { auth });
  assert.deepEqual(sasl.heard, [`AUTH PLAIN ${base64(`\0${auth.user}\0${auth.pass}`)}`]);
  await fails(t, { capabilities: ['USER'] }, { code: 'unsupported' }, { auth });
});

test('UTF8 and LANG are said before the login, where the server has them', async (t) => {
  const options = { utf8: true, language: 'es' };
  const { client, heard } = await logIn(t, { capabilities: ['USER', 'UTF8', 'LANG'] }, options);
  assert.equal(client.utf8, true);
  assert.deepEqual(heard.slice(0, 2), ['UTF8', 'LANG es']);
  const without = await logIn(t, { capabilities: ['USER'] }, options);
  assert.equal(without.client.utf8, false);
  assert.deepEqual(without.heard, ['USER ana', 'PASS canary-4711']);
});

test('a CR, LF or NUL in what is sent is a mistake of the caller, and is not shown', async (t) => {
  const { port } = await plainServer(t);
  for (const auth of [
    { user: 'a\r\nDELE 1', pass: 'x' },
    { user: 'a', pass: 'canary\n' },
    { user: 'a', token: 'canary\0' },
  ] as Pop3Auth[])
    await assert.rejects(
      connectTo(t, port, { auth }),
      (error: Error) => error instanceof RangeError && !error.message.includes('canary'),
    );
});

test('a server that breaks at CAPA, or never answers it, is asked again without', async (t) => {
  for (const silent of [true, false]) {
    const server = await scripted(t, async (peer) => {
      peer.say('+OK\r\n');
      for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
        if (line !== 'CAPA') peer.say('+OK\r\n');
        else if (!silent) return;
      }
    });
    const client = await connectTo(t, server.port, { limits: { capa: 50 } });
    assert.deepEqual([...client.quirks], ['capa-breaks']);
    assert.equal(server.connections(), 2);
    const known = await connectTo(t, server.port, { capa: 'never' });
    assert.equal(known.mechanism, 'USER');
    assert.equal(server.connections(), 3);
  }
});

test('capabilities are those behind the login; where they are refused there, those before it', async (t) => {
  let asked = 0;
  const { client } = await logIn(t, {
    reply: (line) => (line === 'CAPA' ? `+OK\r\nUSER\r\nEXPIRE ${++asked}\r\n.\r\n` : undefined),
  });
  assert.deepEqual(client.capabilities.get('EXPIRE'), ['2']);
  let again = 0;
  const shrunk = await logIn(t, {
    reply: (line) => (line === 'CAPA' && ++again > 1 ? '-ERR\r\n' : undefined),
  });
  assert.ok(shrunk.client.capabilities.has('PIPELINING'));
  assert.deepEqual([...shrunk.client.quirks], ['capa-refused-after-login']);
});

test('a greeting that is a refusal, late, or something else', async (t) => {
  await fails(t, { greeting: '-ERR too many connections\r\n' }, { code: 'sys-temp' });
  await fails(t, { greeting: '-ERR [IN-USE] busy\r\n' }, { code: 'in-use' });
  await fails(t, { greeting: '* OK IMAP4rev1 ready\r\n' }, { code: 'protocol-garbage' });
  await fails(t, { greeting: '' }, { code: 'timeout-idle' }, { limits: { greeting: 40 } });
});
