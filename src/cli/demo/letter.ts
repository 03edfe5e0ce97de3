// Writes a letter as RFC 5322 and MIME have it, for the demo: text, a page of HTML beside it, a file.

export type DemoLetter = { sender: string; recipient: string; octets: Uint8Array };

export type DemoContent = {
  from: [name: string, address: string];
  to: [name: string, address: string];
  subject: string;
  text: string;
  html?: string;
  file?: { name: string; type: string; octets: Uint8Array };
};

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);
const base64 = (octets: Uint8Array) => Buffer.from(octets).toString('base64');
const lines = (text: string) => text.replace(/.{1,76}/g, '$&\r\n').trimEnd();

/** RFC 2047 §2: at most 75 characters a word, so at most 45 octets are encoded in one. */
function encodeWords(text: string): string {
  if (isAscii(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > 45) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${base64(Buffer.from(each))}?=`).join('\r\n ');
}

const mailbox = ([name, address]: readonly [string, string]) =>
  isAscii(name) ? `"${name}" <${address}>` : `${encodeWords(name)} <${address}>`;

/** As readable as it can be: a person looks at it with curl. RFC 2045 §6.2 */
const textPart = (subtype: string, text: string) => {
  const encoding = isAscii(text.replaceAll('\n', '')) ? '7bit' : '8bit';
  const head = `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  return head + text.trimEnd().replaceAll('\n', '\r\n');
};

const filePart = ({ name, type, octets }: NonNullable<DemoContent['file']>) =>
  [
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    lines(base64(octets)),
  ].join('\r\n');

function multipart(subtype: string, boundary: string, parts: string[]): string {
  const inside = parts.map((each) => `--${boundary}\r\n${each}\r\n`).join('');
  return `Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n${inside}--${boundary}--`;
}

/** `id` makes its Message-ID and its boundaries; `date` is milliseconds since 1970. */
export function formatLetter(content: DemoContent, id: string, date: number): DemoLetter {
  const { from, to, subject, text, html, file } = content;
  const plain = textPart('plain', text);
  const written =
    html === undefined ? plain : multipart('alternative', `a-${id}`, [plain, textPart('html', html)]);
  const body = file === undefined ? written : multipart('mixed', `m-${id}`, [written, filePart(file)]);
  const header = [
    `From: ${mailbox(from)}`,
    `To: ${mailbox(to)}`,
    `Subject: ${encodeWords(subject)}`,
    `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@localhost>`,
    'MIME-Version: 1.0',
  ].join('\r\n');
  return { sender: from[1], recipient: to[1], octets: Buffer.from(`${header}\r\n${body}\r\n`) };
}
