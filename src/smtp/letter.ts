// Takes one letter from the wire to the receiver: trace header first, then the octets as they come, each write waited
// for. Whatever is wrong with the letter, it is read to its end, so that the answer stands where the peer looks for it.

import { limits } from './limits.ts';
import { HopCount } from './loop.ts';
import type { DataStream } from './parser.ts';
import type { Envelope, Receiver, Refusal, Verdict } from './receiver.ts';
import { refusals } from './reply.ts';

export type LetterRules = {
  /** Octets. */
  limit: number;
  /** Received fields beyond which a letter is going in circles. */
  hops: number;
};

/** Resolves to one verdict for each recipient, or to 'lost' when the peer went away in the middle. Rejects with a fault. */
export async function takeLetter<M>(
  stream: DataStream,
  envelope: Envelope<M>,
  trace: Uint8Array,
  { receiver, rules, cut }: { receiver: Receiver<M>; rules: LetterRules; cut: () => void },
): Promise<Verdict[] | 'lost'> {
  const letter = receiver.receive(envelope);
  const count = new HopCount();
  let refusal: Refusal | undefined;
  let fault: { error: unknown } | undefined;
  // A fault must not end the loop below: the library answers only behind the letter's last octet.
  const attempt = async (step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      fault ??= { error };
    }
  };
  const judge = async () => {
    refusal = stream.sizeExceeded
      ? refusals.tooBig
      : stream.decoder.smuggled
        ? refusals.smuggled
        : count.hops > rules.hops
          ? refusals.loop
          : undefined;
    if (refusal) await attempt(() => letter.abort());
  };

  await attempt(() => letter.write(trace));
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      if (stream.byteLength > rules.limit * limits.overrun) cut();
      if (refusal || fault) continue;
      count.see(chunk);
      await judge();
      if (!refusal) await attempt(() => letter.write(chunk));
    }
  } catch {
    // The stream was destroyed: the connection is gone.
    await letter.abort();
    return 'lost';
  }
  // A lone dot may be the very last thing that came.
  if (!refusal && !fault) await judge();
  if (fault) {
    await letter.abort();
    throw fault.error;
  }
  if (refusal === undefined) return letter.finish();
  const verdict: Refusal = refusal;
  return envelope.recipients.map(() => verdict);
}
