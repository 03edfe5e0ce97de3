// Address lists as found in the wild: groups, routes, comments as names, missing halves. Never throws: what cannot be
// read is an address with `broken`. RFC 5322 §3.4, §4.4

import { maxAddresses } from './limits.ts';
import { Scanner } from './scanner.ts';

/** One entry of a list; a group is its opening, its members, its closing. One character per octet. */
export type Address =
  | {
      kind: 'mailbox';
      /** Display name, quotes taken off; encoded words stay as they are. */
      name?: string;
      /** RFC 5322 §4.4 obs-route, as it is written. */
      route?: string;
      /** Local part, quotes taken off; missing where there is none. */
      mailbox?: string;
      domain?: string;
      /** Whether what stands between the angle brackets cannot be read. */
      broken?: true;
    }
  | { kind: 'group'; name: string }
  | { kind: 'group-end' };

type Mailbox = Extract<Address, { kind: 'mailbox' }>;

/** Reads the body of an address field: at most `limit` entries, but a group's end more. Never throws. */
export function parseAddresses(value: string, limit = maxAddresses): Address[] {
  const scanner = new Scanner(value);
  const list: Address[] = [];
  if (!scanner.skipCfwsToMore()) return list;
  while (list.length < limit) {
    if (!readGroup(scanner, list, limit)) list.push(readMailbox(scanner));
    if (!scanner.sees(',')) break;
    scanner.at++;
    if (!scanner.skipCfws()) list.push({ kind: 'mailbox' });
    if (!scanner.more) break;
  }
  return list;
}

/** Reads a group into the list; false (and nothing read) where none begins. */
function readGroup(scanner: Scanner, list: Address[], limit: number): boolean {
  const start = scanner.at;
  if (!scanner.phrase() || !scanner.sees(':')) {
    scanner.at = start;
    return false;
  }
  list.push({ kind: 'group', name: scanner.value });
  scanner.at++;
  scanner.skipCfws();
  if (scanner.more && !scanner.sees(';')) {
    while (list.length < limit) {
      list.push(readMailbox(scanner));
      if (!scanner.sees(',')) break;
      scanner.at++;
      if (!scanner.skipCfwsToMore()) break;
    }
  }
  if (scanner.sees(';')) {
    scanner.at++;
    scanner.skipCfws();
  }
  list.push({ kind: 'group-end' });
  return true;
}

function readMailbox(scanner: Scanner): Mailbox {
  const start = scanner.at;
  if (scanner.phrase() && scanner.sees('<')) return readNameAddress(scanner, scanner.value);
  scanner.at = start;
  return readAddressSpec(scanner);
}

function readNameAddress(scanner: Scanner, name: string): Mailbox {
  const address: Mailbox = { kind: 'mailbox' };
  if (name !== '') address.name = name;
  if (!readAngleAddress(scanner, address)) address.broken = true;
  return address;
}

/** "<" [ "@" route ":" ] local-part [ "@" domain ] ">" */
function readAngleAddress(scanner: Scanner, address: Mailbox): boolean {
  scanner.at++;
  if (!scanner.skipCfwsToMore()) return false;
  if (scanner.sees('@')) {
    const route = readRoute(scanner);
    if (route !== undefined) {
      address.route = route;
      scanner.at++;
    } else {
      address.route = 'INVALID_ROUTE';
      if (!scanner.more) return false;
    }
    if (!scanner.skipCfwsToMore()) return false;
  }
  if (!scanner.sees('>')) {
    if (!scanner.localPart()) return false;
    address.mailbox = scanner.value;
    if (scanner.sees('@')) {
      if (!scanner.domain()) return false;
      address.domain = scanner.value;
    }
  }
  if (!scanner.sees('>')) return false;
  scanner.at++;
  return scanner.skipCfws();
}

/** "@" domain *( "," "@" domain ), up to its colon, which is not read. */
function readRoute(scanner: Scanner): string | undefined {
  const domains: string[] = [];
  while (scanner.sees('@')) {
    if (!scanner.domain()) return undefined;
    domains.push(`@${scanner.value}`);
    while (scanner.skipCfws() && scanner.sees(',')) scanner.at++;
  }
  return scanner.sees(':') ? domains.join(',') : undefined;
}

/** local-part "@" domain; a comment is the name (RFC 5322 §3.4 note); words without an at sign are a name. */
function readAddressSpec(scanner: Scanner): Mailbox {
  const address: Mailbox = { kind: 'mailbox' };
  scanner.comment = '';
  const quoted = scanner.sees('"');
  const whole = scanner.localPart();
  const local = scanner.value;
  if (whole) address.mailbox = local;
  if (scanner.sees('@')) {
    if (scanner.domain()) address.domain = scanner.value;
    if (scanner.comment !== '') address.name = scanner.comment;
    return address;
  }
  if (scanner.comment !== '') {
    address.name = scanner.comment;
    return address;
  }
  scanner.phrase();
  if (scanner.value !== '') {
    delete address.mailbox;
    address.name = `${local} ${scanner.value}`;
  } else if (quoted && whole) {
    delete address.mailbox;
    address.name = local;
  }
  return address;
}
