// What a server may cost us, each number with its reason. A server is not trusted because somebody typed its name.

export type ClientLimits = {
  /** Milliseconds until there is a connection, over all addresses of the name. */
  connect: number;
  /** Milliseconds of a TLS handshake: three lost packets and a slow key. */
  handshake: number;
  /** Milliseconds until the greeting: servers ask the name server about us first, twice, 30 seconds each. */
  greeting: number;
  /** Milliseconds for CAPA, which some servers never answer; without an answer we do without. */
  capa: number;
  /** Milliseconds for the reply to each line of a login: some servers wait two minutes for the maildrop's lock. */
  login: number;
  /** Milliseconds for any other reply of one line; those to QUIT may stand for a long update. */
  command: number;
  /** Milliseconds between two pieces of a reply of many lines, and before its first line. */
  idle: number;
  /** Octets a second that a reply of many lines must come with in the mean, after `grace`: the slowest modem had 300. */
  rate: number;
  /** Milliseconds of waiting in one reply before `rate` counts. */
  grace: number;
  /** Milliseconds of the whole session, from the first step on. Infinity: none. */
  session: number;
  /** Octets of a line that is no letter's: a challenge of SASL may have some thousand. */
  line: number;
  /** Lines of a capability list: some thirty are known. */
  capabilities: number;
  /** Messages of a listing. */
  messages: number;
  /** Octets of one letter. */
  letter: number;
  /** Octets that are read and thrown away when a letter is left before its end; with more to come the session ends. */
  drain: number;
  /** Milliseconds that the next of several replies under way may need before we look whether the server lost them. */
  stall: number;
  /** Milliseconds a server has to close its side behind QUIT. */
  farewell: number;
};

export const defaultClientLimits: ClientLimits = {
  connect: 30_000,
  handshake: 30_000,
  greeting: 90_000,
  capa: 20_000,
  login: 180_000,
  command: 120_000,
  idle: 120_000,
  rate: 256,
  grace: 60_000,
  session: Number.POSITIVE_INFINITY,
  line: 65_536,
  capabilities: 500,
  messages: 5_000_000,
  letter: 2_147_483_648,
  drain: 1_048_576,
  stall: 30_000,
  farewell: 2_000,
};

/** How much may be asked for before it is answered. Commands are written, never waited for, so neither can deadlock. */
export type Window = {
  /** Commands under way. 1: no pipelining. */
  commands: number;
  /** Octets of the letters under way, by the server's own listing; one letter may always be. */
  octets: number;
};

/** Enough for 5,000 letters a second at 20 ms, and for 40 MB a second at 100 ms. */
export const defaultWindow: Window = { commands: 100, octets: 4_194_304 };
