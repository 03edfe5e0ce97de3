// The settings as the rest of the house sees them: read, checked, complete. schema.ts says what each means.

/** `host` is an address, a name, or `*` for every address of this machine. Port 0 is a free one. */
export type HostPort = { host: string; port: number };

export type Settings = {
  /** Absolute path of the directory that holds everything. */
  data: string;
  /** Domains whose mail the accounts without a domain get. Lower case A-labels or NFC U-labels as written. */
  domains: string[];
  /** The name we greet with. */
  hostname: string;
  /** The language of what the server writes for people. */
  language: 'en' | 'es';
  log: { level: 'error' | 'warn' | 'info' | 'debug' };
  pop3: {
    listen: HostPort[];
    /** Milliseconds. */
    idle: number;
    connectionsPerAddress: number;
  };
  pop3s: { listen: HostPort[] };
  imap: {
    listen: HostPort[];
    /** Milliseconds. */
    idle: number;
    connectionsPerAddress: number;
  };
  imaps: { listen: HostPort[] };
  smtp: { listen: HostPort[]; connectionsPerAddress: number };
  lmtp: { listen: HostPort[] };
  /** Absolute paths of PEM files, pairwise: as many keys as certificates. Empty: none. */
  tls: { certificate: string[]; key: string[] };
  /** Addresses and networks (10.0.0.0/8) whose PROXY protocol header is believed. */
  proxy: { trusted: string[] };
  letter: {
    /** Octets. */
    limit: number;
    /** Received fields that mean a loop. */
    hops: number;
  };
  store: {
    /** Octets that must stay free on the disk. */
    reserve: number;
  };
  account: {
    /** Octets a new account may hold; null: no limit. */
    quota: number | null;
  };
  /** The local socket: its permission bits, and its group by name or number; '' is the group of the process. */
  socket: { mode: number; group: string };
  /** Protocol threads; 0: one per core, at most 4. */
  threads: number;
};
