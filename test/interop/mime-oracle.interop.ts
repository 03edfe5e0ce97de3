// Dovecot is the judge of what a letter is made of: every letter of the corpus and some hundred generated ones are
// appended to it over IMAP, and its ENVELOPE, BODY and BODYSTRUCTURE are compared with ours. Each difference is
// explained, by a rule in agreement.ts or below. CASILLA_SEED and CASILLA_LETTERS ask for other and for more letters.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLetterParser, formatBody } from '../../src/message/index.ts';
import { startDovecot } from './dovecot.ts';
import { agree, agreeOnEnvelope } from './mime-oracle/agreement.ts';
import { bombs } from './mime-oracle/bombs.ts';
import { firstDifference, parseTree } from './mime-oracle/imap-tree.ts';
import { nastyLetter } from './mime-oracle/nasty-letter.ts';
import { type Judgement, judge } from './mime-oracle/oracle.ts';
import { createRandom } from './mime-oracle/random.ts';
import { needs } from './peers.ts';

const seed = Number(process.env.CASILLA_SEED ?? 20260102);
const generated = Number(process.env.CASILLA_LETTERS ?? 400);
const corpus = join(import.meta.dirname, '../letters');

/** Letters of the corpus where we differ, with the reason. */
const explained: Record<string, string> = {
  'parameters-2231-odd.eml': 'Two asterisks are no RFC 2231 §4.1 attribute: the name stays as it is.',
};

test('Dovecot and we see the same letters', needs('dovecot'), async (t) => {
  const random = createRandom(seed);
  const letters = [
    ...readdirSync(corpus)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => ({ name, octets: readFileSync(join(corpus, name)) })),
    ...bombs,
    ...Array.from({ length: generated }, (_, index) => ({
      name: `letter ${index} of seed ${seed}`,
      octets: nastyLetter(random),
    })),
  ];
  // Dovecot stores 80 for a NUL, so that is what both are given.
  for (const { octets } of letters) {
    for (let at = octets.indexOf(0); at >= 0; at = octets.indexOf(0)) octets[at] = 0x80;
  }
  // Lines are kept as they come: without this Dovecot stores bare LFs.
  await using dovecot = await startDovecot({
    location: 'sdbox',
    durable: false,
    more: 'mail_save_crlf = yes',
  });
  const octets = letters.map((letter) => letter.octets);
  const judgements = await judge(dovecot.ports.imap, dovecot.password, octets);

  const unexplained: string[] = [];
  const unneeded = new Set(Object.keys(explained));
  for (const [index, { name, octets }] of letters.entries()) {
    const found = differences(judgements[index]!, octets);
    if (found.length === 0) continue;
    if (name in explained) unneeded.delete(name);
    else unexplained.push(`${name}: ${found.join('\n')}\n${octets.toString('latin1', 0, 10_000)}`);
  }
  t.diagnostic(`${letters.length} letters, ${unexplained.length} unexplained`);
  assert.equal(unexplained.slice(0, 5).join('\n'), '');
  assert.deepEqual([...unneeded], [], 'explanations that explain nothing');
});

function differences(judged: Judgement, octets: Uint8Array): string[] {
  const parser = createLetterParser();
  parser.push(octets);
  const derived = parser.end();
  const pairs = {
    ENVELOPE: agreeOnEnvelope(judged.envelope, parseTree(derived.envelope)),
    BODY: agree(judged.body, parseTree(formatBody(derived.root))),
    BODYSTRUCTURE: agree(judged.bodyStructure, parseTree(derived.bodyStructure)),
  };
  return Object.entries(pairs).flatMap(([item, { dovecot, ours }]) => {
    const difference = firstDifference(dovecot, ours);
    return difference === undefined ? [] : [`${item} ${difference}`];
  });
}
