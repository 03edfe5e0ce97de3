import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderInternalData } from '../../test/collector/fake/broken/listings.ts';
import { isFolderInternalData } from './folder-internal-data.ts';

const text = folderInternalData.toString('latin1');
const is = (letter: string) => isFolderInternalData(Buffer.from(letter, 'latin1'));

test('the notes of UW-IMAP, and of Pine', () => {
  assert.equal(is(text), true);
  assert.equal(is(text.replace('X-IMAP:', 'X-IMAPbase:')), true);
});

test('letters that only speak of them', () => {
  assert.equal(is(text.replace('FOLDER INTERNAL DATA', 'hello')), false);
  assert.equal(is(text.replace('Mail System Internal Data', 'Luis')), false);
  assert.equal(is(text.replace('X-IMAP:', 'X-Other:')), false);
  assert.equal(is(`Subject: look\r\n\r\n${text}`), false);
  assert.equal(is(''), false);
});
