// Letters that go out: all that an account has at one moment, handed out in portions. Letters that are deleted after
// that moment can still be read for as long as the store keeps their octets.

import {
  type AccountId,
  bodyOf,
  type MailboxRow,
  Shape,
  type SnapshotLetter,
  type Store,
  StoreRefusal,
} from '../../store/index.ts';
import type { ExportedFolder, ExportedLetter, Letters } from '../letters.ts';
import { LettersRefusal } from '../letters.ts';

/** Octets of one portion, roughly, and letters: what one answer over a line holds. */
const portionOctets = 1024 * 1024;
const portionLetters = 500;
const pieceOctets = 256 * 1024;

type Entry = { folder: string; letter: SnapshotLetter };

export class Outflow implements Pick<Letters, 'nextLetters' | 'moreOctets'> {
  readonly #store: Pick<Store, 'read' | 'body'>;
  #letters: Entry[] = [];
  #next = 0;

  constructor(store: Pick<Store, 'read' | 'body'>) {
    this.#store = store;
  }

  async begin(account: AccountId, folders: readonly string[] | null): Promise<ExportedFolder[]> {
    const snapshot = await this.#store.read('snapshotAccount', { account });
    const missing = folders?.find((folder) => !snapshot.some(({ mailbox }) => mailbox.name === folder));
    if (missing !== undefined) throw new LettersRefusal('no-folder', missing);
    const wanted = snapshot.filter(({ mailbox }) => folders === null || folders.includes(mailbox.name));
    this.#next = 0;
    this.#letters = wanted.flatMap(({ mailbox, letters }) =>
      letters.map((letter) => ({ folder: mailbox.name, letter })),
    );
    return wanted.map(({ mailbox, letters }) => exportedFolder(mailbox, letters.length));
  }

  async nextLetters(): Promise<ExportedLetter[]> {
    const portion: ExportedLetter[] = [];
    let octets = 0;
    while (this.#next < this.#letters.length && portion.length < portionLetters && octets < portionOctets) {
      const letter = await this.#exported(this.#next++);
      octets += letter.octets?.length ?? 0;
      portion.push(letter);
    }
    return portion;
  }

  moreOctets({ number, from }: { number: number; from: number }): Promise<Uint8Array | null> {
    return this.#read(this.#letters[number]!.letter, from);
  }

  async #exported(number: number): Promise<ExportedLetter> {
    const { folder, letter } = this.#letters[number]!;
    const { uid, flags, keywords, internalDate, uidl, octets, shape, digest } = letter;
    return {
      number,
      uid,
      facts: { folder, flags, keywords, internalDate, uidl },
      size: octets,
      isLf: (shape & Shape.AllLf) !== 0,
      isUnterminated: (shape & Shape.Unterminated) !== 0,
      digest: new Uint8Array(Buffer.from(digest, 'latin1')),
      octets: await this.#read(letter, 0),
    };
  }

  async #read(letter: SnapshotLetter, from: number): Promise<Uint8Array | null> {
    const length = Math.min(pieceOctets, letter.octets - from);
    const pieces: Uint8Array[] = [];
    try {
      const name = { body: bodyOf(letter), octets: letter.octets };
      if (length > 0) for await (const piece of this.#store.body(name, { from, length })) pieces.push(piece);
    } catch (error) {
      if (error instanceof StoreRefusal && error.code === 'nonexistent') return null;
      throw error;
    }
    return pieces.length === 1 ? pieces[0]! : new Uint8Array(Buffer.concat(pieces));
  }
}

function exportedFolder({ name, uidvalidity, uidnext }: MailboxRow, letters: number): ExportedFolder {
  return { folder: name, uidvalidity, uidnext, letters };
}
