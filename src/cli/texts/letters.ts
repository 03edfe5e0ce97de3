// What deliver, import, export and mail say.
import type { Text } from '../../config/index.ts';

export const letterTexts = {
  aboutDeliver: {
    en: 'Deliver one letter from standard input, as a mail server asks it of a program',
    es: 'Entregar una carta de la entrada estándar, como un servidor de correo se lo pide a un programa',
  },
  aboutImport: {
    en: 'Take letters into an account from a Maildir, mbox files or single files',
    es: 'Traer a una cuenta las cartas de un Maildir, de archivos mbox o de archivos sueltos',
  },
  aboutExport: {
    en: 'Copy all letters of an account into a Maildir, an mbox file or single files',
    es: 'Copiar todas las cartas de una cuenta a un Maildir, a un archivo mbox o a archivos sueltos',
  },
  aboutMail: { en: 'Look at the letters of an account', es: 'Mirar las cartas de una cuenta' },
  aboutMailFolders: { en: 'List the folders', es: 'Listar las carpetas' },
  aboutMailList: { en: 'List the letters of a folder', es: 'Listar las cartas de una carpeta' },
  aboutMailShow: { en: 'Show one letter', es: 'Mostrar una carta' },
  optionTo: {
    en: 'whose the letter is: an account, or an address of one',
    es: 'para quién es la carta: una cuenta, o una dirección suya',
  },
  optionSender: {
    en: 'the sender, for Return-Path; else what $SENDER says',
    es: 'el remitente, para Return-Path; si no, lo que diga $SENDER',
  },
  optionFolder: { en: 'the folder; INBOX where not given', es: 'la carpeta; INBOX si no se indica' },
  optionFolders: { en: 'only these folders', es: 'solo estas carpetas' },
  optionMaildirIn: {
    en: 'a Maildir++, with what Dovecot keeps in it',
    es: 'un Maildir++, con lo que Dovecot guarda en él',
  },
  optionMboxIn: { en: 'mbox files', es: 'archivos mbox' },
  optionEmlIn: {
    en: 'files of one letter each, or directories with such files (*.eml)',
    es: 'archivos de una carta cada uno, o directorios con tales archivos (*.eml)',
  },
  optionMaildirOut: { en: 'a new or empty directory', es: 'un directorio nuevo o vacío' },
  optionMboxOut: { en: 'a new file', es: 'un archivo nuevo' },
  optionEmlOut: {
    en: 'a new or empty directory, for a file per letter',
    es: 'un directorio nuevo o vacío, para un archivo por carta',
  },
  optionAgain: {
    en: 'also what was imported before and has been deleted since',
    es: 'también lo que ya se importó y se ha borrado después',
  },
  optionUidlFormat: {
    en: "Dovecot's setting pop3_uidl_format, when it is not the default",
    es: 'el ajuste pop3_uidl_format de Dovecot, cuando no es el de fábrica',
  },
  optionQuoting: {
    en: 'how the mbox marks lines that begin with From: mboxrd, mboxo or none',
    es: 'cómo marca el mbox las líneas que empiezan por From: mboxrd, mboxo o none',
  },
  optionLast: { en: 'how many, the newest; 0: all', es: 'cuántas, las más nuevas; 0: todas' },
  optionRaw: { en: 'print its octets as they are', es: 'escribir sus octetos tal como son' },
  argumentUid: { en: 'its number in the list', es: 'su número en la lista' },
  oneSource: {
    en: 'give one of --maildir DIR, --mbox FILE… and --eml FILE…',
    es: 'indique uno de --maildir DIRECTORIO, --mbox ARCHIVO… y --eml ARCHIVO…',
  },
  oneDestination: {
    en: 'give one of --maildir DIR, --mbox FILE and --eml DIR',
    es: 'indique uno de --maildir DIRECTORIO, --mbox ARCHIVO y --eml DIRECTORIO',
  },
  badUidlFormat: {
    en: '{what} is not a format we know: of its variables, %u, %v, %g and %f are',
    es: '{what} no es un formato conocido: de sus variables lo son %u, %v, %g y %f',
  },
  badQuoting: {
    en: '{what} is not mboxrd, mboxo or none',
    es: '{what} no es ni mboxrd, ni mboxo, ni none',
  },
  badNumber: { en: '{what} is not a number', es: '{what} no es un número' },
  badSender: { en: '{what} cannot be a sender', es: '{what} no puede ser un remitente' },
  folderWithMaildir: {
    en: 'a Maildir says itself which folders its letters are in: leave out --folder',
    es: 'un Maildir dice por sí mismo en qué carpetas están sus cartas: quite --folder',
  },
  outputExists: {
    en: '{file} is there already: give a new file, or a new or empty directory',
    es: '{file} ya existe: indique un archivo nuevo, o un directorio nuevo o vacío',
  },
  outputFails: { en: '{file} cannot be written ({reason})', es: '{file} no se puede escribir ({reason})' },
  passedOver: { en: '{name} was passed over ({reason})', es: '{name} se ha dejado fuera ({reason})' },
  importReport: {
    en: '{letters} letters, {size}: {added} added, {known} were here already.',
    es: '{letters} cartas, {size}: {added} añadidas, {known} ya estaban.',
  },
  exportReport: { en: '{letters} letters written, {size}.', es: '{letters} cartas escritas, {size}.' },
  identical: {
    en: '{identical} of {letters} identical by digest.',
    es: '{identical} de {letters} idénticas según su resumen SHA-256.',
  },
  badReport: { en: '{bad} passed over.', es: '{bad} dejadas fuera.' },
  goneReport: {
    en: '{gone} were deleted meanwhile.',
    es: '{gone} se borraron mientras tanto.',
  },
  keywordsReport: {
    en: '{count} letters have keywords that found no place: a Maildir folder has room for 26.',
    es: '{count} cartas tienen palabras clave que no cupieron: una carpeta de Maildir admite 26.',
  },
  importStopped: {
    en: 'Stopped: {added} letters were added. The same command goes on where it stopped.',
    es: 'Detenido: se añadieron {added} cartas. La misma orden sigue donde se detuvo.',
  },
  transferProgress: {
    en: '{percent} %, {letters} letters, {rate}/s, {left} left',
    es: '{percent} %, {letters} cartas, {rate}/s, faltan {left}',
  },
  columnFolder: { en: 'FOLDER', es: 'CARPETA' },
  columnUnseen: { en: 'UNREAD', es: 'SIN LEER' },
  columnUid: { en: 'NUMBER', es: 'NÚMERO' },
  columnFlags: { en: 'FLAGS', es: 'MARCAS' },
  columnDate: { en: 'DATE', es: 'FECHA' },
  columnFrom: { en: 'FROM', es: 'REMITENTE' },
  columnSubject: { en: 'SUBJECT', es: 'ASUNTO' },
  olderLetters: {
    en: '{older} older letters are not shown: --last 0 shows all.',
    es: '{older} cartas más antiguas no se muestran: --last 0 las muestra todas.',
  },
  noLetters: { en: 'There are no letters in {folder}.', es: 'No hay cartas en {folder}.' },
  fieldFrom: { en: 'From: ', es: 'De: ' },
  fieldTo: { en: 'To: ', es: 'Para: ' },
  fieldCc: { en: 'Copy: ', es: 'Copia: ' },
  fieldDate: { en: 'Date: ', es: 'Fecha: ' },
  fieldSubject: { en: 'Subject: ', es: 'Asunto: ' },
  attachment: { en: 'Attached: {name} ({type}, {size})', es: 'Adjunto: {name} ({type}, {size})' },
  unnamed: { en: 'without a name', es: 'sin nombre' },
} as const satisfies Record<string, Text>;
