// Every server of the registry is recognised by what its fake says, and nothing else is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenServers } from '../../test/collector/fake/broken/index.ts';
import type { Quirk } from '../pop3/index.ts';
import {
  changesFor,
  knownServers,
  recogniseServer,
  type ServerChanges,
  type Signs,
} from './known-servers.ts';

const signs = (rest: Partial<Signs> = {}): Signs => ({
  host: 'pop.example.org',
  user: 'ana',
  greeting: 'POP3 ready',
  quirks: new Set<Quirk>(),
  ...rest,
});

/** As the client gives it. */
function greetingOf(fake: keyof typeof brokenServers): string {
  const { greeting = '+OK ready' } = brokenServers[fake]() as { greeting?: string };
  return greeting.replace(/^\+OK /, '');
}

const byGreeting = {
  aol: ['aol'],
  berkeley: ['qpopper-1004'],
  cyrus: ['cyrus'],
  domino: ['domino'],
  exchange: ['exchange'],
  exchange2000: ['exchange'],
  exchangeEmptyRetr: ['exchange-online'],
  gmail: ['gmail'],
  hMailServer: ['hmailserver'],
  maillennium: ['maillennium'],
  office365: ['exchange-online'],
  openMail: ['openmail'],
  stalwart: ['stalwart'],
  uwImap: ['uw-imap'],
} as const satisfies { [fake in keyof typeof brokenServers]?: readonly string[] };

for (const [fake, ids] of Object.entries(byGreeting))
  test(`${fake} is recognised as ${ids.join(', ')}`, () => {
    const found = recogniseServer(signs({ greeting: greetingOf(fake as keyof typeof byGreeting) }));
    assert.deepEqual(
      found.map(({ id }) => id),
      ids,
    );
  });

test('fakes that are odd without a name are recognised by none', () => {
  for (const fake of Object.keys(brokenServers) as (keyof typeof brokenServers)[])
    if (!(fake in byGreeting))
      assert.deepEqual(recogniseServer(signs({ greeting: greetingOf(fake) })), [], fake);
});

test('every server of the registry has its case here, an id of its own, and a note in both languages', () => {
  const cases = new Set<string>([
    ...Object.values(byGreeting).flat(),
    'gmail-recent',
    'wp-pl',
    'breaks-at-capa',
    'loses-pipelined',
  ]);
  assert.deepEqual(knownServers.map(({ id }) => id).sort(), [...cases].sort());
  for (const { note } of knownServers) assert.ok(note.en.length > 20 && note.es.length > 20);
});

for (const [what, sign, changes] of [
  ['an ordinary server', {}, {}],
  ['Dovecot', { greeting: 'Dovecot ready.' }, {}],
  ['Gmail', { greeting: 'Gpop ready for requests from 1.2.3.4 k4mb1' }, { hidesFetched: true }],
  ['Gmail with recent:', { greeting: 'Gpop ready for requests', user: 'recent:ana@gmail.com' }, {}],
  ['UW-IMAP', { greeting: 'POP3 mail.example.org v2007e.104 server ready' }, { firstMayBeInternal: true }],
  ['a server that says POP3 and a year', { greeting: 'POP3 server ready 2026' }, {}],
  [
    'Exchange',
    { greeting: 'The Microsoft Exchange POP3 service is ready. [TQBO]' },
    { keepAlive: 20_000, sizes: 'not-octets' },
  ],
  ['wp.pl', { host: 'pop3.WP.pl' }, { window: { commands: 1 } }],
  ['one that only ends alike', { host: 'pop3.notwp.pl' }, {}],
  ['one that broke at CAPA', { quirks: new Set<Quirk>(['capa-breaks']) }, { capa: 'never' }],
  [
    'one that lost commands',
    { quirks: new Set<Quirk>(['pipelining-broken', 'listing-garbled']) },
    { window: { commands: 1 } },
  ],
  [
    'several things at once',
    { greeting: 'Stalwart POP3 at your service', quirks: new Set<Quirk>(['capa-breaks']) },
    { topLines: 1, capa: 'never' },
  ],
] as const satisfies [string, Partial<Signs>, ServerChanges][])
  test(`${what}: ${JSON.stringify(changes)}`, () => assert.deepEqual(changesFor(signs(sign)), changes));
