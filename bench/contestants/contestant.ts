// A server that takes part in a benchmark.

export type Contestant = AsyncDisposable & {
  name: string;
  /** The root of the process tree whose CPU and memory are counted. */
  pid: number;
  /** Undefined where it does not speak that. */
  pop3: number | undefined;
  imap: number | undefined;
  /** Undefined where it takes no mail in. */
  lmtp: number | undefined;
  password: string;
};
