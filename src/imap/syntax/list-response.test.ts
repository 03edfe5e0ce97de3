import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatList, formatStatus } from './list-response.ts';

test('a mailbox is listed with its attributes, and what else the client should know', () => {
  const listed = { name: 'Entwürfe', attributes: ['\\Drafts', '\\HasNoChildren'] };
  assert.equal(formatList(listed, false), 'LIST (\\Drafts \\HasNoChildren) "/" "Entw&APw-rfe"');
  assert.equal(formatList({ name: 'a', attributes: [] }, true, 'LSUB'), 'LSUB () "/" "a"');
  assert.equal(
    formatList({ name: 'foo', attributes: [], childInfo: ['SUBSCRIBED'], oldName: 'é' }, true),
    'LIST () "/" "foo" ("CHILDINFO" ("SUBSCRIBED") "OLDNAME" ("\xc3\xa9"))',
  );
});

test('the state of a mailbox is told item by item', () => {
  assert.equal(
    formatStatus(
      'blurdybloop',
      [
        ['MESSAGES', 231],
        ['MAILBOXID', 'F2212ea87'],
        ['APPENDLIMIT', undefined],
      ],
      false,
    ),
    'STATUS "blurdybloop" (MESSAGES 231 MAILBOXID (F2212ea87) APPENDLIMIT NIL)',
  );
});
