// npm run bench [poll|retrieve|deliver|memory|collect|idle-poll|large-letter|imap-select|imap-flags …] [--rounds N]
//   [--only bare,dovecot,cyrus,casilla]
// Prints the results as tables for bench/results.md. See README.md.
import { cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { benchCollecting, type Collecting, collectingNames } from './collect/collecting.ts';
import { benchDelivery } from './delivery.ts';
import { benchImapIdle } from './imap/idle.ts';
import { benchImap, imapNames } from './imap/mailboxes.ts';
import { benchReading, type Reading } from './maildrops.ts';
import { benchMemory } from './memory.ts';
import { tableHead } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'bare,dovecot,cyrus,casilla' },
  },
});
const known = ['poll', 'retrieve', 'deliver', 'memory', ...imapNames, 'imap-idle', ...collectingNames];
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; known are ${known.join(', ')}`);
  process.exit(64);
}
const wanted = new Set(positionals.length > 0 ? positionals : known);
const names = new Set(values.only.split(','));
const rounds = Number(values.rounds);

console.log(
  `${cpus()[0]?.model} × ${cpus().length}, Linux ${release()}, Node ${process.version}, median of ${rounds}\n`,
);
const reading = new Set(
  [...wanted].filter((name): name is Reading => name === 'poll' || name === 'retrieve'),
);
const imap = new Set(imapNames.filter((name) => wanted.has(name)));
if (reading.size > 0 || wanted.has('deliver') || imap.size > 0) console.log(tableHead);
if (reading.size > 0) await benchReading(reading, names, rounds);
if (wanted.has('deliver')) await benchDelivery(names, rounds);
if (imap.size > 0) await benchImap(imap, names, rounds);
if (wanted.has('imap-idle')) await benchImapIdle(names);
if (wanted.has('memory')) await benchMemory(names);
const collecting = new Set(
  [...wanted].filter((name): name is Collecting => collectingNames.includes(name as Collecting)),
);
if (collecting.size > 0) await benchCollecting(collecting, rounds);
