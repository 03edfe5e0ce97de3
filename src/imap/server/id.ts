// ID: who the server is, and who the client says it is. RFC 2971

import type { Command } from '../syntax/command.ts';
import { formatQuoted } from '../syntax/string.ts';
import { type Answer, ok, printable } from './answer.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** Characters of a client's name in the log. */
const longest = 64;

export function id(session: Session, { parameters }: Extract<Command, { verb: 'ID' }>): Answer {
  const said = (wanted: string) =>
    printable(parameters.find(({ field }) => field.toLowerCase() === wanted)?.value ?? '').slice(0, longest);
  const { connection, surroundings, number } = session;
  if (parameters.length > 0)
    surroundings.log({ event: 'client', session: number, name: said('name'), version: said('version') });
  const { name, version } = surroundings.implementation;
  const pairs = [`"name" ${formatQuoted(name)}`];
  if (version !== undefined) pairs.push(`"version" ${formatQuoted(version)}`);
  connection.write(`* ID (${pairs.join(' ')})\r\n`);
  return ok(texts.completed('ID'));
}
