// Octets changed as they pass, cut anywhere.

export interface OctetFilter {
  push(octets: Uint8Array): Uint8Array;
  /** What was held back. */
  end(): Uint8Array;
}

export type Octets = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The octets through all the filters, in their order. */
export async function* through(octets: Octets, filters: readonly OctetFilter[]): AsyncGenerator<Uint8Array> {
  for await (const piece of octets) {
    let passed = piece;
    for (const filter of filters) passed = filter.push(passed);
    if (passed.length > 0) yield passed;
  }
  for (let from = 0; from < filters.length; from++) {
    let passed = filters[from]!.end();
    for (const filter of filters.slice(from + 1)) passed = filter.push(passed);
    if (passed.length > 0) yield passed;
  }
}

/** A view as a Buffer, whose searches are fast. */
export function buffer(octets: Uint8Array): Buffer {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
}
