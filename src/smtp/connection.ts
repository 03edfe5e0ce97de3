// One connection of smtp-server, mended where its options do not reach: our own reading of paths, replies that bring
// their own enhanced status, the watch for smuggled ends, a seat in the count of connections, and leaving in order.

import { SMTPConnection } from 'smtp-server/lib/smtp-connection';
import type { SMTPStream } from 'smtp-server/lib/smtp-stream';
import { limits } from './limits.ts';
import { Parser } from './parser.ts';
import { type PathArgument, parsePath } from './path.ts';
import { hasEnhancedStatus, refusals } from './reply.ts';

type Construction = ConstructorParameters<typeof SMTPConnection>;

export class Connection extends SMTPConnection {
  #leaving = false;
  /** Sends what was gathered. */
  #sendGathered: (() => void) | undefined;
  readonly #seat: (() => void) | undefined;
  readonly #closed: () => void;

  /** `seat` gives the counted place back; undefined: there was none, the peer is told so. `closed` may be called twice. */
  constructor(construction: Construction, seat: (() => void) | undefined, closed: () => void) {
    super(...construction);
    this.#seat = seat;
    this.#closed = closed;
  }

  override init(): void {
    if (this.#seat === undefined) {
      this._setListeners(() => this.send(421, withStatus(refusals.tooManyConnections)));
    } else if (this._server.options.lmtp) {
      // smtp-server waits 100 ms before the greeting to catch spammers who do not wait for it. LMTP peers are our own.
      this._setListeners(() => this.connectionReady());
    } else super.init();
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    this.#gather();
    super.send(code, data, typeof data === 'string' && hasEnhancedStatus(data) ? false : context);
    // Nothing in clear may wait when a TLS handshake begins (220), nor anything when the socket is about to go or the
    // peer waits to send its letter.
    if (code === 220 || code === 221 || code === 354 || code === 421) this.#sendGathered?.();
  }

  /**
   * Replies to pipelined commands leave together, at the latest with this turn of the event loop: sending costs more
   * than all the rest of a command. RFC 2920 §3.2
   */
  #gather(): void {
    if (this.#sendGathered) return;
    const socket = this._socket;
    socket.cork();
    this.#sendGathered = () => {
      this.#sendGathered = undefined;
      socket.uncork();
    };
    setImmediate(() => this.#sendGathered?.());
  }

  override _parseAddressCommand(name: string, line: Buffer | string): PathArgument | false {
    const verb = name === 'mail from' ? 'MAIL FROM' : 'RCPT TO';
    return parsePath(line.toString(), { verb, withoutDomain: this._server.options.lmtp === true }) ?? false;
  }

  // Runs inside the constructor of the library's class: no field of ours exists yet.
  override _createParser(): SMTPStream {
    const parser = new Parser({ maxCommandLength: limits.commandLine });
    parser.oncommand = (command, callback) => this._onCommand(command, callback);
    parser.on('error', () => {
      // RFC 5321 §4.5.3.1.4; where the next command would begin is not known.
      this.send(500, '5.5.2 Line too long');
      this.close();
    });
    return parser;
  }

  /** Says goodbye: at once, or behind the letter that is under way. */
  leave(): void {
    this.#leaving = true;
    if (!this._dataStream && !this._handlerPending) this.send(421, withStatus(refusals.stopping));
  }

  // Called when a transaction is over, behind its reply.
  override _resetSession(): void {
    super._resetSession();
    if (this.#leaving) this.send(421, withStatus(refusals.stopping));
  }

  /** Cuts the peer off in the middle of a letter. */
  cut(): void {
    this.send(421, withStatus(refusals.tooBig));
  }

  /** Drops the socket. */
  destroy(): void {
    this._socket.destroy();
  }

  override _onClose(): void {
    super._onClose();
    this.#seat?.();
    this.#closed();
  }
}

function withStatus({ enhanced, text }: { enhanced: string; text: string }): string {
  return `${enhanced} ${text}`;
}
