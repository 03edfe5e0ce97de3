// F34 to F39, F41, F42, F48: servers that are odd, busy or unwilling before they show letters: what the run says of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { aol } from './fake/broken/endings.ts';
import { capaCloses, capaRefusedAfterLogin, losesPipelined, okForPlus } from './fake/broken/logins.ts';
import { say } from './fake/reply.ts';

for (const [name, broken] of [
  ['F34: CAPA ends the session', capaCloses],
  ['F35: CAPA is refused behind the login', capaRefusedAfterLogin],
  ['F38: +OK where a plus belongs', okForPlus],
] as const)
  test(`${name}: everything is collected all the same`, async (t) => {
    const c = await collecting(t, { letters: 5, fake: { behaviour: broken() } });
    const report = await c.run();
    assert.equal(report.trouble, undefined);
    assert.equal(report.stored, 5);
  });

test('F36: PIPELINING that loses commands: every letter arrives once', async (t) => {
  const c = await collecting(t, {
    letters: 12,
    fake: { behaviour: losesPipelined() },
    limits: { stall: 30 },
  });
  await c.run();
  await c.runUntil(async () => (await c.holdings.count()) === 12);
});

test('F37: one letter is refused among others: these are stored, and that one is tried again in the next run', async (t) => {
  const c = await collecting(t, { letters: 12 });
  c.fake.behaviour = {
    instead: ({ verb, argument }) =>
      verb === 'RETR' && argument === '7' ? say('-ERR cannot read') : undefined,
  };
  const report = await c.run();
  assert.equal(report.stored, 11);
  c.fake.behaviour = {};
  c.fake.heard.clear();
  assert.equal((await c.run()).stored, 1);
  assert.deepEqual(c.fake.heard.letters('RETR'), [c.fake.maildrop.letters[6]]);
});

test('F39: a server that closes at a wrong password says nothing certain: the source is not paused at once', async (t) => {
  const c = await collecting(t, {
    letters: 1,
    fake: { behaviour: aol(), password: 'another' },
    secret: 'canary-4711',
  });
  const report = await c.run();
  assert.equal(report.trouble?.cause, 'login-ambiguous');
  assert.equal((await c.state()).schedule!.paused, false);
});

const login = (reply: string) => ({
  instead: ({ verb }: { verb: string }) => (/^(PASS|AUTH)$/.test(verb) ? say(reply) : undefined),
});

for (const [reply, cause, paused] of [
  ['-ERR [AUTH] wrong password', 'credentials', true],
  ['-ERR [IN-USE] locked', 'in-use', false],
  ['-ERR [LOGIN-DELAY] too soon', 'login-delay', false],
  ['-ERR [SYS/TEMP] try later', 'sys-temp', false],
  ['-ERR [SYS/PERM] gone', 'sys-perm', true],
] as const)
  test(`F41, F42, F48: ${reply}`, async (t) => {
    const c = await collecting(t, { letters: 2, fake: { behaviour: login(reply) } });
    const report = await c.run();
    assert.equal(report.trouble?.cause, cause);
    assert.equal(report.stored, 0);
    const state = await c.state();
    assert.equal(state.schedule!.paused, paused);
    c.fake.behaviour = {};
    assert.equal((await c.run()).stored, 2, 'when asked, it tries again');
    assert.equal((await c.state()).schedule!.paused, false);
  });

test('F48: POP3 is switched off there: the advice says so', async (t) => {
  const reply =
    '-ERR [SYS/PERM] Your account is not enabled for POP access. Please visit your settings page.';
  const c = await collecting(t, { letters: 1, fake: { behaviour: login(reply) } });
  assert.equal((await c.run()).trouble?.remedy, 'enable-pop');
});

test('F41: polls after [IN-USE] come later each time, and each within its bounds', async (t) => {
  const c = await collecting(t, { letters: 1, fake: { behaviour: login('-ERR [IN-USE] locked') } });
  const waits: number[] = [];
  for (let run = 0; run < 4; run++) {
    await c.run();
    const { nextAt } = (await c.state()).schedule!;
    waits.push(nextAt - c.now);
    c.now = nextAt;
  }
  for (const [index, least] of [7_500, 30_000, 150_000, 150_000].entries())
    assert.ok(waits[index]! >= least && waits[index]! <= 600_000, String(waits));
});

test('F42: what the server announces as LOGIN-DELAY is kept to', async (t) => {
  const capabilities = () => ['USER', 'UIDL', 'TOP', 'PIPELINING', 'LOGIN-DELAY 900'];
  const c = await collecting(t, { letters: 1, fake: { behaviour: { capabilities } } });
  await c.run();
  const state = await c.state();
  assert.equal(state.schedule!.loginDelay, 900);
  assert.ok(state.schedule!.nextAt >= c.now + 900_000);
});
