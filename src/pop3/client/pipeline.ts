// Several commands under way at once (RFC 2449 §6.6): as many as the window allows, each answered in its turn. Nothing
// is ever written and waited for, so a server that stops reading until its reply is read cannot block us; and a server
// that loses commands is noticed without ever taking one reply for another.

import type { Conversation } from './conversation.ts';
import type { Window } from './limits.ts';
import type { Status } from './status.ts';

export type Ask = {
  line: string;
  number: number;
  /** Octets that the reply may have, for the window. */
  octets: number;
  /** Nothing else was under way with it. */
  alone?: boolean;
  /** Refused among others: asked again on its own, as a server may refuse what it cannot take in a batch. */
  again?: boolean;
};

/** A command whose reply cannot be any other command's, and the text of that reply. */
export type Probe = { line: string; text: string };

export type Answer = { ask: Ask; status: Status };

export class Pipeline {
  readonly #conversation: Conversation;
  #window: Window;
  readonly #probe: Probe | undefined;
  #waiting: Ask[];
  #underway: Ask[] = [];
  #octets = 0;
  /** Replies before the one to the probe. */
  #beforeProbe: number | undefined;

  constructor(conversation: Conversation, asks: readonly Ask[], window: Window, probe?: Probe) {
    this.#conversation = conversation;
    this.#waiting = [...asks];
    this.#window = conversation.quirks.has('pipelining-broken') ? { ...window, commands: 1 } : window;
    this.#probe = probe;
  }

  /** Commands whose replies have not been read. */
  get underway(): number {
    return this.#underway.length + (this.#beforeProbe === undefined ? 0 : 1);
  }

  /** The next reply's first line; what follows it must be read before the next call. Undefined: all are answered. */
  async next(): Promise<Answer | undefined> {
    for (;;) {
      this.#fill();
      const ask = this.#underway[0];
      if (ask === undefined) {
        if (this.#beforeProbe !== undefined) await this.#skipProbe();
        return undefined;
      }
      const status = await this.#status(ask);
      if (status === undefined) continue;
      this.#shift();
      if (!status.ok && !ask.alone) this.#waiting.push({ ...ask, again: true });
      else return { ask, status };
    }
  }

  /** Asks for nothing more; what is under way is still answered. */
  stop(): void {
    this.#waiting = [];
  }

  /** In batches: a window that is filled reply by reply would be a packet for each command. */
  #fill(): void {
    const { commands, octets } = this.#window;
    const count = this.#underway.length;
    if (count > 0 && (count > commands / 2 || this.#octets > octets / 2)) return;
    const asked: Ask[] = [];
    for (let ask = this.#waiting[0]; ask !== undefined; ask = this.#waiting[0]) {
      const full = this.#underway.length >= commands || this.#octets + ask.octets > octets;
      if (this.#underway.length > 0 && (full || ask.again)) break;
      this.#waiting.shift();
      this.#underway.push(ask);
      asked.push(ask);
      this.#octets += ask.octets;
      if (ask.again) break;
    }
    for (const ask of asked) ask.alone = this.#underway.length === 1;
    if (asked.length > 0) this.#conversation.send(asked.map(({ line }) => line));
  }

  /** Undefined: the server lost what was under way, which now waits again. */
  async #status(ask: Ask): Promise<Status | undefined> {
    const { limits } = this.#conversation;
    if (this.#beforeProbe === 0) await this.#skipProbe();
    let probed = false;
    if (this.#probe && !ask.alone && this.#beforeProbe === undefined) {
      probed = !(await this.#conversation.hasOctets(limits.stall));
      if (probed) {
        this.#conversation.send([this.#probe.line]);
        this.#beforeProbe = this.#underway.length;
      }
    }
    const status = await this.#conversation.status(ask.line, limits.idle);
    if (!probed || !status.ok || status.text.trim() !== this.#probe!.text) return status;
    // The reply to the probe where that to the first command should be: none of them was ever read.
    this.#conversation.noteQuirk('pipelining-broken');
    this.#window = { ...this.#window, commands: 1 };
    this.#waiting.unshift(...this.#underway);
    this.#underway = [];
    this.#octets = 0;
    this.#beforeProbe = undefined;
    return undefined;
  }

  #shift(): void {
    this.#octets -= this.#underway.shift()!.octets;
    if (this.#beforeProbe !== undefined) this.#beforeProbe--;
  }

  async #skipProbe(): Promise<void> {
    this.#beforeProbe = undefined;
    await this.#conversation.status(this.#probe!.line, this.#conversation.limits.idle);
  }
}
