// What source and collect say.
import type { Text } from '../../config/index.ts';

export const sourceTexts = {
  aboutSource: {
    en: 'Add, look at, change and remove sources: accounts elsewhere whose letters are collected',
    es: 'Crear, mirar, cambiar y borrar orígenes: cuentas de otros sitios cuyas cartas se recogen',
  },
  aboutSourceAdd: { en: 'Add a source to an account', es: 'Añadir un origen a una cuenta' },
  aboutSourceList: { en: 'List sources', es: 'Listar los orígenes' },
  aboutSourceShow: { en: 'Show a source and how it is', es: 'Mostrar un origen y cómo está' },
  aboutSourceEdit: {
    en: 'Change a source; nothing is fetched again',
    es: 'Cambiar un origen; no se descarga nada otra vez',
  },
  aboutSourceRemove: {
    en: 'Forget a source; its letters here stay, and so do those there',
    es: 'Olvidar un origen; sus cartas de aquí se quedan, y las de allí también',
  },
  aboutSourceProbe: {
    en: 'Look at the server of a source, and change nothing there',
    es: 'Mirar el servidor de un origen, sin cambiar nada allí',
  },
  aboutSourceCheck: {
    en: 'Read all letters of a source that are here again, and say which differ',
    es: 'Releer todas las cartas de un origen que hay aquí, y decir cuáles difieren',
  },
  aboutSourcePlan: {
    en: 'Say what would be deleted there now and what waits, and delete nothing',
    es: 'Decir qué se borraría allí ahora y qué espera, sin borrar nada',
  },
  aboutCollect: {
    en: 'Collect now: all sources, those of an account, or some of them',
    es: 'Recoger ahora: todos los orígenes, los de una cuenta, o algunos',
  },
  helpKeep: {
    en: `What --keep leaves there. Only what is stored here and was read back is ever deleted, --grace after the policy wants it.
  everything                nothing is deleted (default)
  nothing                   each letter that is stored here is deleted
  days-since-download=30    each is deleted 30 days after its download
  days-old=90               each is deleted 90 days after its date
  newest=500                all but the newest 500
  newest-octets=50M         all but the newest that have 50 MiB together
  fuller-than=80%/2G        the oldest, while there is more than 80 % of 2 GiB
  until-deleted-here        each whose copy here was deleted`,
    es: `Qué deja allí --keep. Solo se borra lo que está guardado aquí y se ha releído, --grace después de que la regla lo quiera.
  everything                no se borra nada (lo normal)
  nothing                   se borra cada carta guardada aquí
  days-since-download=30    cada una se borra 30 días después de su descarga
  days-old=90               cada una se borra 90 días después de su fecha
  newest=500                todas menos las 500 más nuevas
  newest-octets=50M         todas menos las más nuevas que suman 50 MiB
  fuller-than=80%/2G        las más antiguas, mientras haya más del 80 % de 2 GiB
  until-deleted-here        cada una cuya copia de aquí se borró`,
  },
  argumentAccount: { en: 'the account here', es: 'la cuenta de aquí' },
  argumentSource: { en: 'the name of the source', es: 'el nombre del origen' },
  argumentSources: { en: 'only these sources', es: 'solo estos orígenes' },
  optionHost: { en: 'the server', es: 'el servidor' },
  optionPort: {
    en: 'its port; 995 with TLS from the first octet, else 110',
    es: 'su puerto; 995 con TLS desde el primer octeto, si no 110',
  },
  optionUser: { en: 'the name of the account there', es: 'el nombre de la cuenta allí' },
  optionTls: {
    en: 'implicit: from the first octet (default); starttls; none: passwords in the clear',
    es: 'implicit: desde el primer octeto (lo normal); starttls; none: contraseñas a la vista',
  },
  optionLogin: {
    en: 'password: the best way that the server has (default); token: OAuth 2.0; or one way: plain, login, user, apop, scram-sha-1, scram-sha-256, xoauth2, oauthbearer',
    es: 'password: la mejor manera que tenga el servidor (lo normal); token: OAuth 2.0; o una sola: plain, login, user, apop, scram-sha-1, scram-sha-256, xoauth2, oauthbearer',
  },
  optionAskPassword: { en: 'ask for a new password', es: 'pedir una contraseña nueva' },
  optionPasswordCommand: {
    en: 'a command whose first line is the password or token',
    es: 'una orden cuya primera línea es la contraseña o el token',
  },
  optionPasswordVariable: {
    en: 'a variable of the environment that has it',
    es: 'una variable del entorno que la contiene',
  },
  optionTrust: {
    en: 'authorities (default); first-use: the key that is there the first time, and no other from then on',
    es: 'authorities (lo normal); first-use: la clave que haya la primera vez, y ninguna otra en adelante',
  },
  optionPin: {
    en: 'keys of which the server must have one: SHA-256, base64; none: any',
    es: 'claves de las que el servidor debe tener una: SHA-256, base64; none: cualquiera',
  },
  optionAuthorities: {
    en: 'a file of certificates (PEM) that are believed instead of the system’s',
    es: 'un archivo de certificados (PEM) en los que se confía en vez de los del sistema',
  },
  optionMailbox: { en: 'where its letters go; INBOX', es: 'adónde van sus cartas; INBOX' },
  optionKeep: { en: 'what stays there: see below', es: 'qué se queda allí: vea abajo' },
  optionGrace: {
    en: 'how long a letter waits before it is deleted there; 1d',
    es: 'cuánto espera una carta antes de borrarse allí; 1d',
  },
  optionCap: {
    en: 'letters that one run deletes at most; 1000',
    es: 'cartas que borra una vez como mucho; 1000',
  },
  optionEvery: {
    en: 'time between two polls of a running server; 5m',
    es: 'tiempo entre dos consultas de un servidor en marcha; 5m',
  },
  optionNewestFirst: { en: 'fetch the newest letters first', es: 'descargar primero las cartas más nuevas' },
  optionOldestFirst: { en: 'fetch them in their order', es: 'descargarlas por su orden' },
  optionDisable: { en: 'do not poll it', es: 'no consultarlo' },
  optionEnable: { en: 'poll it again', es: 'volver a consultarlo' },
  optionRename: { en: 'another name for it', es: 'otro nombre para él' },
  optionTranscript: {
    en: 'what was said in the last sessions, without secrets',
    es: 'lo que se dijo en las últimas sesiones, sin secretos',
  },
  optionCancel: {
    en: 'let letters stay there, by their number in the plan; all: those that wait',
    es: 'dejar cartas allí, por su número en el plan; all: las que esperan',
  },
  optionAllow: {
    en: 'take that back; all: those that were to stay',
    es: 'deshacerlo; all: las que iban a quedarse',
  },
  optionTryAgain: {
    en: 'fetch again what was set aside',
    es: 'volver a descargar lo que se apartó',
  },
  noSource: { en: 'there is no source {subject}', es: 'no hay ningún origen {subject}' },
  sourceExists: { en: 'there is already a source {subject}', es: 'ya hay un origen {subject}' },
  badSource: {
    en: 'the source cannot be so: {subject} is missing, out of bounds, or does not fit the rest',
    es: 'el origen no puede ser así: {subject} falta, está fuera de límites, o no encaja con lo demás',
  },
  keyUnreadable: {
    en: 'the password of {subject} cannot be kept: collector.key cannot be read',
    es: 'la contraseña de {subject} no se puede guardar: no se puede leer collector.key',
  },
  badValue: { en: '{what} is not a value of {option}', es: '{what} no es un valor de {option}' },
  hostAndUser: { en: 'give --host and --user', es: 'indique --host y --user' },
  inTheClear: {
    en: 'the password goes over the network in the clear',
    es: 'la contraseña va por la red a la vista',
  },
  askSourcePassword: { en: 'Password of {user} at {host}: ', es: 'Contraseña de {user} en {host}: ' },
  sourceAdded: {
    en: 'Added {name}. `casilla source probe {account} {name}` tries it.',
    es: 'Añadido {name}. `casilla source probe {account} {name}` lo prueba.',
  },
  sourceChanged: { en: 'Changed {name}.', es: 'Cambiado {name}.' },
  sourceRemoved: {
    en: 'Removed {name}. Its letters stay.',
    es: 'Borrado {name}. Sus cartas se quedan.',
  },
  askRemoveSource: {
    en: 'Forget {name} and what was taken from it? A new source there would fetch all again. [y/N] ',
    es: '¿Olvidar {name} y lo que se tomó de él? Un origen nuevo allí lo descargaría todo otra vez. [s/N] ',
  },
  columnAccount: { en: 'ACCOUNT', es: 'CUENTA' },
  columnSource: { en: 'SOURCE', es: 'ORIGEN' },
  columnServer: { en: 'SERVER', es: 'SERVIDOR' },
  columnKeep: { en: 'KEEP', es: 'SE QUEDA' },
  columnLast: { en: 'LAST', es: 'ÚLTIMA' },
  columnState: { en: 'STATE', es: 'ESTADO' },
  columnDownloaded: { en: 'DOWNLOADED', es: 'DESCARGADA' },
  columnDeletion: { en: 'DELETED FROM', es: 'SE BORRA DESDE' },
  noSources: {
    en: 'There are no sources yet. `casilla source add ACCOUNT NAME` adds one.',
    es: 'Todavía no hay orígenes. `casilla source add CUENTA NOMBRE` añade uno.',
  },
  stateGood: { en: 'good', es: 'bien' },
  stateNew: { en: 'not collected yet', es: 'aún sin recoger' },
  stateDisabled: { en: 'disabled', es: 'desactivado' },
  statePaused: { en: 'paused: {cause}', es: 'en pausa: {cause}' },
  stateTrouble: { en: 'trouble: {cause}', es: 'problema: {cause}' },
  now: { en: 'now', es: 'ahora' },
  letterAside: { en: 'set aside: letter {entry} ({why})', es: 'apartada: carta {entry} ({why})' },
  probeLetters: {
    en: '{letters} letters, {size}. Nothing was changed there.',
    es: '{letters} cartas, {size}. Allí no se ha cambiado nada.',
  },
  checkReport: {
    en: '{letters} letters: {right} right, {gone} deleted here since, {aside} set aside, {differing} differ.',
    es: '{letters} cartas: {right} bien, {gone} borradas aquí después, {aside} apartadas, {differing} difieren.',
  },
  checkDiffers: {
    en: 'letter {entry} differs from what was collected',
    es: 'la carta {entry} difiere de lo que se recogió',
  },
  planReport: {
    en: '{remove} letters would be deleted now, which frees {size}; {waiting} wait.',
    es: 'Ahora se borrarían {remove} cartas, lo que libera {size}; {waiting} esperan.',
  },
  planCapped: { en: 'The cap leaves more for later runs.', es: 'El tope deja más para otras veces.' },
  planRefused: {
    en: 'Nothing is deleted: the listing is not whole, or the clock jumped ({why}).',
    es: 'No se borra nada: el listado no está entero, o el reloj saltó ({why}).',
  },
  planHeld: { en: '{count} letters stay there.', es: '{count} cartas se quedan allí.' },
  planAllowed: { en: '{count} letters may go again.', es: '{count} cartas pueden irse otra vez.' },
  reconciliation: {
    en: 'server lists {listed} · stored {stored} · new {fresh} · repeated {repeated} · waiting to be deleted {waiting} · freed {freed}',
    es: 'el servidor lista {listed} · guardadas {stored} · nuevas {fresh} · repetidas {repeated} · por borrar {waiting} · liberados {freed}',
  },
  reconciliationLeft: { en: ' · still to fetch {left}', es: ' · por descargar {left}' },
  reconciliationAside: { en: ' · set aside {aside}', es: ' · apartadas {aside}' },
  collectProgress: {
    en: '{letters} of {ofLetters} letters, {size}, {rate}/s, {left} left',
    es: '{letters} de {ofLetters} cartas, {size}, {rate}/s, faltan {left}',
  },
  collectStopped: {
    en: 'Stopped. What is stored stays; the same command goes on.',
    es: 'Detenido. Lo guardado se queda; la misma orden sigue.',
  },
} as const satisfies Record<string, Text>;
