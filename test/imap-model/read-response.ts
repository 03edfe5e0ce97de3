// Responses of a server as the model speaks of them. It reads only what the commands of the model are answered with, and
// shares no code with the server.

export type Read =
  | { line: 'exists'; count: number }
  | { line: 'expunge'; seq: number }
  | { line: 'vanished'; uids: number[]; earlier: boolean }
  | { line: 'search'; extended: boolean; min?: number; max?: number; all?: number[]; count?: number }
  | {
      line: 'fetch';
      seq: number;
      uid: number | undefined;
      flags: string | undefined;
      modseq: number | undefined;
      octets: string | undefined;
    }
  | { line: 'copyuid'; from: number[]; to: number[] };

/** Undefined for what the model does not look at. Throws for what it cannot read. */
export function readResponse(response: string): Read | undefined {
  const [, number, name, rest] = /^\* (?:(\d+) )?(\S+) ?(.*)$/s.exec(response) ?? [];
  switch (name) {
    case 'EXISTS':
      return { line: 'exists', count: Number(number) };
    case 'EXPUNGE':
      return { line: 'expunge', seq: Number(number) };
    case 'VANISHED': {
      const [, earlier, set] = /^(\(EARLIER\) )?(\S+)$/.exec(rest!)!;
      return { line: 'vanished', uids: expand(set!), earlier: earlier !== undefined };
    }
    case 'SEARCH':
      return { line: 'search', all: (rest!.match(/\d+/g) ?? []).map(Number), extended: false };
    case 'ESEARCH': {
      const data = (name: string) => new RegExp(` ${name} (\\S+)`).exec(rest!)?.[1];
      const [min, max, all, count] = ['MIN', 'MAX', 'ALL', 'COUNT'].map(data);
      return {
        line: 'search',
        extended: true,
        ...(min && { min: Number(min) }),
        ...(max && { max: Number(max) }),
        ...(all && { all: expand(all) }),
        ...(count && { count: Number(count) }),
      };
    }
    case 'FETCH':
      return readFetch(Number(number), rest!);
    case 'OK': {
      const [, from, to] = /^\[COPYUID \d+ (\S+) (\S+)\]/.exec(rest!) ?? [];
      return from === undefined ? undefined : { line: 'copyuid', from: expand(from), to: expand(to!) };
    }
    case 'FLAGS':
    case 'RECENT':
    case 'LIST':
    case 'CAPABILITY':
    case 'ENABLED':
      return undefined;
    default:
      throw new Error(`a response that the model does not know: ${JSON.stringify(response)}`);
  }
}

function readFetch(seq: number, text: string): Read {
  const read: Read & { line: 'fetch' } = {
    line: 'fetch',
    seq,
    uid: undefined,
    flags: undefined,
    modseq: undefined,
    octets: undefined,
  };
  let left = text.slice(1);
  while (!left.startsWith(')')) {
    left = left.trimStart();
    const item = /^(?:UID (\d+)|FLAGS \(([^)]*)\)|MODSEQ \((\d+)\)|BODY\[\] \{(\d+)\}\r\n)/.exec(left);
    if (item === null) throw new Error(`an item that was not asked for: ${JSON.stringify(left)}`);
    left = left.slice(item[0].length);
    const [, uid, flags, modseq, octets] = item;
    if (uid !== undefined) read.uid = Number(uid);
    if (modseq !== undefined) read.modseq = Number(modseq);
    if (flags !== undefined) {
      const words = flags.split(' ').filter((flag) => flag !== '' && flag !== '\\Recent');
      read.flags = words.sort().join(' ');
    }
    if (octets !== undefined) {
      read.octets = left.slice(0, Number(octets));
      left = left.slice(Number(octets));
    }
  }
  return read;
}

/** `1,3:5` */
export function expand(set: string): number[] {
  return set.split(',').flatMap((range) => {
    const [from, to = from] = range.split(':').map(Number);
    return Array.from({ length: to! - from! + 1 }, (_, at) => from! + at);
  });
}
