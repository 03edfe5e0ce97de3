// Every transcript in test/dialogues/pop3 is a test.

import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runDialogue } from '../../test/dialogues/run-dialogue.ts';

const directory = fileURLToPath(new URL('../../test/dialogues/pop3/', import.meta.url));

for (const file of globSync(`${directory}*.dialogue`).sort())
  test(basename(file, '.dialogue').replaceAll('-', ' '), () => runDialogue(readFileSync(file, 'utf8')));
