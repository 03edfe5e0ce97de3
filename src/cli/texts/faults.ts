// Why something could not be done.
import type { Text } from '../../config/index.ts';

export const faultTexts = {
  fileUnreadable: { en: '{file} cannot be read ({reason})', es: '{file} no se puede leer ({reason})' },
  exists: { en: 'there is already an account {subject}', es: 'ya hay una cuenta {subject}' },
  nonexistent: { en: 'there is no account {subject}', es: 'no hay ninguna cuenta {subject}' },
  badName: {
    en: '{subject} cannot be the name of an account: write it as ana or ana@example.org',
    es: '{subject} no puede ser el nombre de una cuenta: escríbalo como ana o ana@example.org',
  },
  badSecret: {
    en: 'the password or hash of {subject} cannot be used',
    es: 'la contraseña o el hash de {subject} no se puede usar',
  },
  noSpace: {
    en: 'the disk is too full: free some space and try again',
    es: 'el disco está demasiado lleno: libere espacio y vuelva a intentarlo',
  },
  overQuota: {
    en: 'the account is full: let it hold more with `casilla account quota`, or delete letters',
    es: 'la cuenta está llena: amplíela con `casilla account quota`, o borre cartas',
  },
  noFolder: { en: 'there is no folder {subject}', es: 'no hay ninguna carpeta {subject}' },
  badFolder: {
    en: '{subject} cannot be the name of a folder',
    es: '{subject} no puede ser el nombre de una carpeta',
  },
  noLetter: { en: 'there is no letter {subject}', es: 'no hay ninguna carta {subject}' },
  tooLarge: {
    en: 'the letter is larger than the setting letter.limit allows',
    es: 'la carta es mayor de lo que permite el ajuste letter.limit',
  },
  forbidden: {
    en: 'a server is running in {subject}, and this user may not ask it: see the settings socket.mode and socket.group',
    es: 'hay un servidor en marcha en {subject}, y este usuario no puede hablarle: vea los ajustes socket.mode y socket.group',
  },
  unavailable: {
    en: 'the server or its store does not answer ({subject}): try again',
    es: 'el servidor o su almacén no responde ({subject}): vuelva a intentarlo',
  },
  serverFault: {
    en: 'the running server met a fault of its own ({subject}); its log says more',
    es: 'el servidor en marcha tuvo un fallo propio ({subject}); su registro dice más',
  },
  dataInUse: {
    en: 'another Casilla is using {subject}: stop it, or give another directory with --data',
    es: 'otro Casilla está usando {subject}: deténgalo, o indique otro directorio con --data',
  },
  dataNotWritable: {
    en: '{subject} cannot be written: give another directory with --data, or let this user write there',
    es: 'no se puede escribir en {subject}: indique otro directorio con --data, o permita escribir a este usuario',
  },
  portInUse: {
    en: 'another program is listening on {subject}: stop it, or set another port',
    es: 'otro programa escucha en {subject}: deténgalo, o ponga otro puerto',
  },
  portForbidden: {
    en: 'this user may not listen on {subject}: set a port above 1023, or grant CAP_NET_BIND_SERVICE',
    es: 'este usuario no puede escuchar en {subject}: ponga un puerto mayor que 1023, o conceda CAP_NET_BIND_SERVICE',
  },
  addressNotHere: {
    en: 'this machine has no address for {subject}: set one that it has',
    es: 'esta máquina no tiene la dirección de {subject}: ponga una que tenga',
  },
  certificateBad: {
    en: 'the certificate or key cannot be used: {subject}',
    es: 'el certificado o la clave no se puede usar: {subject}',
  },
  diskFull: {
    en: 'the disk of {subject} is full to the last octet: make a megabyte of room there and try again',
    es: 'el disco de {subject} está lleno hasta el último octeto: libere un megabyte y pruebe otra vez',
  },
  storeTooNew: {
    en: '{subject} was written by a newer Casilla: run that one, or restore a backup made before it',
    es: '{subject} lo escribió un Casilla más nuevo: use ese, o restaure una copia anterior a él',
  },
  runtimeTooOld: {
    en: 'this Node is too old ({subject}): install a newer one',
    es: 'este Node es demasiado antiguo ({subject}): instale uno más nuevo',
  },
  internal: {
    en: 'a fault in Casilla itself; please report it with what follows:',
    es: 'un fallo del propio Casilla; por favor, comuníquelo con lo que sigue:',
  },
} as const satisfies Record<string, Text>;
