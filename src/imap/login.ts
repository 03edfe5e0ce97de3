// Who wants in. RFC 9051 §6.2

export type Login = {
  /** As the client wrote it, UTF-8, without control characters; not prepared for comparison. */
  name: string;
  secret: string;
  mechanism: string;
  remoteAddress: string;
  /** Whether the secret came through TLS. */
  secure: boolean;
  /** Aborted when the client has gone meanwhile. */
  signal: AbortSignal;
};
