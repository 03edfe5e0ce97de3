// Every bound of a POP3 session, with its reason.

export type Limits = {
  /**
   * Octets of a command line without its CRLF. RFC 2449 §4 asks for 253; a PASS with the longest password that
   * RFC 4616 §2 allows needs 260.
   */
  command: number;
  /** Octets of an AUTH line or of a response in its exchange. What SMTP gives the same exchanges: RFC 4954 §4. */
  response: number;
  /** Octets of one overlong line that are thrown away before the connection is: nobody types a megabyte. */
  overlong: number;
  /** Milliseconds from greeting to login, in all: a person at a keyboard needs one minute, an attacker wants hours. */
  login: number;
  /** Milliseconds between two commands after login. RFC 1939 §3: at least ten minutes. */
  idle: number;
  /**
   * Milliseconds in which a peer takes one block (64 KiB, or a chunk of a letter) that waits for it. The autologout
   * again: a peer that reads an octet a second is as good as silent.
   */
  stall: number;
  /** Milliseconds of a TLS handshake, or of a proxy's header: three lost packets and a slow key. */
  handshake: number;
  /** Milliseconds a peer has to read the last reply and to close its side. */
  farewell: number;
  /** Commands in a row that are none, after which nobody there speaks POP3. */
  badCommands: number;
  /** Wrong passwords on one connection; guessing across connections is throttled by whoever opens the maildrop. */
  failedLogins: number;
  /** Octets of listings of either kind that are remembered: those of half a million messages in all. */
  listings: number;
  /** Connections in all: each costs some 10 KB here and a socket in the kernel. */
  connections: number;
  /** Connections from one address: an office behind one router, each with a few devices. */
  connectionsPerAddress: number;
};

export const defaultLimits: Limits = {
  command: 512,
  response: 12_288,
  overlong: 1_048_576,
  login: 180_000,
  idle: 600_000,
  stall: 600_000,
  handshake: 30_000,
  farewell: 10_000,
  badCommands: 100,
  failedLogins: 10,
  listings: 16_777_216,
  connections: 20_000,
  connectionsPerAddress: 250,
};
