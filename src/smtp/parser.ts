// smtp-server's command parser with our reading of DATA. Its own takes the same end for the end, but knows nothing of
// smuggled ones, and spends a turn of the event loop and a chunk of its stream on each stuffed dot: a letter of 100 MB
// could keep a processor busy for eight minutes.

import type { SMTPServerDataStream } from 'smtp-server';
import { SMTPStream } from 'smtp-server/lib/smtp-stream';
import { DataDecoder } from './data-decoder.ts';

/** The stream of one letter's octets, dot-stuffing undone. */
export type DataStream = SMTPServerDataStream & { readonly decoder: DataDecoder };

type Callback = (error?: Error | null) => void;

export class Parser extends SMTPStream {
  #decoder = new DataDecoder();

  override startDataMode(limit?: number): DataStream {
    this.#decoder = new DataDecoder();
    return Object.assign(super.startDataMode(limit), { decoder: this.#decoder });
  }

  override _feedDataStream(chunk: Buffer, done: Callback): void {
    const stream = this._dataStream!;
    const { octets, rest } = this.#decoder.decode(chunk);
    this._countDataBytes(octets.length);
    if (rest) this._endDataMode(octets, rest, done);
    else if (octets.length === 0 || !stream.writable || stream.write(octets)) done();
    else {
      // A stream that is destroyed never drains, it only closes.
      const proceed = () => {
        stream.off('drain', proceed).off('close', proceed);
        done();
      };
      stream.on('drain', proceed).on('close', proceed);
    }
  }
}
