// What a client did, for a log or a transcript: no secrets, no letters.

/** What a server does otherwise than the RFCs say, as far as it mattered. */
export type Quirk =
  /** It broke off, or never answered, at CAPA: it is not asked any more. */
  | 'capa-breaks'
  /** It knows CAPA before the login and refuses it afterwards. */
  | 'capa-refused-after-login'
  /** `+OK` where a plus belongs, or words where base64 does. */
  | 'challenge-not-as-specified'
  /** An initial response was refused, the same response after a challenge was not. */
  | 'no-initial-response'
  /** It says PIPELINING, and loses commands. */
  | 'pipelining-broken'
  /** Lines of a listing that are none, which were passed over: the listing may not be whole. */
  | 'listing-garbled';

export type Pop3ClientEvent =
  | { event: 'connected'; host: string; port: number; remoteAddress: string }
  | { event: 'tls'; protocol: string; cipher: string; pin: string; verified: boolean }
  /** A line; of logins only what is no secret. */
  | { event: 'sent'; line: string }
  /** The first line of a reply, or a challenge, masked. */
  | { event: 'received'; line: string }
  | { event: 'quirk'; quirk: Quirk }
  | { event: 'login'; mechanism: string }
  | { event: 'failed'; code: string; message: string }
  /** Octets before TLS. */
  | { event: 'closed'; octetsIn: number; octetsOut: number };
