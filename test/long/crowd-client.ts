// One of a crowd in a mailbox: does this and that to its messages, and holds every response to the numbering that the
// responses before made. What the others do meanwhile it does not know.

import assert from 'node:assert/strict';
import type { ImapClient } from '../rig/imap.ts';

/** A small number, below `below`. */
export type Random = (below: number) => number;

const flagNames = [
  '\\Seen',
  '\\Answered',
  '\\Flagged',
  '\\Deleted',
  '\\Deleted',
  '\\Deleted',
  '\\Draft',
  '$Junk',
];

export class CrowdClient {
  commands = 0;
  readonly #client: ImapClient;
  readonly #random: Random;
  /** By place; undefined: told of by EXISTS alone. */
  #uids: (number | undefined)[] = [];

  constructor(client: ImapClient, random: Random) {
    this.#client = client;
    this.#random = random;
  }

  /** `enable`: undefined for IMAP4rev1 as it is. */
  async begin(mailbox: string, enable: string | undefined): Promise<void> {
    if (enable !== undefined) await this.#client.ask(`ENABLE ${enable}`);
    await this.#say(`SELECT ${mailbox}`);
  }

  /** Something, whatever it is. */
  async act(): Promise<void> {
    const random = this.#random;
    switch (random(12)) {
      case 0:
        return this.#say('NOOP');
      case 1:
      case 2: {
        const letter = `Subject: crowd ${random(100)}\r\n\r\n${'x'.repeat(random(3000))}\r\n`;
        return this.#say(`APPEND INBOX (${this.#flag()}) {${letter.length}+}\r\n${letter}`);
      }
      case 3:
      case 4:
        return this.#numbered(
          'STORE',
          `${'+-'[random(2)]}FLAGS${random(2) ? '.SILENT' : ''} (${this.#flag()})`,
        );
      case 5:
        return this.#numbered('FETCH', '(UID FLAGS)');
      case 6:
        return this.#numbered('FETCH', '(UID BODY.PEEK[])');
      case 7:
        return this.#numbered('FETCH', '(UID ENVELOPE BODY[])');
      case 8:
        return this.#numbered(random(2) ? 'COPY' : 'MOVE', random(3) ? 'Other' : 'INBOX');
      case 9:
        return this.#say('EXPUNGE');
      case 10:
        return this.#say(`UID SEARCH RETURN (SAVE ALL) OR SEEN SUBJECT "${random(10)}"`);
      default:
        return this.#idle();
    }
  }

  /** Uids and flags of all messages, once nobody does anything any more. */
  async settle(): Promise<string[]> {
    await this.#say('NOOP');
    const told: string[] = [];
    if (this.#uids.length > 0) await this.#say('FETCH 1:* (UID FLAGS)', (response) => told.push(response));
    assert.equal(told.length, this.#uids.length, 'one FETCH for each message that EXISTS');
    return told.map((response) => response.replace(/ ?\\Recent/, '').replace(/ MODSEQ \(\d+\)/, ''));
  }

  #flag(): string {
    return flagNames[this.#random(flagNames.length)]!;
  }

  async #numbered(verb: string, rest: string): Promise<void> {
    const count = this.#uids.length;
    if (count === 0) return this.#say('NOOP');
    const at = this.#random(count);
    const to = Math.min(count - 1, at + this.#random(4));
    const [from, last] = [this.#uids[at], this.#uids[to]];
    if (this.#random(2) === 0 || from === undefined || last === undefined)
      return this.#say(`${verb} ${at + 1}:${to + 1} ${rest}`);
    return this.#say(`UID ${verb} ${from}:${last} ${rest}`);
  }

  async #say(command: string, hear?: (response: string) => void): Promise<void> {
    this.commands++;
    const { untagged, answer } = await this.#client.try(command);
    const said = `${command.slice(0, 80)} → ${answer}`;
    for (const response of untagged) {
      this.#hear(response, said);
      if (/^\* \d+ FETCH/.test(response)) hear?.(response);
    }
    // Another may have been faster; nothing else is a reason to say no.
    assert.match(answer, /^(OK |NO \[(EXPUNGEISSUED|MODIFIED [\d,:]+)\])/, said);
  }

  async #idle(): Promise<void> {
    const idle = await this.#client.idle();
    await new Promise((resolve) => setTimeout(resolve, this.#random(30)));
    for (const response of await idle.end()) this.#hear(response, 'IDLE');
  }

  #hear(response: string, said: string): void {
    const where = `${JSON.stringify(response.slice(0, 200))} of ${said}`;
    const [, number = '', name, rest = ''] = /^\* (?:(\d+) )?(\S+) ?(.*)$/s.exec(response) ?? [];
    const seq = Number(number);
    switch (name) {
      case 'EXISTS':
        if (said.startsWith('SELECT')) this.#uids = [];
        assert.ok(seq >= this.#uids.length, `fewer than before: ${where}`);
        while (this.#uids.length < seq) this.#uids.push(undefined);
        return;
      case 'EXPUNGE':
        this.#isThere(seq, where);
        this.#uids.splice(seq - 1, 1);
        return;
      case 'VANISHED':
        this.#vanish(rest, where);
        return;
      case 'FETCH':
        this.#isThere(seq, where);
        this.#learn(seq, Number(/[( ]UID (\d+)/.exec(rest)?.[1] ?? 0), where);
        return;
      default:
        assert.match(response, /^\* (OK|FLAGS|SEARCH|ESEARCH|LIST|\d+ RECENT)/, where);
    }
  }

  #isThere(seq: number, where: string): void {
    assert.ok(seq >= 1 && seq <= this.#uids.length, `of ${this.#uids.length}: ${where}`);
  }

  #learn(seq: number, uid: number, where: string): void {
    if (uid === 0) return;
    const known = this.#uids[seq - 1];
    if (known !== undefined) assert.equal(uid, known, where);
    const before = this.#uids.slice(0, seq - 1).findLast((each) => each !== undefined) ?? 0;
    assert.ok(before < uid, `uids grow with numbers: ${where}`);
    this.#uids[seq - 1] = uid;
  }

  /** One whose uid it was not told is among those without, between the uids below and above. */
  #vanish(set: string, where: string): void {
    for (const range of set.split(',')) {
      const [from, to = from] = range.split(':').map(Number);
      for (let uid = from!; uid <= to!; uid++) {
        const below = this.#uids.findLastIndex((known) => known !== undefined && known < uid);
        const place = this.#uids.includes(uid) ? this.#uids.indexOf(uid) : below + 1;
        const known = this.#uids[place];
        assert.ok(
          place < this.#uids.length && (known === undefined || known === uid),
          `never there: ${where}`,
        );
        this.#uids.splice(place, 1);
      }
    }
  }
}
