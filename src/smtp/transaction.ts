// One mail transaction after another on one connection: what MAIL and RCPT said, as the receiver wants it.
// The list of recipients is ours: smtp-server lets a repeated recipient replace the earlier one, but LMTP owes an
// answer for each accepted RCPT. RFC 2033 §4.2

import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import { limits } from './limits.ts';
import type { Envelope, Peer, Protocol, Receiver, Recipient, Refusal } from './receiver.ts';
import { refusals } from './reply.ts';

export class Transactions<M> {
  readonly #protocol: Protocol;
  readonly #receiver: Receiver<M>;
  #current: (Envelope<M> & { recipients: Recipient<M>[] }) | undefined;
  #refusedRecipients = 0;

  constructor(protocol: Protocol, receiver: Receiver<M>) {
    this.#protocol = protocol;
    this.#receiver = receiver;
  }

  /** The one under way: DATA is possible only behind an accepted RCPT, and that only behind MAIL. */
  get current(): Envelope<M> {
    if (this.#current === undefined) throw new Error('a letter without a transaction');
    return this.#current;
  }

  begin(sender: SMTPServerAddress, session: SMTPServerSession): Refusal | null {
    const parameters = sender.args || {};
    if (!Object.keys(parameters).every((name) => /^(?:SIZE|BODY|SMTPUTF8)$/.test(name)))
      return refusals.unknownParameter;
    if (!isAscii(sender.address) && !session.envelope.smtpUtf8) return refusals.senderNeedsUtf8;
    this.#current = {
      peer: this.#peer(session),
      sender: sender.address,
      recipients: [],
      declaredSize: typeof parameters.SIZE === 'string' ? Number(parameters.SIZE) : null,
    };
    return null;
  }

  async add(recipient: SMTPServerAddress, session: SMTPServerSession): Promise<Refusal | null> {
    const { recipients, declaredSize, peer } = this.current;
    if (recipient.args) return refusals.unknownParameter;
    if (!isAscii(recipient.address) && !session.envelope.smtpUtf8) return refusals.recipientNeedsUtf8;
    if (recipients.length >= limits.recipients) return refusals.tooManyRecipients;
    const answer = await this.#receiver.recipient(recipient.address, { declaredSize, peer });
    if (answer.kind === 'accepted') {
      this.#current!.recipients.push({ address: recipient.address, mailbox: answer.mailbox });
      return null;
    }
    if (this.#protocol === 'smtp' && ++this.#refusedRecipients >= limits.refusedRecipients)
      return refusals.namesTried;
    return answer;
  }

  #peer(session: SMTPServerSession): Peer {
    return {
      id: session.id,
      protocol: this.#protocol,
      address: session.remoteAddress,
      helo: session.hostNameAppearsAs,
      secure: session.secure,
    };
  }
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
