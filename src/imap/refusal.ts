// The keeper's "no", with the response code that says which (RFC 5530 §3, RFC 9051 §7.1).

export type RefusalCode =
  | 'AUTHENTICATIONFAILED'
  | 'UNAVAILABLE'
  | 'ALREADYEXISTS'
  | 'NONEXISTENT'
  | 'TRYCREATE'
  | 'OVERQUOTA'
  | 'TOOBIG'
  | 'LIMIT'
  | 'CANNOT'
  | 'NOPERM'
  | 'EXPUNGEISSUED'
  | 'SERVERBUG'
  | 'INUSE';

export class ImapRefusal extends Error {
  readonly code: RefusalCode;

  /** `text`: for the client; the session's own words where not given. */
  constructor(code: RefusalCode, text: string = '', options?: ErrorOptions) {
    super(text, options);
    this.name = 'ImapRefusal';
    this.code = code;
  }
}
