// Every bound of an IMAP session, with its reason.

export type Limits = {
  /** Milliseconds from greeting to login, in all: a person at a keyboard needs one minute, an attacker wants hours. */
  login: number;
  /** Milliseconds between two commands after login, and of one IDLE. RFC 9051 §5.4: at least thirty minutes. */
  idle: number;
  /** Milliseconds in which a peer takes one block (64 KiB, or a chunk of a letter) that waits for it. */
  stall: number;
  /** Milliseconds of a TLS handshake, or of a proxy's header: three lost packets and a slow key. */
  handshake: number;
  /** Milliseconds a peer has to read the last response and to close its side. */
  farewell: number;
  /** Commands in a row that are none, after which nobody there speaks IMAP. */
  badCommands: number;
  /** Wrong passwords on one connection; guessing across connections is throttled by whoever opens the account. */
  failedLogins: number;
  /** Octets of a letter for APPEND. RFC 7889 announces it. */
  message: number;
  /** Connections in all: each costs some 10 KB here and a socket in the kernel. */
  connections: number;
  /** Connections from one address: an office behind one router; a client holds one per folder that it watches. */
  connectionsPerAddress: number;
};

export const defaultLimits: Limits = {
  login: 180_000,
  idle: 1_800_000,
  stall: 600_000,
  handshake: 30_000,
  farewell: 10_000,
  badCommands: 100,
  failedLogins: 10,
  message: 104_857_600,
  connections: 20_000,
  connectionsPerAddress: 500,
};
