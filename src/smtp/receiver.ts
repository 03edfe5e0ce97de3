// What the mail-in protocols ask of whoever keeps the mail.

/** A "no" to the peer: RFC 5321 §4.2 reply code, RFC 3463 status, and one line of plain English without either. */
export type Refusal = { kind: 'refused'; code: number; enhanced: string; text: string };

/** Whether mail for an address is taken; `mailbox` is the receiver's own and comes back in the envelope. */
export type Acceptance<M> = { kind: 'accepted'; mailbox: M } | Refusal;

/** What became of the letter for one recipient. */
export type Verdict = { kind: 'stored' } | Refusal;

export type Protocol = 'smtp' | 'lmtp';

/** Who is sending. */
export type Peer = {
  /** Random name of the connection; it is in the log and in the Received field. */
  id: string;
  protocol: Protocol;
  /** IP address; the one in front of the proxy where that is believed. */
  address: string;
  /** What the peer called itself; unverified. */
  helo: string;
  secure: boolean;
};

export type Recipient<M> = { address: string; mailbox: M };

export type Envelope<M> = {
  peer: Peer;
  /** '' is the null reverse-path of bounces. RFC 5321 §4.5.5 */
  sender: string;
  /** One for each accepted RCPT command, in their order: the same address may be there twice. */
  recipients: readonly Recipient<M>[];
  /** Octets, as the peer said; null when it did not. RFC 1870 */
  declaredSize: number | null;
};

export interface Receiver<M> {
  /** Asked for each RCPT. `address` is as sent, without angle brackets; over LMTP it may lack its domain. */
  recipient(address: string, about: { declaredSize: number | null; peer: Peer }): Promise<Acceptance<M>>;

  /** Begins a letter. */
  receive(envelope: Envelope<M>): LetterIn;
}

export interface LetterIn {
  /** Takes octets, the trace header first; resolves when more may come. A refusal shows at finish, not here. */
  write(octets: Uint8Array): Promise<void>;
  /** Ends the letter: one verdict for each recipient, in order. 'stored' means durable. Over SMTP, where one answer
   * must fit all, either every verdict is 'stored' or none is. RFC 5321 §4.4 */
  finish(): Promise<Verdict[]>;
  /** Forgets the letter. */
  abort(): Promise<void>;
}
