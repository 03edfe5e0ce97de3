// Every limit of delivery, with its reason.

export const limits = {
  /** Octets of the trace header that go on top of what a sender may send: two addresses, a name, a date. */
  trace: 4096,
} as const;
