// The settings as the rest of the house sees them: read, checked, complete. schema.ts says what each means.

export type HostPort = { host: string; port: number };

export type Settings = {
  /** Absolute path of the directory that holds everything. */
  data: string;
  /** Domains whose mail the accounts without a domain get. Lower case A-labels or NFC U-labels as written. */
  domains: string[];
  /** The name we greet with. */
  hostname: string;
  language: 'en' | 'es';
  log: { level: 'error' | 'warn' | 'info' | 'debug' };
  pop3: { listen: HostPort[]; idle: number; connectionsPerAddress: number };
  pop3s: { listen: HostPort[] };
  smtp: { listen: HostPort[]; connectionsPerAddress: number };
  lmtp: { listen: HostPort[] };
  /** Files, pairwise; empty lists: none. */
  tls: { certificate: string[]; key: string[] };
  /** Addresses and networks whose PROXY protocol header is believed. */
  proxy: { trusted: string[] };
  letter: { /** Octets. */ limit: number; /** Received fields that mean a loop. */ hops: number };
  store: { /** Octets that must stay free on the disk. */ reserve: number };
  account: { /** Octets; null: no limit. */ quota: number | null };
  /** Protocol threads; 0: one per core, at most 4. */
  threads: number;
};
