// Servers that somebody met and that are otherwise than the RFCs say: how each is recognised, and what a run does
// otherwise there. Those without changes are here because what they do is lived with everywhere: `note` says how.
// Where it can be learned from behaviour (the client's quirks) no name is needed.

import type { Quirk } from '../pop3/index.ts';

/** What a run does otherwise. */
export type ServerChanges = {
  /** What was fetched is not listed any more: runs go on until nothing new is listed, and absence means nothing. */
  hidesFetched?: true;
  /** Do not ask for capabilities. */
  capa?: 'never';
  /** One command at a time. */
  window?: { commands: 1 };
  /** Body lines to ask for with TOP; not given: 0. */
  topLines?: 1;
  /** Milliseconds of silence after which NOOP is sent. */
  keepAlive?: number;
  /** LIST does not count octets: a letter that is shorter is whole all the same. */
  sizes?: 'not-octets';
  /** The letter with number 1 may be the server's own notes: see folder-internal-data.ts */
  firstMayBeInternal?: true;
};

/** How a server shows itself. All that is given must match. */
export type Signs = {
  host: string;
  user: string;
  /** Its first words, without `+OK`; empty: not known yet. */
  greeting: string;
  /** Noticed now or in earlier sessions. */
  quirks: ReadonlySet<Quirk>;
};

export type KnownServer = {
  id: string;
  by: { host?: RegExp; user?: RegExp; greeting?: RegExp; quirk?: Quirk };
  changes: ServerChanges;
  /** For whoever looks at a probe. */
  note: { readonly en: string; readonly es: string };
};

export const knownServers: readonly KnownServer[] = [
  {
    id: 'gmail',
    by: { greeting: /^Gpop ready/i, user: /^(?!recent:)/i },
    changes: { hidesFetched: true },
    note: {
      en: 'Gmail lists some 250 letters a session and hides what was fetched from every POP3 client; whether DELE deletes is set on its web page',
      es: 'Gmail lista unas 250 cartas por sesión y oculta a todo cliente POP3 lo ya descargado; si DELE borra se decide en su página web',
    },
  },
  {
    id: 'gmail-recent',
    by: { greeting: /^Gpop ready/i, user: /^recent:/i },
    changes: {},
    note: {
      en: 'with recent: before the name Gmail lists the last 30 days each time, whoever fetched them',
      es: 'con recent: ante el nombre Gmail lista cada vez los últimos 30 días, los haya descargado quien sea',
    },
  },
  {
    id: 'exchange-online',
    by: { greeting: /^The Microsoft Exchange POP3 service is ready/i },
    changes: { keepAlive: 20_000, sizes: 'not-octets' },
    note: {
      en: 'Exchange ends sessions that are silent for a minute, and gives sizes that are not those of the letters',
      es: 'Exchange corta las sesiones que callan un minuto, y da tamaños que no son los de las cartas',
    },
  },
  {
    id: 'exchange',
    by: { greeting: /^Microsoft Exchange (Server )?\d{4} POP3/i },
    changes: { sizes: 'not-octets' },
    note: {
      en: 'older Exchange: sizes are those of the stored form, and some letters end without a line end',
      es: 'Exchange antiguo: los tamaños son los de la forma almacenada, y algunas cartas acaban sin fin de línea',
    },
  },
  {
    id: 'openmail',
    by: { greeting: /\bOpenMail\b/i },
    changes: { sizes: 'not-octets' },
    note: { en: 'OpenMail gives sizes in kilobytes', es: 'OpenMail da los tamaños en kilobytes' },
  },
  {
    id: 'domino',
    by: { greeting: /\bLotus (Notes|Domino)\b|\bIBM Domino\b/i },
    changes: { sizes: 'not-octets' },
    note: {
      en: 'Domino writes a letter anew each time it is fetched: its copy here is one of them',
      es: 'Domino escribe la carta de nuevo en cada descarga: la copia de aquí es una de ellas',
    },
  },
  {
    id: 'maillennium',
    by: { greeting: /\bMaillennium\b/i },
    changes: {},
    note: {
      en: 'Maillennium cuts what TOP gives: letters with very long headers are fetched to recognise them',
      es: 'Maillennium recorta lo que da TOP: las cartas de cabecera muy larga se descargan para reconocerlas',
    },
  },
  {
    id: 'stalwart',
    by: { greeting: /\bStalwart\b/i },
    changes: { topLines: 1 },
    note: {
      en: 'older Stalwart sends the whole letter for TOP with no lines: one line is asked for',
      es: 'un Stalwart antiguo envía la carta entera si TOP pide cero líneas: se pide una',
    },
  },
  {
    id: 'hmailserver',
    by: { greeting: /\bhMailServer\b/i },
    changes: {},
    note: {
      en: 'hMailServer does not double dots in TOP: only headers are asked for, whose lines begin with none',
      es: 'hMailServer no dobla los puntos en TOP: solo se piden cabeceras, cuyas líneas no empiezan por punto',
    },
  },
  {
    id: 'uw-imap',
    by: { greeting: /^POP3 \S+ v?\d{4}\w*\.\d+ server ready/i },
    changes: { firstMayBeInternal: true },
    note: {
      en: 'UW-IMAP may keep its notes in a first letter, which is neither collected nor deleted',
      es: 'UW-IMAP puede guardar sus notas en una primera carta, que no se recoge ni se borra',
    },
  },
  {
    id: 'qpopper-1004',
    by: { greeting: /derived from UCB \(version 1\.004\)/i },
    changes: {},
    note: {
      en: 'this popper may lose its maildrop for a while when a session breaks: letters that are missing stay known',
      es: 'este popper puede perder el buzón un rato si se corta la sesión: las cartas que faltan siguen siendo conocidas',
    },
  },
  {
    id: 'cyrus',
    by: { greeting: /\bCyrus POP3\b/i },
    changes: {},
    note: {
      en: 'some Cyrus versions lose the end of a letter: it is not stored until it comes whole',
      es: 'algunas versiones de Cyrus pierden el final de una carta: no se guarda hasta que llega entera',
    },
  },
  {
    id: 'aol',
    by: { greeting: /\bAOL\b.*\bPOP3\b|\bPOP3\b.*\bAOL\b/i },
    changes: {},
    note: {
      en: 'AOL hangs up on a wrong password: after three times that counts as an answer',
      es: 'AOL cuelga si la contraseña es errónea: a la tercera vez eso vale como respuesta',
    },
  },
  {
    id: 'wp-pl',
    by: { host: /(^|\.)wp\.pl$/i },
    changes: { window: { commands: 1 } },
    note: {
      en: 'wp.pl answers in another order than it was asked: one command is sent at a time',
      es: 'wp.pl contesta en otro orden que el de las preguntas: se envía una orden cada vez',
    },
  },
  {
    id: 'breaks-at-capa',
    by: { quirk: 'capa-breaks' },
    changes: { capa: 'never' },
    note: {
      en: 'the server broke off, or never answered, when asked what it can do: it is not asked any more',
      es: 'el servidor cortó, o no contestó, al preguntarle qué sabe hacer: ya no se le pregunta',
    },
  },
  {
    id: 'loses-pipelined',
    by: { quirk: 'pipelining-broken' },
    changes: { window: { commands: 1 } },
    note: {
      en: 'the server says that it takes several commands at once, and loses some: one is sent at a time',
      es: 'el servidor dice que admite varias órdenes a la vez, y pierde algunas: se envía una cada vez',
    },
  },
];

/** All that match. */
export function recogniseServer(signs: Signs): KnownServer[] {
  return knownServers.filter(
    ({ by: { host, user, greeting, quirk } }) =>
      (host === undefined || host.test(signs.host)) &&
      (user === undefined || user.test(signs.user)) &&
      (greeting === undefined || greeting.test(signs.greeting)) &&
      (quirk === undefined || signs.quirks.has(quirk)),
  );
}

export function changesFor(signs: Signs): ServerChanges {
  return Object.assign({}, ...recogniseServer(signs).map(({ changes }) => changes));
}
