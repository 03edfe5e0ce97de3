// Group commit: everything that waits becomes durable with one sync of each file. First the octets of all letters,
// then all operations in one transaction, a savepoint each. What the disk refuses is refused to those it concerns;
// what a full disk rolls back whole is done again, one by one; a disk that fails is thrown.

import { StoreRefusal } from '../../refusal.ts';
import type { Notice } from '../../store.ts';
import { type Attempt, attempt, type Files, OctetsMissing } from './attempt.ts';
import type { ChangeCounters } from './change-counters.ts';
import { isDiskFailure, isFull } from './failure.ts';
import { isFreeing, type Job, type OperationJob, type Outcome } from './job.ts';
import { noteTime } from './lost-time.ts';

export type Batch = { outcomes: Map<Job, Outcome>; notices: Notice[] };

export class GroupCommit {
  readonly #files: Files;
  readonly #counters: ChangeCounters;
  readonly #onFull: () => void;

  constructor(files: Files, counters: ChangeCounters, onFull: () => void) {
    this.#files = files;
    this.#counters = counters;
    this.#onFull = onFull;
  }

  /** Every job gets its outcome. Throws when the disk fails: then nothing of the batch may be answered as done. */
  run(jobs: readonly Job[]): Batch {
    const batch: Batch = { outcomes: new Map(), notices: [] };
    this.#files.octets.commit(jobs, batch.outcomes);
    const waiting = jobs.filter(
      (job) => job.kind === 'operation' && !batch.outcomes.has(job),
    ) as OperationJob[];
    if (waiting.length === 1 || !this.#together(waiting, batch)) {
      for (const job of waiting) this.#alone(job, batch);
    }
    return batch;
  }

  /** False when the transaction was lost: then nothing of it was done. */
  #together(jobs: readonly OperationJob[], batch: Batch): boolean {
    const { index } = this.#files;
    const results = new Map<OperationJob, Attempt | Outcome>();
    try {
      index.all('BEGIN IMMEDIATE');
      for (const job of jobs) {
        index.all('SAVEPOINT job');
        try {
          results.set(job, attempt(job, this.#files));
        } catch (error) {
          if (isDiskFailure(error)) throw error;
          // A full disk can take the whole transaction away, and with it what the others did.
          if (!index.isTransaction) return this.#lost();
          index.all('ROLLBACK TO job');
          results.set(job, this.#failed(job, error));
        }
        index.all('RELEASE job');
      }
      this.#noteTime([...results.values()]);
      index.all('COMMIT');
    } catch (error) {
      if (isDiskFailure(error)) throw error;
      if (index.isTransaction) index.all('ROLLBACK');
      return this.#lost();
    }
    for (const [job, result] of results) this.#settle(job, result, batch);
    return true;
  }

  #alone(job: OperationJob, batch: Batch): void {
    const full = this.#tryAlone(job, batch);
    // What makes room gets the room that is kept for it.
    if (full && isFreeing(job) && this.#files.ballast.drop()) this.#tryAlone(job, batch);
  }

  /** True when the disk was too full for it. */
  #tryAlone(job: OperationJob, batch: Batch): boolean {
    const { index } = this.#files;
    let result: Attempt | Outcome;
    try {
      index.all('BEGIN IMMEDIATE');
      result = attempt(job, this.#files);
      this.#noteTime([result]);
      index.all('COMMIT');
    } catch (error) {
      if (isDiskFailure(error)) throw error;
      if (index.isTransaction) index.all('ROLLBACK');
      result = this.#failed(job, error);
      this.#settle(job, result, batch);
      return isFull(error);
    }
    this.#settle(job, result, batch);
    return false;
  }

  /** Only with what changes a mailbox: nothing else may need a sync. */
  #noteTime(results: readonly (Attempt | Outcome)[]): void {
    if (results.some((result) => 'notices' in result && result.notices.length > 0))
      noteTime(this.#files.index, Date.now());
  }

  #lost(): false {
    this.#onFull();
    return false;
  }

  #failed(job: OperationJob, error: unknown): Outcome {
    if (error instanceof StoreRefusal) return { at: 'refused', refusal: error };
    if (error instanceof OctetsMissing) {
      if (job.insist)
        return { at: 'refused', refusal: new StoreRefusal('unavailable', 'the letter was swept') };
      job.insist = true;
      return { at: 'again' };
    }
    if (isFull(error)) {
      this.#onFull();
      return { at: 'refused', refusal: new StoreRefusal('no-space', 'the disk is full', { cause: error }) };
    }
    return { at: 'fault', error: error instanceof Error ? error : new Error(String(error)) };
  }

  /** After COMMIT: only now may anybody hear of it. */
  #settle(job: OperationJob, result: Attempt | Outcome, batch: Batch): void {
    if ('at' in result) {
      batch.outcomes.set(job, result);
      return;
    }
    Object.assign(job, result.after);
    this.#files.octets.published(result.published);
    for (const notice of result.notices) this.#counters.bump(notice.mailbox);
    batch.notices.push(...result.notices);
    batch.outcomes.set(job, result.outcome);
  }
}
