// Bodies as chunk rows of a SQLite file: what the writer does to them.

import { bornAt } from '../body-id.ts';
import type { Database } from '../engine/sqlite/database.ts';
import type { BodyId, BodyName } from '../store.ts';
import { chunkOctets } from '../take-in/chunks.ts';

const insert = 'INSERT INTO chunks (body, seq, octets) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
const noteBegun = 'INSERT INTO unpublished (body, since) VALUES (?, ?) ON CONFLICT DO NOTHING';

export class ChunkRows {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Writes the first chunk. The same one again (a letter that is delivered repeatedly) changes nothing. */
  begin(body: BodyId, octets: Uint8Array): void {
    this.#db.changes(noteBegun, [body, bornAt(body)]);
    this.#db.changes(insert, [body, 0, octets]);
  }

  /**
   * Writes a later chunk; false where the sweeper has taken the body meanwhile: a chunk that nothing names would lie
   * there for ever.
   */
  append(body: BodyId, seq: number, octets: Uint8Array): boolean {
    if (!this.isWaiting(body)) return false;
    this.#db.changes(insert, [body, seq, octets]);
    return true;
  }

  /** Whether the octets of a body are there: they come and go together, so its last chunk speaks for all. */
  isThere({ body, octets }: BodyName): boolean {
    if (octets === 0) return true;
    const last = Math.ceil(octets / chunkOctets) - 1;
    return this.#db.all('SELECT 1 FROM chunks WHERE body = ? AND seq = ?', [body, last]).length > 0;
  }

  /** Makes the octets of a body that is not published those of another one, which has the same digest and none. */
  give(from: BodyId, to: BodyId): void {
    this.#db.changes('UPDATE OR REPLACE chunks SET body = ? WHERE body = ?', [to, from]);
    this.notePublished(from);
  }

  /** Whether the octets of a body that was begun are still there. */
  isWaiting(body: BodyId): boolean {
    return this.#db.all('SELECT 1 FROM unpublished WHERE body = ?', [body]).length > 0;
  }

  notePublished(body: BodyId): void {
    this.#db.changes('DELETE FROM unpublished WHERE body = ?', [body]);
  }

  erase(body: BodyId): void {
    this.#db.changes('DELETE FROM chunks WHERE body = ?', [body]);
    this.notePublished(body);
  }

  /** Bodies that were begun before `before` (milliseconds), as far as publishing was noted. */
  unpublished(before: number, limit: number): BodyId[] {
    const text = 'SELECT body FROM unpublished WHERE since < ? LIMIT ?';
    return this.#db.all(text, [before, limit]).map(([body]) => body as BodyId);
  }
}
