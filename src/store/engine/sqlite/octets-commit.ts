// The first half of a batch: the octets of all its letters become durable with one sync of bodies.db, and the octets
// of bodies that died go. Only then may the index name the ones and forget the others.

import { ChunkRows } from '../../bodies/chunk-rows.ts';
import { StoreRefusal } from '../../refusal.ts';
import type { BodyId } from '../../store.ts';
import { scope } from '../../write/body-refs.ts';
import type { Ballast } from './ballast.ts';
import type { Database } from './database.ts';
import type { DiskSpace } from './disk-space.ts';
import { isDiskFailure, isFull } from './failure.ts';
import { type Carried, type Job, type OperationJob, type Outcome, octetsOf } from './job.ts';

const knownDigest = 'SELECT id FROM bodies WHERE scope = ? AND digest = ? AND dead_at IS NULL';
const liveBody = 'SELECT 1 FROM bodies WHERE scope = ? AND id = ? AND dead_at IS NULL';

type Outcomes = Map<Job, Outcome>;

export class OctetsCommit {
  readonly rows: ChunkRows;
  readonly #bodies: Database;
  readonly #index: Database;
  readonly #space: DiskSpace;
  readonly #ballast: Ballast;
  readonly #onFull: () => void;
  /** Bodies that the index names by now. Noted when there is something else to write; a crash before loses nothing. */
  #published: BodyId[] = [];

  constructor(bodies: Database, index: Database, space: DiskSpace, ballast: Ballast, onFull: () => void) {
    this.rows = new ChunkRows(bodies);
    this.#bodies = bodies;
    this.#index = index;
    this.#space = space;
    this.#ballast = ballast;
    this.#onFull = onFull;
  }

  /** Keeps room for deleting, where there is that much beyond the reserve. */
  takeBallast(): void {
    const { missing } = this.#ballast;
    if (missing > 0 && this.#space.spare > missing) this.#ballast.take();
  }

  /** The index names these bodies, durably. */
  published(bodies: readonly BodyId[]): void {
    this.#published.push(...bodies);
  }

  /** Gives an outcome to chunks, and to operations that may not go on. Throws when the disk fails. */
  commit(jobs: readonly Job[], outcomes: Outcomes): void {
    this.takeBallast();
    const writing = jobs.filter((job) => job.kind === 'chunk' || job.carried.length > 0);
    const erasing = jobs.filter((job) => job.kind === 'operation' && job.erase.length > 0) as OperationJob[];
    if (writing.length > 0 && this.#space.isShort) refuse(writing.splice(0), outcomes, 'no-space');
    const putting = this.#needOctets(writing);
    if (putting.length === 0 && erasing.length === 0) return;
    if (this.#attempt(putting, erasing, outcomes)) return;
    refuse(putting, outcomes, 'no-space');
    // Erasing is what makes room again: it gets its chance without the letters, then with the room kept for it.
    if (erasing.length === 0 || this.#attempt([], erasing, outcomes)) return;
    if (this.#ballast.drop() && this.#attempt([], erasing, outcomes)) return;
    refuse(erasing, outcomes, 'no-space');
  }

  /** Notes what was not noted yet. */
  close(): void {
    this.#attempt([], [], new Map());
  }

  /**
   * A letter whose digest is known will share that body: its octets need not be written a second time, unless the
   * index is older than bodies.db, from a backup, and the sweeper had already erased them.
   */
  #needOctets(writing: readonly Job[]): Job[] {
    const digests = new Set<string>();
    return writing.filter((job) => {
      if (job.kind === 'chunk') return true;
      for (const carried of job.carried) carried.needed = this.#isNeeded(carried, job.insist, digests);
      return job.carried.some(({ needed }) => needed);
    });
  }

  #isNeeded(carried: Carried, insist: boolean, digests: Set<string>): boolean {
    carried.mends = undefined;
    if (insist) return true;
    const { digest, octets } = carried.letter;
    const body = this.#index.all(knownDigest, [scope, digest])[0]?.[0] as BodyId | undefined;
    if (body !== undefined) {
      if (this.rows.isThere({ body, octets })) return false;
      carried.mends = body;
      return true;
    }
    const key = Buffer.from(digest).toString('latin1');
    if (digests.has(key)) return false;
    digests.add(key);
    return true;
  }

  /** False when the disk is full: then nothing was written. */
  #attempt(putting: readonly Job[], erasing: readonly OperationJob[], outcomes: Outcomes): boolean {
    const written: Outcomes = new Map();
    try {
      this.#bodies.all('BEGIN IMMEDIATE');
      for (const body of this.#published) this.rows.notePublished(body);
      for (const job of erasing) for (const body of job.erase) this.#erase(body);
      for (const job of putting) this.#put(job, written);
      this.#bodies.all('COMMIT');
    } catch (error) {
      if (isDiskFailure(error)) throw error;
      if (this.#bodies.isTransaction) this.#bodies.all('ROLLBACK');
      for (const job of putting)
        if (job.kind === 'operation') for (const carried of job.carried) carried.stored = false;
      if (isFull(error)) {
        this.#onFull();
        return false;
      }
      for (const job of [...putting, ...erasing]) outcomes.set(job, { at: 'fault', error: error as Error });
      return true;
    }
    this.#published = [];
    this.#space.wrote(putting.reduce((sum, job) => sum + octetsOf(job), 0));
    for (const [job, outcome] of written) outcomes.set(job, outcome);
    return true;
  }

  /** The sweeper may have chosen a body that was published since. */
  #erase(body: BodyId): void {
    if (this.#index.all(liveBody, [scope, body]).length === 0) this.rows.erase(body);
  }

  #put(job: Job, written: Outcomes): void {
    if (job.kind === 'chunk') {
      const stored = this.#putChunk(job.body, job.seq, job.octets);
      const refusal = new StoreRefusal('unavailable', 'the letter took so long that it was swept');
      written.set(job, stored ? { at: 'done', answer: undefined } : { at: 'refused', refusal });
      return;
    }
    for (const carried of job.carried) if (carried.needed) this.#putLetter(carried);
  }

  #putLetter(carried: Carried): void {
    const { body, tail } = carried.letter;
    carried.stored = tail.first === 0 || this.rows.isWaiting(body);
    for (const [index, octets] of tail.chunks.entries()) {
      if (carried.stored) carried.stored = this.#putChunk(body, tail.first + index, octets);
    }
    if (!carried.stored || carried.mends === undefined) return;
    this.rows.give(body, carried.mends);
    carried.stored = false;
  }

  #putChunk(body: BodyId, seq: number, octets: Uint8Array): boolean {
    if (seq > 0) return this.rows.append(body, seq, octets);
    this.rows.begin(body, octets);
    return true;
  }
}

function refuse(jobs: readonly Job[], outcomes: Outcomes, code: 'no-space'): void {
  for (const job of jobs) outcomes.set(job, { at: 'refused', refusal: new StoreRefusal(code) });
}
