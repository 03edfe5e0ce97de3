// The accounts of a demo and their passwords: made once, remembered in the directory, shown at every start.
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Administration } from '../../office/index.ts';

export type DemoAccount = { name: string; password: string };

const names = ['ana', 'luis'];

/** Three words of six letters that can be said, and need no quotes in a shell: 55 bits. */
function inventPassword(): string {
  const pick = (letters: string) => letters[randomInt(letters.length)]!;
  const syllable = () => pick('bdfgklmnprstvz') + pick('aeiou');
  return [1, 2, 3].map(() => syllable() + syllable() + syllable()).join('-');
}

/**
 * The accounts of the demo in `directory`, and whether they are new. Rejects with AdministrationError `exists` where
 * the directory has such accounts that no demo made: theirs is not a password to change.
 */
export async function demoAccounts(
  directory: string,
  administration: Administration,
): Promise<{ accounts: DemoAccount[]; isNew: boolean }> {
  const file = join(directory, 'demo.json');
  if (existsSync(file)) return { accounts: JSON.parse(readFileSync(file, 'utf8')), isNew: false };
  const accounts = names.map((name) => ({ name, password: inventPassword() }));
  for (const { name, password } of accounts) await administration.addAccount(name, { password });
  writeFileSync(file, JSON.stringify(accounts), { mode: 0o600 });
  return { accounts, isNew: true };
}
