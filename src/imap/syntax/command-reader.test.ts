import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { badCommands } from '../../../test/dialogues/imap-bad-commands.ts';
import { goodCommands } from '../../../test/dialogues/imap-good-commands.ts';
import { readCommands as read } from '../../../test/dialogues/read-imap-commands.ts';
import { readLimits, readLimitsBeforeLogin } from './limits.ts';

const noop = (tag: string) => ({ tag, command: { verb: 'NOOP' } });
const bad = (tag: string | undefined, why: string, of?: string) => ({
  tag,
  command: { verb: 'bad', why, ...(of && { of }) },
});
const head = (octets: number, more: object = {}) => ({
  flags: 0,
  keywords: [],
  octets,
  synchronizing: true,
  binary: false,
  utf8: false,
  ...more,
});
const append = (tag: string, octets: number, more: object = {}) => ({
  tag,
  command: { verb: 'APPEND', mailbox: 'INBOX', message: head(octets, more) },
});
const askedFor = (written: string) => written.split('+ OK\r\n').length - 1;

for (const size of [1, 2, 3, 7, 512])
  test(`commands come whole from pieces of ${size} octets`, async () => {
    const said = goodCommands.map(([text], at) => `g${at} ${text}\r\n`).join('');
    const { events, written } = await read(said, { sizes: [size] });
    assert.deepEqual(
      events,
      goodCommands.map(([, command], at) => ({ tag: `g${at}`, command })),
    );
    assert.equal(written, '+ OK\r\n'.repeat(10));
  });

test('bad commands are answered one by one, and the next is read where it begins', async () => {
  // Those that announce more than they bring eat what comes behind them.
  const whole = badCommands.filter(([text]) => !/\{\d*\}?\r?\n?[^{]*$/.test(text) && !/[\r\n]/.test(text));
  assert.ok(whole.length > 300);
  for (const [text, command] of whole) {
    const { events } = await read(`b1 ${text}\r\nb2 NOOP\r\n`);
    assert.deepEqual(events, [{ tag: 'b1', command }, noop('b2')], text);
  }
});

test('bare line feeds end lines, before literals too', async () => {
  const { events } = await read('a LOGIN {3}\nana x\nb NOOP\n');
  assert.deepEqual(events, [{ tag: 'a', command: { verb: 'LOGIN', name: 'ana', secret: 'x' } }, noop('b')]);
});

test('what is no command has its tag where there is one', async () => {
  const { events } = await read('\r\n* NOOP\r\na1\r\na2 FOO\r\n{3+}\r\nabc\r\nGET / HTTP/1.1\r\n');
  assert.deepEqual(events, [
    bad(undefined, 'unknown'),
    bad(undefined, 'unknown'),
    bad('a1', 'unknown'),
    bad('a2', 'unknown'),
    bad(undefined, 'unknown'),
    bad('GET', 'http'),
  ]);
});

test('a letter is taken as it comes, asked for when the client waits', async () => {
  const letter = 'a: b\r\n\r\nz NOOP {3}\r\n';
  for (const sizes of [[1], [2], [3], [7], [1000]]) {
    const { events, written } = await read(
      `a APPEND inbox (\\Seen $x) " 7-Feb-1994 21:52:25 -0800" {${letter.length}}\r\n${letter}\r\nb NOOP\r\n`,
      { sizes },
    );
    assert.deepEqual(events, [
      append('a', letter.length, { flags: 1, keywords: ['$x'], internalDate: 760686745000 }),
      { octets: letter },
      'end',
      noop('b'),
    ]);
    assert.equal(written, '+ OK\r\n');
  }
});

test('several letters, the mailbox as a literal, UTF-8 and NUL', async () => {
  const { events, written } = await read(
    'a APPEND {5}\r\nINBOX (\\Deleted) {3+}\r\nabc UTF8 (~{2}\r\n\0x) "17-Jul-1996 02:44:25 +0000" ~{1+}\r\n\0 {0}\r\n\r\nb NOOP\r\n',
  );
  assert.deepEqual(events, [
    append('a', 3, { flags: 8, synchronizing: false }),
    { octets: 'abc' },
    head(2, { binary: true, utf8: true }),
    { octets: '\0x' },
    head(1, { binary: true, synchronizing: false, internalDate: 837571465000 }),
    { octets: '\0' },
    head(0),
    { octets: '' },
    'end',
    noop('b'),
  ]);
  assert.equal(askedFor(written), 3);
});

test('a letter is known for one whatever was said before it', async () => {
  const { events } = await read(
    'a LOGIN {1+}\r\nx {1+}\r\ny\r\nb APPEND {5+}\r\nINBOX {1+}\r\n.\r\nc APPEND INBOX {1+}\r\n.\r\n',
  );
  assert.deepEqual(events.slice(1), [
    append('b', 1, { synchronizing: false }),
    { octets: '.' },
    'end',
    append('c', 1, { synchronizing: false }),
    { octets: '.' },
    'end',
  ]);
});

const evil = 'z1 LOGOUT\r\nz2 DELETE INBOX\r\n';

test('a letter that nobody wants is not sent, or passed over', async () => {
  for (const sizes of [[1], [3], [1000]]) {
    const waiting = await read('a APPEND INBOX {310}\r\nb NOOP\r\n', { sizes, messages: ['none'] });
    assert.deepEqual(waiting, { events: [append('a', 310), noop('b')], written: '' });
    const sent = await read(
      `a APPEND INBOX {${evil.length}+}\r\n${evil} (\\Seen) {${evil.length}+}\r\n${evil}\r\nb NOOP\r\n`,
      { sizes, messages: ['none'] },
    );
    assert.deepEqual(sent.events, [append('a', evil.length, { synchronizing: false }), noop('b')]);
    // The second waits to be asked for, and is told about the first instead.
    const half = await read(`a APPEND INBOX {${evil.length}+}\r\n${evil} {5}\r\nb NOOP\r\n`, {
      sizes,
      messages: ['none'],
    });
    assert.deepEqual(half.events, [append('a', evil.length, { synchronizing: false }), noop('b')]);
  }
});

test('a letter that is given up in the middle is passed over, with what follows it', async () => {
  for (const taken of [1, 10, evil.length])
    for (const plus of ['', '+']) {
      const { events } = await read(
        `a APPEND INBOX {${evil.length}${plus}}\r\n${evil} UTF8 (~{${evil.length}+}\r\n${evil})\r\nb NOOP\r\n`,
        { sizes: [1], messages: [taken] },
      );
      assert.deepEqual(events, [
        append('a', evil.length, { synchronizing: plus === '' }),
        { octets: evil.slice(0, taken) },
        noop('b'),
      ]);
    }
});

test('what stands wrongly before or behind a letter is answered, and its octets are never commands', async () => {
  const announced = `{${evil.length}+}\r\n${evil}`;
  const before: [string, string][] = [
    [`a APPEND "" ${announced}`, 'mailbox-name'],
    [`a APPEND INBOX (\\Unknown) ${announced}`, 'arguments'],
    [`a APPEND INBOX "1-Foo-1994 00:00:00 +0000" ${announced}`, 'arguments'],
    [`a APPEND INBOX "31-Feb-1994 00:00:00 +0000" ${announced}`, 'arguments'],
    [`a APPEND INBOX "1-Feb-1994 24:00:00 +0000" ${announced}`, 'arguments'],
    [`a APPEND INBOX "1-Feb-1994 00:00:00 +0060" ${announced}`, 'arguments'],
    [`a APPEND INBOX UTF8 ~${announced}`, 'arguments'],
    [`a APPEND INBOX UTF8 (${announced}`, 'arguments'],
    [`a APPEND INBOX CATENATE (TEXT ${announced}`, 'arguments'],
    [`a APPEND INBOX(\\Seen) ${announced}`, 'arguments'],
    [`a APPEND INBOX${announced}`, 'arguments'],
    [`a APPEND INBOX (${'a'.repeat(129)}) ${announced}`, 'limit'],
    [`a APPEND {5}\r\nINBOX${announced}`, 'arguments'],
    [`a APPEND {0+}\r\n ${announced}`, 'mailbox-name'],
  ];
  for (const [text, why] of before) {
    const { events } = await read(`${text}\r\nb NOOP\r\n`, { sizes: [2] });
    assert.deepEqual(events, [bad('a', why, 'APPEND'), noop('b')], text);
  }
  const behind = [
    'x',
    ')',
    ` x ${announced}`,
    `x${announced}`,
    ` UTF8 (${announced}`,
    ` (\\Unknown) ${announced}`,
  ];
  for (const text of behind) {
    const { events } = await read(`a APPEND INBOX {1+}\r\n.${text}\r\nb NOOP\r\n`, { sizes: [2] });
    assert.deepEqual(
      events,
      [
        append('a', 1, { synchronizing: false }),
        { octets: '.' },
        { verb: 'bad', why: 'arguments', of: 'APPEND' },
        noop('b'),
      ],
      text,
    );
  }
});

test('a literal beyond the limits is not asked for, or passed over, and the next command is read', async () => {
  for (const [loggedIn, most] of [
    [false, readLimitsBeforeLogin.command],
    [true, readLimits.command],
  ] as const) {
    const line = 'a LOGIN {000000+}'.length;
    const octets = 'x'.repeat(most);
    const fits = await read(
      `a LOGIN {${String(most - line).padStart(6, '0')}+}\r\n${octets.slice(line)} y\r\nb NOOP\r\n`,
      { loggedIn },
    );
    assert.deepEqual(
      fits.events.map((event) => (event as { tag: string }).tag),
      ['a', 'b'],
    );
    assert.equal((fits.events[0] as { command: { verb: string } }).command.verb, 'LOGIN');
    const waiting = await read(`a LOGIN {${most}}\r\nb NOOP\r\n`, { loggedIn });
    assert.deepEqual(waiting, { events: [bad('a', 'literal'), noop('b')], written: '' });
    const sent = await read(`a LOGIN {${most}+}\r\n${octets} {${evil.length}+}\r\n${evil}\r\nb NOOP\r\n`, {
      loggedIn,
    });
    assert.deepEqual(sent.events, [bad('a', 'literal'), noop('b')]);
    const inTwo = await read(`a LOGIN {${most - 100}}\r\n${octets.slice(100)} {200}\r\nb NOOP\r\n`, {
      loggedIn,
    });
    assert.deepEqual(inTwo.events, [bad('a', 'literal'), noop('b')]);
    assert.equal(askedFor(inTwo.written), 1);
  }
});

test('who announces more than anybody should read is left', async () => {
  for (const text of [
    `a LOGIN {${readLimitsBeforeLogin.skipped + 1}+}\r\n`,
    'a LOGIN {99999999999999999999999999+}\r\n',
    'a APPEND INBOX {9999999999999999+}\r\n',
  ]) {
    const { events } = await read(`${text}${evil}`, { loggedIn: false, messages: ['none'] });
    assert.equal(events.length, 2, text);
    assert.equal(events[1], 'overflow');
  }
  // Little by little, too.
  const many = `a LOGIN {20000+}\r\n${'x'.repeat(20000)}${' {9+}\r\n.........'.repeat(4000)}\r\n`;
  const { events } = await read(many, { loggedIn: false });
  assert.deepEqual(events, [bad('a', 'literal'), 'overflow']);
});

test('a line beyond the limits is answered, and what it announces passed over', async () => {
  const long = 'x'.repeat(readLimitsBeforeLogin.line);
  for (const sizes of [[100], [1 << 20]]) {
    const given = { loggedIn: false, sizes };
    const plain = await read(`a LOGIN ${long}\r\nb NOOP\r\n`, given);
    assert.deepEqual(plain.events, [bad('a', 'too-long'), noop('b')]);
    const announcing = await read(`a LOGIN ${long} {${evil.length}+}\r\n${evil}\r\nb NOOP\r\n`, given);
    assert.deepEqual(announcing.events, [bad('a', 'too-long'), noop('b')]);
    const waiting = await read(`a LOGIN ${long} {5}\r\nb NOOP\r\n`, given);
    assert.deepEqual(waiting.events, [bad('a', 'too-long'), noop('b')]);
    const behind = await read(`a LOGIN {1+}\r\nx ${long} {${evil.length}+}\r\n${evil}\r\nb NOOP\r\n`, given);
    assert.deepEqual(behind.events, [bad('a', 'too-long'), noop('b')]);
    const refused = await read(
      `a LOGIN {20000+}\r\n${'x'.repeat(20_000)} ${long} {${evil.length}+}\r\n${evil}\r\nb NOOP\r\n`,
      given,
    );
    assert.deepEqual(refused.events, [bad('a', 'literal'), noop('b')]);
    const tagless = await read(`${long}x\r\nb NOOP\r\n`, given);
    assert.deepEqual(tagless.events, [bad(undefined, 'too-long'), noop('b')]);
    const letter = await read(
      `a APPEND INBOX {1+}\r\n. ${long} {${evil.length}+}\r\n${evil}\r\nb NOOP\r\n`,
      given,
    );
    assert.deepEqual(letter.events.slice(2), [{ verb: 'bad', why: 'too-long' }, noop('b')]);
  }
  assert.equal((await read(`a SEARCH TEXT ${long}\r\n`)).events.length, 1, 'after login it is a command');
  const endless = await read('y'.repeat(readLimits.overlong + 200_000), { sizes: [60_000] });
  assert.deepEqual(endless.events, ['overflow']);
});

test('however octets are split, what is read is the same', async () => {
  const words = [
    'a NOOP',
    'b LOGIN ',
    'c APPEND INBOX ',
    '{3}',
    '{3+}',
    '{20+}',
    '~{2+}',
    '\r\n',
    '\r\n',
    'abc',
    ' ',
    ')',
    '(',
    '"',
    ' UTF8 (',
    'x'.repeat(300),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...words), { maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.array(fc.constantFrom('all' as const, 'none' as const), { maxLength: 5 }),
      async (parts, sizes, messages) => {
        const text = parts.join('');
        assert.deepEqual(await read(text, { sizes, messages }), await read(text, { messages }));
      },
    ),
    { numRuns: 150 },
  );
});

test('whatever a command says, the octets of its literals are never read as commands', async () => {
  const literal = `{${evil.length}+}\r\n${evil}`;
  const words = [
    'a',
    'LOGIN',
    'APPEND',
    'INBOX',
    'SEARCH TEXT',
    '(',
    ')',
    '"',
    'UTF8 (~',
    '*',
    '\0',
    '\xff',
    'x'.repeat(20_000),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...words) }, fc.constant(literal)), {
        maxLength: 8,
      }),
      fc.constantFrom(' ', ''),
      fc.array(fc.constantFrom('all' as const, 'none' as const, 4), { maxLength: 5 }),
      async (parts, between, messages) => {
        const { events } = await read(`${parts.join(between)}\r\nlast NOOP\r\n`, {
          loggedIn: false,
          messages,
        });
        const tags = events.map((event) => (typeof event === 'object' && 'tag' in event ? event.tag : ''));
        assert.ok(!tags.some((tag) => tag?.startsWith('z')), 'not one of its commands');
        if (events.at(-1) !== 'overflow') assert.deepEqual(events.at(-1), noop('last'));
      },
    ),
    { numRuns: 300 },
  );
});
