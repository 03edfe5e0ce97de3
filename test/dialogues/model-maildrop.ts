// What a POP3 client may expect of its maildrop, written down without a look at the server: a model that answers each
// command of the TRANSACTION state with what must be true of the reply. RFC 1939 §5 to §7.

/** `letter`: the lines of a multi-line reply, unstuffed; `line`: the whole first line, where the RFC fixes it. */
export type Expected = { status: '+OK' | '-ERR'; line?: string; lines?: string[] };

export type ModelCommand = { verb: string; message?: number; lines?: number };

export class ModelMaildrop {
  readonly #letters: readonly { uidl: string; lines: string[] }[];
  readonly #deleted = new Set<number>();

  /** Each letter as its lines, without their ends. */
  constructor(letters: readonly { uidl: string; lines: string[] }[]) {
    this.#letters = letters;
  }

  /** Numbers of what QUIT leaves. */
  get left(): number[] {
    return this.#letters.map((_, at) => at + 1).filter((message) => !this.#deleted.has(message));
  }

  #octets(message: number): number {
    return this.#letters[message - 1]!.lines.reduce((sum, line) => sum + line.length + 2, 0);
  }

  answer({ verb, message, lines = 0 }: ModelCommand): Expected {
    const here = this.left;
    if (message !== undefined && !here.includes(message)) return { status: '-ERR' };
    switch (verb) {
      case 'STAT':
        return {
          status: '+OK',
          line: `+OK ${here.length} ${here.reduce((sum, each) => sum + this.#octets(each), 0)}`,
        };
      case 'LIST':
        if (message !== undefined) return { status: '+OK', line: `+OK ${message} ${this.#octets(message)}` };
        return { status: '+OK', lines: here.map((each) => `${each} ${this.#octets(each)}`) };
      case 'UIDL':
        if (message !== undefined)
          return { status: '+OK', line: `+OK ${message} ${this.#letters[message - 1]!.uidl}` };
        return { status: '+OK', lines: here.map((each) => `${each} ${this.#letters[each - 1]!.uidl}`) };
      case 'RETR':
        return { status: '+OK', lines: this.#letters[message! - 1]!.lines };
      case 'TOP': {
        const all = this.#letters[message! - 1]!.lines;
        const blank = all.indexOf('');
        return { status: '+OK', lines: blank < 0 ? all : all.slice(0, blank + 1 + lines) };
      }
      case 'DELE':
        this.#deleted.add(message!);
        return { status: '+OK' };
      case 'RSET':
        this.#deleted.clear();
        return { status: '+OK' };
      default:
        return { status: '+OK' };
    }
  }
}

/** Takes one reply off the front of what a server said; undefined when it is not whole or not one. */
export function takeReply(said: string[], expected: Expected): Expected | undefined {
  const line = said.shift();
  const status = /^(\+OK|-ERR)( |$)/.exec(line ?? '')?.[1] as Expected['status'] | undefined;
  if (line === undefined || status === undefined) return undefined;
  const reply: Expected = { status, ...(expected.line !== undefined && { line }) };
  if (status === '-ERR' || expected.lines === undefined) return reply;
  const lines: string[] = [];
  for (;;) {
    const next = said.shift();
    if (next === undefined) return undefined;
    if (next === '.') return { ...reply, lines };
    lines.push(next.startsWith('.') ? next.slice(1) : next);
  }
}
