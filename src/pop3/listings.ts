// Listings of maildrops in which nothing is marked, as octets that can be sent at once; the least recently used are
// forgotten first. Clients ask for the same ones every few minutes, and to make ten thousand lines anew costs more
// than all the rest of their session.

export type Listing = readonly Uint8Array[];

export class Listings {
  readonly #limit: number;
  readonly #known = new Map<object, Listing>();
  #octets = 0;

  /** `limit`: octets. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(frozen: object): Listing | undefined {
    const listing = this.#known.get(frozen);
    if (listing === undefined) return undefined;
    this.#known.delete(frozen);
    this.#known.set(frozen, listing);
    return listing;
  }

  put(frozen: object, listing: Listing): void {
    this.#forget(frozen);
    this.#known.set(frozen, listing);
    this.#octets += weigh(listing);
    for (const [oldest] of this.#known) {
      if (this.#octets <= this.#limit) break;
      this.#forget(oldest);
    }
  }

  #forget(frozen: object): void {
    const listing = this.#known.get(frozen);
    if (listing === undefined) return;
    this.#known.delete(frozen);
    this.#octets -= weigh(listing);
  }
}

const weigh = (listing: Listing) => listing.reduce((sum, { length }) => sum + length, 0);
