// Every limit of the mail-in protocols, each with its reason.

export const limits = {
  /** Octets of one command line. RFC 5321 §4.5.3.1.4 asks for 512 and more for extensions; a path of 256 octets in
   * UTF-8 with its parameters stays far below this. */
  commandLine: 4096,
  /** Octets of an address without its angle brackets. RFC 5321 §4.5.3.1.3 */
  path: 254,
  /** Recipients of one letter. RFC 5321 §4.5.3.1.8 asks for at least 100; mailing lists send more at once. */
  recipients: 1000,
  /** Refused recipients on one SMTP connection: who asks for more is trying names. LMTP peers are our own. */
  refusedRecipients: 50,
  /** Octets of the name in EHLO that go into the Received field. RFC 5321 §4.5.3.1.2 */
  domain: 255,
  /** A letter beyond its limit is read to its end, so that the peer hears why, but not beyond this many times it. */
  overrun: 2,
} as const;
