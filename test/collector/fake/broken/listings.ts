// Servers whose listings are not what the RFC draws. RFC 1939 §7

import type { Behaviour } from '../behaviour.ts';

/** `+OK` before each line. */
export const okInEachLine = (): Behaviour => ({
  uidl: (lines) => lines.map((line) => `+OK ${line}`),
});

/** Many spaces. */
export const manySpaces = (): Behaviour => ({
  uidl: (lines) => lines.map((line) => line.replace(' ', '   ')),
  list: (lines) => lines.map((line) => line.replace(' ', '   ')),
});

/** No UIDL for letters with these numbers. */
export const blankUids = (numbers: readonly number[] = [2, 3]): Behaviour => ({
  uidl: (lines) =>
    lines.map((line) =>
      numbers.includes(Number.parseInt(line, 10)) ? `${Number.parseInt(line, 10)} ` : line,
    ),
});

/** The Message-ID is the unique-id: two letters may have the same. */
export const messageIdAsUid = (): Behaviour => ({
  sees: (letters) => {
    for (const letter of letters) {
      const text = Buffer.concat([...letter.octets.pieces()]).toString('latin1');
      letter.uidl = /^Message-ID: (\S+)/im.exec(text)?.[1] ?? '';
    }
    return letters;
  },
});

/** No UIDL at all. */
export const noUidl = (): Behaviour => ({
  capabilities: () => ['USER', 'TOP', 'PIPELINING'],
  uidl: () => undefined,
});

/** A letter that the server keeps its notes in, as number 1 (University of Washington). */
export const uwImap = (): Behaviour => ({
  greeting: '+OK POP3 mail 2003.83 server ready',
});

/** What the letter of UW-IMAP says. */
export const folderInternalData = Buffer.from(
  'Date: Tue, 24 Nov 2026 10:00:00 +0000\r\nFrom: Mail System Internal Data <MAILER-DAEMON@mail.example>\r\n' +
    "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\r\nMessage-ID: <1794000000@mail.example>\r\n" +
    'X-IMAP: 1794000000 0000000001\r\nStatus: RO\r\n\r\n' +
    'This text is part of the internal format of your mail folder, and is not\r\n' +
    'a real message.  It is created automatically by the mail system software.\r\n',
);

/** wp.pl (MailKit #974): letters that were asked for together come in another order. */
export const wpPl = (): Behaviour => ({
  greeting: '+OK POP3 server ready (wp.pl)',
  shuffleReplies: true,
});
