import { test } from 'node:test';
import { checkImapModel } from '../../test/imap-model/check-imap-model.ts';
import { overTheStore } from '../../test/imap-model/over-the-store.ts';
import { Post } from './imap-mailbox/fixture.suite.ts';

for (const pictures of ['shared', 'apart'] as const) {
  test(`several clients over the store are told what the RFCs say, their pictures of a mailbox ${pictures}`, async () => {
    await using post = await Post.open();
    await checkImapModel({ runs: 60, start: () => overTheStore(post.store, pictures) });
  });
}
