// What the account commands say and ask.
import type { Text } from '../../config/index.ts';

export const accountTexts = {
  added: { en: 'Added {name}.', es: 'Creada {name}.' },
  addedMany: { en: '{added} added, {failed} failed.', es: '{added} creadas, {failed} fallidas.' },
  passwordChanged: {
    en: 'The password of {name} is changed.',
    es: 'La contraseña de {name} se ha cambiado.',
  },
  removed: { en: 'Removed {name} and all its mail.', es: 'Borrada {name} con todo su correo.' },
  quotaSet: { en: '{name} may hold {size}.', es: 'En {name} caben {size}.' },
  quotaNone: { en: '{name} may hold any amount.', es: 'En {name} cabe cualquier cantidad.' },
  badSize: {
    en: '{what} is not a size: write it as 500M, 2G or 1GiB, or none for no limit',
    es: '{what} no es un tamaño: escríbalo como 500M, 2G o 1GiB, o none para que no haya límite',
  },
  askPassword: { en: 'Password for {name}: ', es: 'Contraseña para {name}: ' },
  askPasswordAgain: { en: 'The same again: ', es: 'Otra vez la misma: ' },
  passwordsDiffer: { en: 'the two passwords are not the same', es: 'las dos contraseñas no son iguales' },
  passwordEmpty: { en: 'the password is empty', es: 'la contraseña está vacía' },
  passwordNotText: { en: 'the password is not UTF-8 text', es: 'la contraseña no es texto en UTF-8' },
  passwordNeeded: {
    en: 'there is no terminal to ask for the password: use --password-file or --password-stdin',
    es: 'no hay terminal donde pedir la contraseña: use --password-file o --password-stdin',
  },
  askRemove: {
    en: 'Remove {name} and all its mail for ever? [y/N] ',
    es: '¿Borrar {name} y todo su correo para siempre? [s/N] ',
  },
  notRemoved: { en: 'nothing was removed', es: 'no se ha borrado nada' },
  yesNeeded: {
    en: 'there is no terminal to ask whether to remove {name}: add --yes',
    es: 'no hay terminal donde preguntar si borrar {name}: añada --yes',
  },
  nameOrBatch: {
    en: 'give either one NAME or --batch FILE',
    es: 'indique o bien un NOMBRE o bien --batch ARCHIVO',
  },
  columnName: { en: 'NAME', es: 'NOMBRE' },
  columnLetters: { en: 'LETTERS', es: 'CARTAS' },
  columnSize: { en: 'SIZE', es: 'TAMAÑO' },
  columnQuota: { en: 'QUOTA', es: 'CUOTA' },
  noAccounts: {
    en: 'There are no accounts yet. `casilla account add NAME` adds one.',
    es: 'Todavía no hay cuentas. `casilla account add NOMBRE` crea una.',
  },
  lineNoColon: { en: 'no colon after the name', es: 'faltan los dos puntos tras el nombre' },
  lineNoName: { en: 'no name before the colon', es: 'falta el nombre antes de los dos puntos' },
  lineNoSecret: { en: 'nothing after the colon', es: 'no hay nada tras los dos puntos' },
  lineNotText: { en: 'not UTF-8 text', es: 'no es texto en UTF-8' },
  lineScheme: {
    en: '{scheme} is not a scheme we know: {known} are (a password that begins so is written {PLAIN}{scheme}…)',
    es: '{scheme} no es un esquema conocido: lo son {known} (una contraseña que empiece así se escribe {PLAIN}{scheme}…)',
  },
} as const satisfies Record<string, Text>;
