// For the tests of the doors: a receiver that keeps letters in memory, and a peer that speaks over a raw socket.

import { connect, type Socket } from 'node:net';
import type { Acceptance, Envelope, Receiver, Verdict } from './index.ts';
import type { MailInEvent, MailInOptions } from './mail-in.ts';

export type Kept = { envelope: Envelope<string>; octets: string };

export class MemoryReceiver implements Receiver<string> {
  readonly kept: Kept[] = [];
  aborted = 0;
  finished = 0;
  /** What RCPT hears for an address, when not 'accepted'. */
  readonly refused = new Map<string, Exclude<Acceptance<string>, { kind: 'accepted' }>>();
  /** What the letter's end hears, for each mailbox, when not 'stored'. */
  readonly verdicts = new Map<string, Verdict>();
  readonly asked: { address: string; declaredSize: number | null }[] = [];
  /** Waited for in each write and at the end. */
  gate: { write: Promise<void>; finish: Promise<void> } = {
    write: Promise.resolve(),
    finish: Promise.resolve(),
  };
  fault: 'recipient' | 'write' | 'finish' | undefined;
  /** Whether the octets are kept, or only counted. */
  keeps = true;
  octets = 0;

  async recipient(
    address: string,
    { declaredSize }: { declaredSize: number | null },
  ): Promise<Acceptance<string>> {
    this.asked.push({ address, declaredSize });
    if (this.fault === 'recipient') throw new Error('a bug');
    return this.refused.get(address) ?? { kind: 'accepted', mailbox: address };
  }

  receive(envelope: Envelope<string>) {
    const chunks: Uint8Array[] = [];
    return {
      write: async (octets: Uint8Array) => {
        await this.gate.write;
        if (this.fault === 'write') throw new Error('a bug');
        this.octets += octets.length;
        if (this.keeps) chunks.push(Uint8Array.from(octets));
      },
      finish: async () => {
        await this.gate.finish;
        if (this.fault === 'finish') throw new Error('a bug');
        this.finished++;
        this.kept.push({ envelope, octets: Buffer.concat(chunks).toString('latin1') });
        return envelope.recipients.map(
          ({ mailbox }) => this.verdicts.get(mailbox) ?? { kind: 'stored' as const },
        );
      },
      abort: async () => {
        this.aborted++;
      },
    };
  }
}

export type Overheard = { events: MailInEvent[]; internalErrors: { reference: string; error: unknown }[] };

export function optionsFor(overheard: Overheard, more: Partial<MailInOptions> = {}): MailInOptions {
  return {
    hostname: 'mx.example.org',
    letterLimit: 1_000_000,
    hops: 100,
    idle: 60_000,
    now: () => Date.UTC(2026, 10, 4, 6, 5, 4),
    tls: null,
    admit: () => () => {},
    proxied: () => false,
    heard: (event) => overheard.events.push(event),
    onInternalError: (reference, error) => overheard.internalErrors.push({ reference, error }),
    ...more,
  };
}

/** A peer. Replies are read whole: `reply()` resolves to the lines of the next one, joined by '\n'. */
export class Talk {
  readonly socket: Socket;
  #text = '';
  #wake: (() => void) | undefined;
  ended = false;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.listen(this.socket);
  }

  /** Hears another socket from now on, such as the TLS one around this. */
  listen(socket: Socket): void {
    socket.on('data', (octets: Buffer) => {
      this.#text += octets.toString();
      this.#wake?.();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.ended = true;
      this.#wake?.();
    });
  }

  async reply(): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(this.#text)?.[0];
      if (whole !== undefined) {
        this.#text = this.#text.slice(whole.length);
        return whole.trimEnd().replaceAll('\r\n', '\n');
      }
      if (this.ended) return `closed ${this.#text}`;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Sends one line and resolves to its reply. */
  async say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`);
    return this.reply();
  }

  /** Waits until the other side has closed. */
  async closed(): Promise<void> {
    if (!this.ended) await new Promise((resolve) => this.socket.once('close', resolve));
  }
}
