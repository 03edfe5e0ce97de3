// Reads what `strace -f -yy -o FILE` wrote: the calls on files and sockets, each where it ended.

export type SystemCall = {
  name: string;
  /** Path of the file, or strace's name of the socket, such as `TCP:[127.0.0.1:24->127.0.0.1:40000]`. */
  file: string;
  /** The arguments behind the descriptor, as strace prints them. */
  rest: string;
  result: number;
  /** The line on which it began. */
  began: number;
};

/**
 * A sync stands where it ended, everything else where it began: an answer leaves as early as it could, and a sync that
 * was still under way by then comes after it.
 */
export function readSystemCalls(output: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const open = new Map<string, SystemCall>();
  for (const [began, line] of output.split('\n').entries()) {
    const begun = /^(\d+) +(\w+)\(\d+<(.*?)>(?=[,) ])(.*)$/.exec(line);
    if (begun) {
      const [, thread, name, file, rest] = begun as unknown as [string, string, string, string, string];
      const call = { name, file, rest, result: Number(/\) += (-?\d+)/.exec(rest)?.[1] ?? Number.NaN), began };
      const unfinished = rest.includes('<unfinished ...>');
      if (unfinished) open.set(thread, call);
      if (!unfinished || !name.endsWith('sync')) calls.push(call);
      continue;
    }
    const ended = /^(\d+) +<\.\.\. (\w+) resumed>.*\) += (-?\d+)/.exec(line);
    const call = ended && open.get(ended[1]!);
    if (!call) continue;
    open.delete(ended[1]!);
    call.result = Number(ended[3]);
    if (call.name.endsWith('sync')) calls.push(call);
  }
  return calls;
}

/** How a file stands at the end of `calls`: its last octets on the disk, written only, or no octet written at all. */
export function stateOfFile(calls: readonly SystemCall[], file: string): 'synced' | 'written' | 'untouched' {
  const mine = calls.filter((call) => call.file.endsWith(`/${file}`));
  const written = mine.findLast(({ name }) => name.startsWith('pwrite'));
  const synced = mine.findLast(({ name, result }) => /^f(data)?sync$/.test(name) && result === 0);
  if (written === undefined) return 'untouched';
  return synced !== undefined && synced.began > written.began ? 'synced' : 'written';
}
