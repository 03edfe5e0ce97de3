// The model of an IMAP account against many more histories: the same ones each time, and as many new ones.
import { test } from 'node:test';
import { Post } from '../../src/office/imap-mailbox/fixture.suite.ts';
import { checkImapModel } from '../imap-model/check-imap-model.ts';
import { overMemory } from '../imap-model/over-memory.ts';
import { overTheStore } from '../imap-model/over-the-store.ts';
import { chooseSeed } from './choose-seed.ts';

const seeds = [3501, 9051, 7162, 2180, 4315, 6851];

for (const seed of seeds) {
  test(`clients are told what the RFCs say in 3,000 histories of seed ${seed}`, () =>
    checkImapModel({ runs: 3_000, seed, start: overMemory }));

  for (const pictures of ['shared', 'apart'] as const) {
    test(`over the store, pictures ${pictures}, in 500 histories of seed ${seed}`, async () => {
      await using post = await Post.open();
      await checkImapModel({ runs: 500, seed, start: () => overTheStore(post.store, pictures) });
    });
  }
}

test('clients are told what the RFCs say in 3,000 histories of a new seed', (t) =>
  checkImapModel({ runs: 3_000, seed: chooseSeed(t), start: overMemory }));
