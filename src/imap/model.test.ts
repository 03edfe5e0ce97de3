import { test } from 'node:test';
import { checkImapModel } from '../../test/imap-model/check-imap-model.ts';
import { overMemory } from '../../test/imap-model/over-memory.ts';

test('whatever several clients do to the same mailboxes, each is told exactly what the RFCs say', () =>
  checkImapModel({ runs: 120, start: overMemory }));
