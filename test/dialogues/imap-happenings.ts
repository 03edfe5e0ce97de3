// What an IMAP dialogue says of the account: what there is at the beginning, and what somebody else does to it later.

import assert from 'node:assert/strict';
import { Flag, type ModSeq, type Uid } from '../../src/imap/index.ts';
import type { MemoryAccount } from './memory-account.ts';
import type { MemoryMailbox } from './memory-mailbox.ts';
import { octetsOf } from './read-dialogue.ts';

/** False: the directive says nothing of the account. */
export function happen(account: MemoryAccount, text: string): boolean {
  const words: string[] = [...(text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [])];
  const [word, second = ''] = words;
  const mailbox = () => {
    const at = words.indexOf('in');
    return at < 0 ? account.find('INBOX')! : existing(account, words[at + 1]!);
  };
  switch (word) {
    case 'mailbox':
      addMailbox(account, words);
      return true;
    case 'quota':
      account.limits[second as 'octets' | 'messages'] = Number(words[2]);
      return true;
    case 'letter':
      arrive(account, mailbox(), words);
      return true;
    case 'letters':
      for (let left = Number(second); left > 0; left--)
        arrive(account, mailbox(), ['letter', '"Subject: x\\r\\n\\r\\nx\\r\\n"']);
      return true;
    case 'gone':
      mailbox().remove(words.slice(1).map(Number) as Uid[]);
      return true;
    case 'flags':
      mailbox().change({
        uids: [Number(second) as Uid],
        how: 'replace',
        ...parseFlags(words[2] ?? ''),
        unchangedSince: undefined,
      });
      return true;
    case 'delete': {
      const gone = existing(account, second);
      account.mailboxes.splice(account.mailboxes.indexOf(gone), 1);
      gone.delete();
      return true;
    }
    case 'rename':
      existing(account, second).name = nameOf(words[2]!);
      return true;
    case 'left':
      assert.equal(mailbox().messages.length, Number(second), text);
      return true;
    default:
      return false;
  }
}

const nameOf = (word: string) => (word.startsWith('"') ? (JSON.parse(word) as string) : word);

function existing(account: MemoryAccount, word: string): MemoryMailbox {
  const mailbox = account.find(nameOf(word));
  assert.ok(mailbox, `no mailbox is called ${word}`);
  return mailbox;
}

function named(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}

function addMailbox(account: MemoryAccount, words: readonly string[]): void {
  const name = nameOf(words[1]!);
  const special = words.find((word) => word.startsWith('\\'));
  const mailbox = account.find(name) ?? account.add(name, special);
  if (words.includes('subscribed')) account.subscriptions.add(name);
  mailbox.uidvalidity = Number(named(words, 'uidvalidity') ?? mailbox.uidvalidity);
  mailbox.modseq = Number(named(words, 'modseq') ?? mailbox.modseq) as ModSeq;
  mailbox.horizon = Number(named(words, 'horizon') ?? mailbox.horizon);
  mailbox.uidnext = Number(named(words, 'uidnext') ?? mailbox.uidnext) as Uid;
}

function arrive(account: MemoryAccount, mailbox: MemoryMailbox, words: readonly string[]): void {
  const uid = named(words, 'uid');
  if (uid !== undefined) mailbox.uidnext = Number(uid) as Uid;
  const internalDate = Date.parse(`${named(words, 'date') ?? '17-Jul-1996'} 02:44:25 -0700`);
  mailbox.add([
    {
      letter: account.letter(octetsOf(words[1]!)),
      ...parseFlags(named(words, 'flags') ?? ''),
      internalDate,
      saveDate: internalDate,
    },
  ]);
}

/** `\Seen,$Junk` */
function parseFlags(text: string): { flags: number; keywords: string[] } {
  let flags = 0;
  const keywords: string[] = [];
  for (const word of text.split(',')) {
    if (word.startsWith('\\')) flags |= Flag[word.slice(1) as keyof typeof Flag];
    else if (word !== '') keywords.push(word);
  }
  return { flags, keywords: keywords.sort() };
}
