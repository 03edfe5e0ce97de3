// Takes in one letter: mends, counts, digests, parses and cuts it as it comes. A letter of at most 256 KiB stays here
// until it gets its place; of a larger one full chunks go ahead to the disk, few at a time, so that it needs little
// memory however large it is.

import { createHash, type Hash } from 'node:crypto';
import { createLetterParser } from '../../message/index.ts';
import { newBodyId } from '../body-id.ts';
import type { IncomingLetter, ReceivedLetter } from '../incoming.ts';
import { LetterTooLarge } from '../refusal.ts';
import type { BodyId, ReceiveOptions } from '../store.ts';
import { Chunks } from './chunks.ts';
import { derivedRow } from './derived-row.ts';
import { LineEnds } from './line-ends.ts';

/** A full chunk that goes ahead. The one who gets it may transfer its buffer away. */
export type AheadChunk = { body: BodyId; seq: number; octets: Uint8Array<ArrayBuffer> };
export type SendAhead = (chunk: AheadChunk) => Promise<void>;
/** Takes away what was written of a letter, unless it has a place. */
export type Forget = (body: BodyId) => Promise<void>;

// Four chunks under way hide the time of a sync, and are all that eight large letters at once hold: 8 MiB.
const window = 4;

export function receiveLetter(options: ReceiveOptions, sendAhead: SendAhead, forget: Forget): IncomingLetter {
  return new Receiving(options, sendAhead, forget);
}

class Receiving implements IncomingLetter {
  readonly #limit: number;
  readonly #opaque: boolean;
  readonly #sendAhead: SendAhead;
  readonly #forget: Forget;
  readonly #body: BodyId;
  readonly #parser = createLetterParser();
  readonly #lineEnds = new LineEnds();
  readonly #chunks = new Chunks();
  readonly #stored = createHash('sha256');
  /** Only from the first bare LF on: until then what is stored is what arrived. */
  #arrived: Hash | undefined;
  #octets = 0;
  #sent = 0;
  #ended = false;
  #discarded = false;
  #failure: unknown;
  readonly #underWay = new Set<Promise<void>>();

  constructor({ now, limit, opaque = false }: ReceiveOptions, sendAhead: SendAhead, forget: Forget) {
    this.#limit = Math.min(limit, 2 ** 32 - 1);
    this.#opaque = opaque;
    this.#sendAhead = sendAhead;
    this.#forget = forget;
    this.#body = newBodyId(now);
  }

  async write(octets: Uint8Array): Promise<void> {
    this.#assertGoing();
    const mended = this.#lineEnds.push(octets);
    if (mended !== octets) this.#arrived ??= this.#stored.copy();
    this.#arrived?.update(octets);
    this.#stored.update(mended);
    this.#octets += mended.length;
    if (this.#octets > this.#limit) {
      this.#failure = new LetterTooLarge(this.#limit);
      throw this.#failure;
    }
    if (!this.#opaque) this.#parser.push(mended);
    for (let taken = 0; taken < mended.length; ) {
      // Only now that more octets come: a letter of exactly one chunk still travels with its row.
      if (this.#chunks.isFull) await this.#send();
      taken += this.#chunks.take(taken === 0 ? mended : mended.subarray(taken));
    }
  }

  async finish({ ahead = false }: { ahead?: boolean } = {}): Promise<ReceivedLetter> {
    this.#assertGoing();
    this.#ended = true;
    if (ahead && this.#chunks.used > 0) await this.#send();
    await Promise.all(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure;
    const digest = ownOctets(this.#stored.digest());
    return {
      body: this.#body,
      octets: this.#octets,
      digest,
      arrivedDigest: this.#arrived === undefined ? digest : ownOctets(this.#arrived.digest()),
      shape: this.#lineEnds.shape,
      derived: derivedRow(this.#parser.end()),
      tail: { first: this.#sent, chunks: this.#chunks.used === 0 ? [] : [this.#chunks.cut()] },
    };
  }

  async discard(): Promise<void> {
    if (this.#discarded) return;
    this.#discarded = true;
    // The last chunks of a finished one may have been written by the write that then refused it.
    const wasWritten = this.#sent > 0 || this.#ended;
    this.#ended = true;
    await Promise.allSettled(this.#underWay);
    // What cannot be done now, as the store is closing or the disk too full, is the sweeper's.
    if (wasWritten) await this.#forget(this.#body).catch(() => {});
  }

  async #send(): Promise<void> {
    const sending = this.#sendAhead({
      body: this.#body,
      seq: this.#sent++,
      octets: this.#chunks.cut(),
    });
    const settled = sending
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
    if (this.#underWay.size >= window) await Promise.race(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #assertGoing(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) throw new Error('the letter has ended');
  }
}

/** Copied out of the pool that small Buffers share: sending a view to another thread would send the whole pool. */
function ownOctets(octets: Uint8Array): Uint8Array {
  return new Uint8Array(octets);
}
