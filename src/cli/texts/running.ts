// What serve, demo, verify and config say.
import type { Text } from '../../config/index.ts';

export const runningTexts = {
  settingsGood: { en: 'The settings are good.', es: 'Los ajustes son correctos.' },
  settingsFile: { en: 'Read from {file}.', es: 'Leídos de {file}.' },
  settingsNoFile: {
    en: 'No file was found: these are the defaults.',
    es: 'No se encontró ningún archivo: son los de fábrica.',
  },
  demoServers: { en: 'Casilla is running here:', es: 'Casilla está en marcha aquí:' },
  demoAccounts: { en: 'Two accounts with letters in them:', es: 'Dos cuentas con cartas:' },
  demoTry: { en: 'Try:', es: 'Pruebe:' },
  demoTryList: { en: 'the list of {name}’s letters', es: 'la lista de las cartas de {name}' },
  demoTryFolders: { en: 'the folders, over IMAP', es: 'las carpetas, por IMAP' },
  demoTryRead: { en: 'read one, with TLS', es: 'leer una, con TLS' },
  demoTrySend: { en: 'send {name} a letter', es: 'enviar una carta a {name}' },
  demoTemporary: {
    en: 'Everything is in {directory}, which is removed at the end. Ctrl-C stops.',
    es: 'Todo está en {directory}, que se borra al terminar. Ctrl-C lo detiene.',
  },
  demoKept: {
    en: 'Everything is in {directory} and stays there. Ctrl-C stops.',
    es: 'Todo está en {directory} y ahí se queda. Ctrl-C lo detiene.',
  },
  demoForeign: {
    en: '{directory} has accounts that no demo made: give an empty or new directory',
    es: '{directory} tiene cuentas que no hizo ninguna demo: indique un directorio vacío o nuevo',
  },
  demoStopped: { en: 'Stopped.', es: 'Detenido.' },
  verifyProgress: { en: '{percent} % read', es: '{percent} % leído' },
  verifyRead: {
    en: 'Read {accounts} accounts, {mailboxes} mailboxes, {messages} letters, {bodies} bodies, {size}.',
    es: 'Leídos: {accounts} cuentas, {mailboxes} buzones, {messages} cartas, {bodies} cuerpos, {size}.',
  },
  verifyGood: { en: 'All is well.', es: 'Todo está bien.' },
  verifyBad: { en: '{count} problems found.', es: 'Problemas encontrados: {count}.' },
  finding: {
    en: '{where}: {what} (found {found}, expected {expected})',
    es: '{where}: {what} (hallado {found}, esperado {expected})',
  },
  findingBodyMissing: { en: 'the octets of a letter are missing', es: 'faltan los octetos de una carta' },
  findingBodyDigest: {
    en: 'the octets of a letter have changed',
    es: 'los octetos de una carta han cambiado',
  },
  findingBodyOctets: {
    en: 'a letter has another length than recorded',
    es: 'una carta no tiene la longitud anotada',
  },
  findingBodyReferences: { en: 'a body is counted wrongly', es: 'un cuerpo está mal contado' },
  findingMailboxCount: { en: 'a mailbox is counted wrongly', es: 'un buzón está mal contado' },
  findingAccountUsage: { en: 'an account is counted wrongly', es: 'una cuenta está mal contada' },
  findingDerivedMissing: {
    en: 'what was derived from a letter is missing',
    es: 'falta lo que se derivó de una carta',
  },
  findingLedger: {
    en: 'the record of what was collected is damaged',
    es: 'el registro de lo recogido está dañado',
  },
  findingDatabase: { en: 'the database is damaged', es: 'la base de datos está dañada' },
} as const satisfies Record<string, Text>;
