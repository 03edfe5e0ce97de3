// A first look at the letters: what a folder holds, and one letter as a person reads it.

import {
  decodeCharset,
  decodeEncodedWords,
  decodeTransfer,
  firstField,
  type HeaderField,
  htmlToText,
  type Part,
  parameterText,
  parameterValue,
  parseAddresses,
  parseHeaderFields,
} from '../../message/index.ts';
import {
  type AccountId,
  formatUidl,
  type LetterDetails,
  type MailboxRow,
  type MessageRow,
  type Store,
} from '../../store/index.ts';
import { type FolderLine, type LetterLine, LettersRefusal, type ShownLetter } from '../letters.ts';

type Reader = Pick<Store, 'read' | 'body'>;

/** Octets of a header that are looked at, and of a text that is shown. */
const headerOctets = 64 * 1024;
const textOctets = 4 * 1024 * 1024;
const perPage = 1_000;
const pieceOctets = 256 * 1024;

const shown = ['from', 'to', 'cc', 'date', 'subject'];

export async function listFolders(store: Reader, account: AccountId): Promise<FolderLine[]> {
  const rows = await store.read('listMailboxes', { account });
  return rows.map(({ name, messages, unseen, octets }) => ({
    folder: name,
    letters: messages,
    unseen,
    octets,
  }));
}

/** The newest `last` letters. */
export async function listLetters(store: Reader, account: AccountId, box: MailboxRow, last: number) {
  let rows: MessageRow[] = [];
  let older = 0;
  for (let after = 0; ; ) {
    const page = await store.read('listMessages', { account, mailbox: box.mailbox, after, limit: perPage });
    rows.push(...page);
    older += Math.max(0, rows.length - last);
    rows = rows.slice(-last);
    if (page.length < perPage) break;
    after = page.at(-1)!.uid;
  }
  const letters: LetterLine[] = [];
  for (const row of rows) {
    const details = await store.read('letterDetails', { account, mailbox: box.mailbox, uid: row.uid });
    // Deleted since the page was read.
    if (details !== null) letters.push(lineOf(details, box, await fieldsOf(store, details)));
  }
  return { letters, older };
}

/** Rejects with `no-letter`. */
export async function showLetter(
  store: Reader,
  account: AccountId,
  box: MailboxRow,
  uid: number,
): Promise<ShownLetter> {
  const details = await store.read('letterDetails', { account, mailbox: box.mailbox, uid });
  if (details === null) throw new LettersRefusal('no-letter', String(uid));
  const header = await fieldsOf(store, details);
  const root = JSON.parse(details.parts) as Part;
  const parts = leavesOf(root);
  const text = parts.find((part) => isText(part, 'plain')) ?? parts.find((part) => isText(part, 'html'));
  return {
    ...lineOf(details, box, header),
    fields: header
      .filter(({ name }) => shown.includes(name))
      .map(({ name, value }) => ({ name, value: oneLine(decodeEncodedWords(value)) })),
    text: text === undefined ? '' : await textOf(store, details, text),
    attachments: parts.filter((part) => part !== text && !isText(part, 'html')).map(attachmentOf),
  };
}

/** At most 256 KiB from octet `from`. Rejects with `no-letter`. */
export async function letterOctets(
  store: Reader,
  account: AccountId,
  box: MailboxRow,
  { uid, from }: { uid: number; from: number },
): Promise<Uint8Array> {
  const message = await store.read('openMessage', { account, mailbox: box.mailbox, uid });
  if (message === null) throw new LettersRefusal('no-letter', String(uid));
  return readOctets(store, message, from, pieceOctets);
}

async function readOctets(
  store: Reader,
  { body, octets }: Pick<MessageRow, 'body' | 'octets'>,
  from: number,
  length: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.body({ body, octets }, { from, length })) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

async function fieldsOf(store: Reader, details: LetterDetails): Promise<HeaderField[]> {
  const { body } = JSON.parse(details.parts) as Part;
  return parseHeaderFields(await readOctets(store, details, 0, Math.min(body, headerOctets)));
}

function lineOf(row: LetterDetails, box: MailboxRow, header: readonly HeaderField[]): LetterLine {
  const { uid, flags, keywords, octets, internalDate } = row;
  const from = parseAddresses(firstField(header, 'from') ?? '', 1)[0];
  const address = from?.kind === 'mailbox' ? (from.name ?? `${from.mailbox ?? ''}@${from.domain ?? ''}`) : '';
  return {
    uid,
    flags,
    keywords,
    octets,
    internalDate,
    uidl: row.uidl ?? formatUidl(box.objectId, uid),
    from: oneLine(decodeEncodedWords(address)),
    subject: oneLine(decodeEncodedWords(firstField(header, 'subject') ?? '')),
  };
}

/** What a letter says must not command the terminal: no control characters, nor those that turn text around. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

function leavesOf(part: Part): Part[] {
  // A letter inside a letter is an attachment; only multiparts are gone into.
  if (part.children === undefined || part.envelope !== undefined) return [part];
  return part.children.flatMap(leavesOf);
}

function isText(part: Part, subtype: string): boolean {
  return part.type === 'text' && part.subtype === subtype && part.disposition?.type !== 'attachment';
}

async function textOf(store: Reader, details: LetterDetails, part: Part): Promise<string> {
  const source = await readOctets(store, details, part.body, Math.min(part.end - part.body, textOctets));
  const decoded = decodeTransfer(source, part.encoding);
  const text = decodeCharset(decoded, parameterValue(part.parameters, 'charset'));
  const plain = part.subtype === 'html' ? htmlToText(text) : text;
  const lines = plain.split(/\r\n|[\r\n]/).map((line) => line.replaceAll('\t', '    '));
  return lines.map((line) => oneLine(`|${line}`).slice(1)).join('\n');
}

function attachmentOf(part: Part) {
  const name =
    parameterText(part.disposition?.parameters ?? [], 'filename') ??
    parameterText(part.parameters, 'name') ??
    '';
  return { name: oneLine(name), type: `${part.type}/${part.subtype}`, octets: part.end - part.body };
}
