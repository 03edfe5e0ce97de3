// Every transcript in test/dialogues/imap is a test.

import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runImapDialogue } from '../../test/dialogues/run-imap-dialogue.ts';

const directory = fileURLToPath(new URL('../../test/dialogues/imap/', import.meta.url));

for (const file of globSync(`${directory}*.dialogue`).sort())
  test(basename(file, '.dialogue').replaceAll('-', ' '), () => runImapDialogue(readFileSync(file, 'utf8')));
