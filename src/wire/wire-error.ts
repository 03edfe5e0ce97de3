// Why a connection that we opened ourselves is no more, or never came to be.

export type WireFailure =
  /** The name has no address, or nobody who could tell answered. */
  | 'dns'
  /** Nobody listens there, or there is no way there. */
  | 'refused'
  | 'timeout-connect'
  /** The peer said nothing for as long as it was waited for. */
  | 'timeout-idle'
  /** The time for the whole of it is over. */
  | 'timeout-total'
  /** The connection broke. */
  | 'reset'
  /** There is TLS, but nothing says that the peer is who it should be. */
  | 'tls-verify'
  /** What came is not TLS, or none that both sides speak, or octets came where none may. */
  | 'tls-proto'
  /** There is TLS with another key than the one that was seen before. */
  | 'pin-mismatch'
  /** By the caller's signal. */
  | 'aborted';

export class WireError extends Error {
  readonly reason: WireFailure;

  constructor(reason: WireFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WireError';
    this.reason = reason;
  }
}
