// One slice of one operation inside the transaction that stands, and what is to be done once that is durable.

import { randomBytes } from 'node:crypto';
import type { Reply } from '../../operation.ts';
import type { BodyId, Notice } from '../../store.ts';
import type { Ballast } from './ballast.ts';
import type { Database } from './database.ts';
import { type Ask, drive } from './drive.ts';
import { nextSlice, type OperationJob, type Outcome } from './job.ts';
import type { OctetsCommit } from './octets-commit.ts';

/** The operation wants to publish a body whose octets are not on the disk. */
export class OctetsMissing extends Error {}

export type Attempt = {
  outcome: Outcome;
  notices: Notice[];
  published: BodyId[];
  /** What the job becomes. */
  after: Pick<OperationJob, 'state' | 'begun' | 'erase'>;
};

export type Files = { index: Database; bodies: Database; octets: OctetsCommit; ballast: Ballast };

/** Throws what the operation throws. */
export function attempt(job: OperationJob, files: Files): Attempt {
  const notices: Notice[] = [];
  const published: BodyId[] = [];
  const erase: BodyId[] = [];
  const ask = (step: Ask): Reply => {
    switch (step.kind) {
      case 'lock': // There is one writer: everything is serial already.
        return undefined;
      case 'notice':
        notices.push(step.notice);
        return undefined;
      case 'random':
        return new Uint8Array(randomBytes(step.octets));
      case 'published':
        if (!isStored(job, step.body)) throw new OctetsMissing();
        published.push(step.body);
        return undefined;
      case 'unpublished':
        return files.octets.rows.unpublished(step.before, step.limit);
      case 'note-published':
        published.push(...step.bodies);
        return undefined;
      case 'erase':
        erase.push(...step.bodies);
        return undefined;
      case 'return-pages': {
        const left = returnPages(files.index, step.pages) + returnPages(files.bodies, step.pages);
        shrink(files.bodies);
        return left;
      }
    }
  };
  const end = drive(files.index, nextSlice(job), ask);
  const after = { state: end.at === 'more' ? end.state : undefined, begun: true, erase };
  const outcome: Outcome = end.at === 'more' ? { at: 'again' } : end;
  return { outcome, notices, published, after };
}

function isStored({ carried }: OperationJob, body: BodyId): boolean {
  return carried.some(({ letter, stored }) => stored && Buffer.compare(letter.body, body) === 0);
}

/** Gives the end of the file and its log back to the file system, unless a reader is in the way: it must not wait. */
function shrink(db: Database): void {
  db.exec('PRAGMA busy_timeout = 0');
  db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  db.exec('PRAGMA busy_timeout = 5000');
}

/** Returns how many free pages are left. */
function returnPages(db: Database, pages: number): number {
  db.exec(`PRAGMA incremental_vacuum(${Math.trunc(pages)})`);
  return db.all('PRAGMA freelist_count')[0]![0] as number;
}
