// Where the folders of a Maildir++ are: beside `cur`, each in a directory `.Level.Level` of its own; the Maildir itself
// is the INBOX. http://www.inter7.com/courierimap/README.maildirquota.html

import { decodeModifiedUtf7, encodeModifiedUtf7, folderName } from '../folder-name.ts';

/** The folder of a directory `.Level.Level`; undefined for what is none. Never throws. */
export function parseFolderDirectory(directory: string): string | undefined {
  if (!directory.startsWith('.')) return undefined;
  return folderName(directory.slice(1).split('.').map(decodeModifiedUtf7));
}

/** '' for the INBOX. A dot within a level is written in modified UTF-7, which readers turn back. */
export function formatFolderDirectory(folder: string): string {
  if (folder === 'INBOX') return '';
  const levels = folder.split('/').map((level) => encodeModifiedUtf7(level, '.'));
  return `.${levels.join('.')}`;
}
