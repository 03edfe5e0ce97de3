// Reads what `strace -f -yy -o FILE` wrote: the calls on files and sockets, each where it ended.

export type SystemCall = {
  name: string;
  /** Path of the file, or strace's name of the socket, such as `TCP:[127.0.0.1:24->127.0.0.1:40000]`. */
  file: string;
  /** The arguments behind the descriptor, as strace prints them. */
  rest: string;
  result: number;
};

/**
 * In the order in which they ended, but a write in the order in which it began: what it wrote may be seen from then on.
 * So a sync counts only what was written before it, and an answer leaves as early as it could.
 */
export function readSystemCalls(output: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const open = new Map<string, SystemCall>();
  for (const line of output.split('\n')) {
    const begun = /^(\d+) +(\w+)\(\d+<(.*?)>(?=[,) ])(.*)$/.exec(line);
    if (begun) {
      const [, thread, name, file, rest] = begun as unknown as [string, string, string, string, string];
      const call = { name, file, rest, result: Number(/\) += (-?\d+)/.exec(rest)?.[1] ?? Number.NaN) };
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
