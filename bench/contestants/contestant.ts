// A server that takes part in a benchmark.

export type Contestant = AsyncDisposable & {
  name: string;
  /** The root of the process tree whose CPU and memory are counted. */
  pid: number;
  pop3: number;
  /** Undefined where it takes no mail in. */
  lmtp: number | undefined;
  password: string;
};
