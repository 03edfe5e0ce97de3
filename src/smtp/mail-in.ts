// What SMTP and LMTP have in common: smtp-server set up for local delivery only, its callbacks joined to the receiver.

import type { AddressInfo } from 'node:net';
import type { SMTPServerSession } from 'smtp-server';
import { takeLetter } from './letter.ts';
import type { DataStream } from './parser.ts';
import type { Envelope, Peer, Protocol, Receiver, Refusal, Verdict } from './receiver.ts';
import { internalError, toError } from './reply.ts';
import { type Seams, Server } from './server.ts';
import { formatTrace } from './trace.ts';
import { Transactions } from './transaction.ts';

export type MailInOptions = Seams & {
  /** The name to greet with; it also stands in the Received field. */
  hostname: string;
  /** Largest letter, in octets; announced as SIZE. RFC 1870 */
  letterLimit: number;
  /** Received fields beyond which a letter is going in circles. RFC 5321 §6.3 suggests at least 100. */
  hops: number;
  /** Silence of the peer, in milliseconds, after which it is told goodbye. RFC 5321 §4.5.3.2.7: at least 5 minutes. */
  idle: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Hears what happened; no secret is in it. */
  heard: (event: MailInEvent) => void;
  /** A fault of ours; the peer saw the reference. */
  onInternalError: (reference: string, error: unknown) => void;
};

export type MailInEvent =
  | { kind: 'recipient-refused'; peer: Peer; address: string; refusal: Refusal }
  | { kind: 'letter-taken'; peer: Peer; sender: string; recipients: number; octets: number }
  | {
      kind: 'letter-refused';
      peer: Peer;
      sender: string;
      recipients: number;
      octets: number;
      refusal: Refusal;
    }
  | { kind: 'letter-lost'; peer: Peer; sender: string }
  | { kind: 'connection-refused'; address: string }
  /** A socket or a TLS handshake failed: nearly always the peer's doing. */
  | { kind: 'connection-failed'; error: Error };

export interface MailIn {
  /** Binds; resolves to the address that is bound (port 0 resolved), rejects with the system's error. Once. */
  listen(where: { host: string; port: number; reusePort?: boolean }): Promise<{ host: string; port: number }>;
  /** Connections now. */
  readonly connections: number;
  /** Stops accepting; a letter under way is finished and answered if that takes at most `graceful` milliseconds. */
  stop(options: { graceful: number }): Promise<void>;
}

export function createMailIn<M>(protocol: Protocol, receiver: Receiver<M>, options: MailInOptions): MailIn {
  const transactions = new WeakMap<SMTPServerSession, Transactions<M>>();
  const transactionsOf = (session: SMTPServerSession) => {
    const found = transactions.get(session) ?? new Transactions(protocol, receiver);
    transactions.set(session, found);
    return found;
  };
  const fault = (session: SMTPServerSession, error: unknown): Refusal => {
    options.onInternalError(session.id, error);
    return internalError(session.id);
  };

  const letter = async (stream: DataStream, session: SMTPServerSession): Promise<Verdict[]> => {
    const envelope = transactionsOf(session).current;
    const { peer, sender, recipients } = envelope;
    const trace = formatTrace(envelope, {
      hostname: options.hostname,
      cipher: session.tlsOptions ? session.tlsOptions.standardName : null,
      extended: session.openingCommand === 'EHLO',
      utf8: session.envelope.smtpUtf8 === true,
      now: options.now(),
    });
    const rules = { limit: options.letterLimit, hops: options.hops };
    const cut = () => server.connectionOf(session)?.cut();
    const verdicts = await takeLetter(stream, envelope, trace, { receiver, rules, cut });
    if (verdicts === 'lost') {
      options.heard({ kind: 'letter-lost', peer, sender });
      return [];
    }
    const about = { peer, sender, recipients: recipients.length, octets: stream.byteLength };
    const refusal = verdicts.find((verdict) => verdict.kind === 'refused');
    options.heard(
      refusal ? { kind: 'letter-refused', ...about, refusal } : { kind: 'letter-taken', ...about },
    );
    return verdicts;
  };

  const server = new Server(
    {
      name: options.hostname,
      heloResponse: '%s',
      lmtp: protocol === 'lmtp',
      size: options.letterLimit,
      socketTimeout: options.idle,
      keepAlive: true,
      logger: false,
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: false,
      // No relay, so nobody need log in; the rest are jests and other people's extensions.
      authOptional: true,
      disabledCommands: [
        'AUTH',
        'XCLIENT',
        'XFORWARD',
        'WIZ',
        'SHELL',
        'KILL',
        ...(options.tls ? [] : ['STARTTLS']),
      ],
      onMailFrom(sender, session, callback) {
        const refusal = transactionsOf(session).begin(sender, session);
        callback(refusal && toError(refusal));
      },
      onRcptTo(recipient, session, callback) {
        transactionsOf(session)
          .add(recipient, session)
          .catch((error: unknown) => fault(session, error))
          .then((refusal) => {
            const { peer } = transactionsOf(session).current;
            if (refusal)
              options.heard({ kind: 'recipient-refused', peer, address: recipient.address, refusal });
            callback(refusal && toError(refusal));
          });
      },
      onData(stream, session, callback) {
        const { recipients } = transactionsOf(session).current;
        letter(stream as DataStream, session)
          .catch((error: unknown) => everyone(recipients, fault(session, error)))
          .then((verdicts) => {
            const answers = verdicts.map((verdict) =>
              verdict.kind === 'stored' ? stored : toError(verdict),
            );
            if (protocol === 'lmtp') callback(null, answers);
            // All or none, so one answer speaks for all. RFC 5321 §4.4
            else if (answers[0] instanceof Error) callback(answers[0]);
            else callback(null, stored);
          });
      },
    },
    {
      ...options,
      admit: (address) => {
        const seat = options.admit(address);
        if (seat === undefined) options.heard({ kind: 'connection-refused', address });
        return seat;
      },
    },
  );
  server.on('error', (error) => options.heard({ kind: 'connection-failed', error }));

  return {
    listen: ({ host, port, reusePort = false }) =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen({ host, port, reusePort }, () => {
          server.server.off('error', reject);
          resolve({ host, port: (server.server.address() as AddressInfo).port });
        });
      }),
    get connections() {
      return server.connections.size;
    },
    stop: ({ graceful }) => server.stop(graceful),
  };
}

const stored = '2.6.0 Stored';

function everyone(recipients: Envelope<unknown>['recipients'], refusal: Refusal): Verdict[] {
  return recipients.map(() => refusal);
}
