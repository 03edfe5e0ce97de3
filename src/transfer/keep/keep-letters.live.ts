// What the keeper of letters refuses, and what it shows of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Flag } from '../../store/index.ts';
import { newAccount } from '../fixture.suite.ts';

test('a letter that comes to an address may be too large; an imported one may not', async () => {
  const to = await newAccount();
  const facts = { folder: 'INBOX', flags: 0, keywords: [], internalDate: null, uidl: null };
  const octets = new Uint8Array(200_000).fill(120);
  const send = async (recipient: { account: string } | { address: string }, size: number) => {
    await to.letters.begin({ to: recipient, facts });
    for (let at = 0; at < size; at += octets.length) await to.letters.append({ octets });
    return to.letters.finish({});
  };
  await assert.rejects(send({ address: to.name }, 1_200_000), { code: 'too-large' });
  assert.equal((await send({ account: to.name }, 1_200_000)).at, 'added');
  await assert.rejects(
    to.letters
      .begin({ to: { account: to.name }, facts: { ...facts, folder: 'a//b' } })
      .then(() => to.letters.finish({})),
    { code: 'bad-folder' },
  );
});

test('a look at the letters: what a person reads, and nothing that commands a terminal', async () => {
  const { name, letters } = await newAccount();
  const facts = { folder: 'INBOX', flags: Flag.Seen, keywords: ['work'], internalDate: 5_000, uidl: 'u-1' };
  const text =
    'From: =?utf-8?q?Ana_Mar=C3=ADa?= <ana@example.org>\r\nTo: b@c\r\nSubject: =?utf-8?q?a=1B[2Jb_=E2=80=AEc?=\r\n' +
    'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n' +
    'Content-Transfer-Encoding: quoted-printable\r\n\r\nma=F1ana\x1b]0;x\x07\r\n  - one\r\n--x\r\nContent-Type: application/pdf; name="a b.pdf"\r\n\r\nxyz\r\n--x--\r\n';
  for (const n of [1, 2, 3])
    await letters.take({
      to: { account: name },
      facts: { ...facts, uidl: `u-${n}` },
      octets: Buffer.from(text, 'latin1'),
    });
  const line = {
    uid: 3,
    flags: Flag.Seen,
    keywords: ['work'],
    octets: text.length,
    internalDate: 5_000,
    uidl: 'u-3',
    from: 'Ana María',
    subject: 'a [2Jb  c',
  };
  const listed = await letters.listLetters({ account: name, folder: 'inbox', last: 1 });
  assert.deepEqual(listed, { letters: [line], older: 2 });
  assert.deepEqual(await letters.showLetter({ account: name, folder: 'INBOX', uid: 3 }), {
    ...line,
    fields: [
      { name: 'from', value: 'Ana María <ana@example.org>' },
      { name: 'to', value: 'b@c' },
      { name: 'subject', value: 'a [2Jb  c' },
    ],
    text: 'mañana ]0;x\n  - one',
    attachments: [{ name: 'a b.pdf', type: 'application/pdf', octets: 3 }],
  });
  const octets = await letters.letterOctets({ account: name, folder: 'INBOX', uid: 3, from: 0 });
  assert.equal(Buffer.from(octets).toString('latin1'), text);
  await assert.rejects(letters.showLetter({ account: name, folder: 'INBOX', uid: 9 }), { code: 'no-letter' });
  await assert.rejects(letters.listLetters({ account: name, folder: 'None', last: 9 }), {
    code: 'no-folder',
  });
});
