// smtp-server's command and data parser, with the watch for smuggled ends before its undoing of dot-stuffing.
// Tried on the wire: it takes only CRLF "." CRLF for the end and hands every look-alike on as text.

import type { SMTPServerDataStream } from 'smtp-server';
import { SMTPStream } from 'smtp-server/lib/smtp-stream';
import { EndOfData } from './smuggling.ts';

/** The stream of one letter's octets, dot-stuffing undone. */
export type DataStream = SMTPServerDataStream & { readonly ending: EndOfData };

type Callback = (error?: Error | null) => void;

export class Parser extends SMTPStream {
  #end = new EndOfData();

  override startDataMode(limit?: number): DataStream {
    this.#end = new EndOfData();
    return Object.assign(super.startDataMode(limit), { ending: this.#end });
  }

  // Called with fresh octets only; data that came in one packet with the DATA command enters here a second time,
  // then in data mode.
  override _write(chunk: Buffer, encoding: BufferEncoding | 'buffer', next: Callback): void {
    if (this._dataMode && !this.isClosed) this.#end.see(chunk);
    super._write(chunk, encoding, next);
  }
}
