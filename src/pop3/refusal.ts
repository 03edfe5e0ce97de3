// The one thing a session may throw: a "no" whose reason the client is told.

/** RFC 2449 §8.1 (IN-USE, LOGIN-DELAY), RFC 3206 §4 and §5 (SYS, AUTH). */
export type RefusalCode =
  /** The credentials are not good; the same for an unknown name and a wrong password. */
  | 'AUTH'
  /** Another session holds the maildrop. */
  | 'IN-USE'
  /** It may work again soon, without anybody's doing. */
  | 'SYS/TEMP'
  /** It will not work until somebody mends it. */
  | 'SYS/PERM'
  /** Too soon after the last login. */
  | 'LOGIN-DELAY';

/** Thrown by whoever keeps the mail. Anything else that is thrown is a fault, and the client learns only a reference. */
export class Pop3Refusal extends Error {
  readonly code: RefusalCode;

  /** `message`, when given, is shown to the client: printable ASCII, no secrets. */
  constructor(code: RefusalCode, message?: string, options?: ErrorOptions) {
    super(message ?? '', options);
    this.name = 'Pop3Refusal';
    this.code = code;
  }
}
