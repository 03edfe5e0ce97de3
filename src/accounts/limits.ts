// Every limit of names and passwords, each with its reason.

export const limits = {
  /** Octets of an account's local part and of its domain. RFC 5321 §4.5.3.1.1, §4.5.3.1.2 */
  localPart: 64,
  domain: 255,
  /** Octets of a password: far beyond any that is typed, far below what would make hashing it slow. */
  password: 1024,

  /** What a stored hash may cost to verify. One who imports hashes could otherwise write one that takes the machine's
   * memory, or minutes, at each login. Memory in KiB; `work` is memory times passes, about a second here. */
  memory: 256 * 1024,
  passes: 16,
  parallelism: 8,
  work: 1024 * 1024,
  /** Octets. RFC 9106 §3.1 wants a salt of at least 8. */
  salt: { least: 8, most: 64 },
  tag: { least: 16, most: 64 },

  /** Logins waiting for a turn to hash. At 35 ms each, the last one waits about a second. */
  hashQueue: 64,
  /** Passwords that were right, and for how long (milliseconds) they count without hashing: a client that looks every
   * five minutes is hashed once an hour. About 100 octets each. */
  remembered: { most: 50_000, span: 3_600_000 },
  /** Passwords that were wrong: a device with an old password is answered from here and is no guesser. */
  mistaken: { most: 10_000, span: 600_000 },
  /** Guesses that may fail at once, and milliseconds until one of them is forgotten. Successes are not counted.
   * `account` stops a guesser with many addresses, `address` and `network` one with many names. `known` counts for an
   * account at an address where its owner logged in lately, instead of the three. */
  guesses: {
    account: { most: 30, forget: 30_000 },
    address: { most: 20, forget: 30_000 },
    network: { most: 100, forget: 10_000 },
    known: { most: 100, forget: 10_000 },
  },
  /** Entries of each kind that are kept; the least recently used go first. About 150 octets each. */
  throttled: 50_000,
  /** For how long an address is where the owner logged in, milliseconds: holidays are shorter. */
  knownFor: 30 * 86_400_000,

  /** Kinds of stored hashes whose cost is imitated for names that do not exist. */
  imitatedCosts: 8,
} as const;
