// What help says, and what is said of a command that was used wrongly.
import type { Text } from '../../config/index.ts';

export const usageTexts = {
  about: {
    en: 'A post office for mail: letters come in over SMTP and LMTP, and go out over POP3.',
    es: 'Una oficina de correos: las cartas entran por SMTP y LMTP, y salen por POP3.',
  },
  aboutDemo: {
    en: 'Run everything on high loopback ports, with two accounts and letters in them',
    es: 'Ponerlo todo en marcha en puertos altos locales, con dos cuentas y cartas en ellas',
  },
  aboutServe: { en: 'Run the server', es: 'Poner en marcha el servidor' },
  aboutAccount: {
    en: 'Add, list, change and remove accounts',
    es: 'Crear, listar, cambiar y borrar cuentas',
  },
  aboutAdd: {
    en: 'Add an account, or many from a file',
    es: 'Crear una cuenta, o muchas desde un archivo',
  },
  aboutList: { en: 'List the accounts', es: 'Listar las cuentas' },
  aboutPasswd: { en: "Change an account's password", es: 'Cambiar la contraseña de una cuenta' },
  aboutRemove: {
    en: 'Remove an account and all its mail',
    es: 'Borrar una cuenta y todo su correo',
  },
  aboutQuota: {
    en: 'Limit how much mail an account may hold',
    es: 'Limitar cuánto correo cabe en una cuenta',
  },
  aboutConfig: { en: 'Check and explain the settings', es: 'Comprobar y explicar los ajustes' },
  aboutCheck: {
    en: 'Say whether the settings are right, and name every problem',
    es: 'Decir si los ajustes son correctos, y nombrar cada problema',
  },
  aboutDescribe: { en: 'Explain every setting', es: 'Explicar todos los ajustes' },
  aboutExample: { en: 'Print an example of the file', es: 'Escribir un ejemplo del archivo' },
  aboutVerify: {
    en: 'Read the whole store and say what is wrong with it',
    es: 'Leer todo el almacén y decir qué está mal',
  },
  aboutVersion: { en: 'Print the version', es: 'Escribir la versión' },
  aboutHelp: { en: 'Explain a command', es: 'Explicar una orden' },
  optionConfig: { en: 'the file with the settings', es: 'el archivo de los ajustes' },
  optionData: { en: 'the directory that holds everything', es: 'el directorio que lo contiene todo' },
  optionDemoData: {
    en: 'keep everything in this directory instead of a temporary one',
    es: 'guardarlo todo en este directorio en vez de uno temporal',
  },
  optionSet: {
    en: 'override one setting; may be repeated',
    es: 'cambiar un ajuste; puede repetirse',
  },
  optionPasswordFile: {
    en: 'take the password from the first line of a file',
    es: 'tomar la contraseña de la primera línea de un archivo',
  },
  optionPasswordStdin: {
    en: 'take the password from the first line of standard input',
    es: 'tomar la contraseña de la primera línea de la entrada estándar',
  },
  optionBatch: {
    en: 'add many: a file of lines NAME:PASSWORD or NAME:{SCHEME}HASH, with the schemes {PLAIN} and {ARGON2ID}; - is standard input',
    es: 'crear muchas: un archivo de líneas NOMBRE:CONTRASEÑA o NOMBRE:{ESQUEMA}HASH, con los esquemas {PLAIN} y {ARGON2ID}; - es la entrada estándar',
  },
  optionJson: { en: 'print JSON', es: 'escribir JSON' },
  optionYes: { en: 'do not ask', es: 'no preguntar' },
  optionHelp: { en: 'explain this command', es: 'explicar esta orden' },
  argumentName: { en: 'as ana or ana@example.org', es: 'como ana o ana@example.org' },
  argumentSize: { en: 'as 500M, 2G, 1GiB; none: no limit', es: 'como 500M, 2G, 1GiB; none: sin límite' },
  titleUsage: { en: 'Usage:', es: 'Uso:' },
  titleArguments: { en: 'Arguments:', es: 'Argumentos:' },
  titleOptions: { en: 'Options:', es: 'Opciones:' },
  titleCommands: { en: 'Commands:', es: 'Órdenes:' },
  usageOptions: { en: '[options]', es: '[opciones]' },
  usageCommand: { en: '[command]', es: '[orden]' },
  unknownOption: { en: 'there is no option {what}', es: 'no existe la opción {what}' },
  unknownCommand: { en: 'there is no command {what}', es: 'no existe la orden {what}' },
  missingArgument: { en: '{what} is missing', es: 'falta {what}' },
  missingOptionValue: { en: '{what} needs a value', es: '{what} necesita un valor' },
  excessArguments: { en: 'too many arguments', es: 'sobran argumentos' },
  conflictingOption: { en: '{what} and {other} exclude each other', es: '{what} y {other} se excluyen' },
  didYouMean: { en: 'Did you mean {what}?', es: '¿Quiso decir {what}?' },
  seeHelp: { en: '`{command}` explains it.', es: '`{command}` lo explica.' },
} as const satisfies Record<string, Text>;
