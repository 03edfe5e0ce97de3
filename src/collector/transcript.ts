// What was said in the last sessions of a source, for a person who looks for the reason of something: without secrets
// and letters, and bounded.

import type { Pop3ClientEvent } from '../pop3/index.ts';

/** Lines that are kept over all sessions, and octets of one. */
const mostLines = 200;
const longestLine = 160;
/** Lines of a kind that are kept of many in a row: of ten thousand RETR the first and the last tell all. */
const mostAlike = 2;

export class Transcript {
  readonly #lines: string[];
  #kind = '';
  #alike = 0;
  #skipped = 0;

  /** `before`: of earlier sessions. */
  constructor(before: readonly string[] = []) {
    this.#lines = [...before];
  }

  /** `now`: milliseconds since 1970. */
  begin(now: number): void {
    this.#kind = '';
    this.#push(`--- ${new Date(now).toISOString()}`);
  }

  readonly hear = (event: Pop3ClientEvent): void => {
    const line = lineOf(event);
    const kind = kindOf(event);
    if (kind !== undefined && kind === this.#kind && ++this.#alike > mostAlike) {
      this.#skipped++;
      return;
    }
    // Replies between two commands of a kind belong to them.
    if (kind !== undefined && kind !== this.#kind) {
      this.#kind = kind;
      this.#alike = 1;
    }
    if (event.event === 'received' && this.#skipped > 0 && line.startsWith('S: +OK')) return;
    this.#push(line);
  };

  get lines(): string[] {
    return [...this.#lines];
  }

  #push(line: string): void {
    if (this.#skipped > 0) this.#lines.push(`   (${this.#skipped} more)`);
    this.#skipped = 0;
    // What a server sends is shown on somebody's terminal.
    const shown = line.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, '·');
    this.#lines.push(shown.length > longestLine ? `${shown.slice(0, longestLine)}…` : shown);
    if (this.#lines.length > mostLines) this.#lines.splice(0, this.#lines.length - mostLines);
  }
}

/** The verb of what may come ten thousand times. */
function kindOf(event: Pop3ClientEvent): string | undefined {
  if (event.event !== 'sent') return undefined;
  return event.line.split(' ')[0]!;
}

function lineOf(event: Pop3ClientEvent): string {
  switch (event.event) {
    case 'sent':
      return `C: ${event.line}`;
    case 'received':
      return `S: ${event.line}`;
    case 'connected':
      return `connected to ${event.host}:${event.port} (${event.remoteAddress})`;
    case 'tls':
      return `${event.protocol} ${event.cipher}, key ${event.pin}${event.verified ? '' : ', not vouched for'}`;
    case 'quirk':
      return `quirk: ${event.quirk}`;
    case 'login':
      return `logged in by ${event.mechanism}`;
    case 'failed':
      return `failed: ${event.code}: ${event.message}`;
    case 'closed':
      return `closed after ${event.octetsIn} octets in, ${event.octetsOut} out`;
  }
}
