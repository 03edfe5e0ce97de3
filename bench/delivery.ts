// The benchmark of mail coming in: durable deliveries over eight LMTP connections, each to a mailbox of its own.
import { casilla } from './contestants/casilla.ts';
import type { Contestant } from './contestants/contestant.ts';
import { dovecot } from './contestants/dovecot.ts';
import { measure } from './measure.ts';
import { series } from './series.ts';
import { tableRows } from './table.ts';

const accounts = Array.from({ length: 8 }, (_, index) => `box${index + 1}`);

export async function benchDelivery(names: ReadonlySet<string>, rounds: number) {
  await using stack = new AsyncDisposableStack();
  const contestants: Contestant[] = [];
  if (names.has('dovecot')) contestants.push(stack.use(await dovecot()));
  if (names.has('casilla')) contestants.push(stack.use(await casilla(accounts)));
  // A letter that is there already would cost a server that shares bodies less: each round has its own series.
  const job = ({ lmtp }: Contestant, round: number) =>
    ({
      kind: 'deliver',
      port: lmtp!,
      names: accounts,
      seed: series.delivery + round,
      first: 0,
      count: 2_000,
    }) as const;
  console.log(tableRows('LMTP delivery, 8 connections, durable', await measure(contestants, rounds, job)));
}
