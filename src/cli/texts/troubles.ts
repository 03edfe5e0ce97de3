// What went wrong with a source, and what to do about it.
import type { Text } from '../../config/index.ts';

export const troubleTexts = {
  troubleDns: { en: 'the host’s name has no address', es: 'el nombre del servidor no tiene dirección' },
  troubleRefused: { en: 'nobody listens there', es: 'nadie escucha allí' },
  troubleSilent: { en: 'the server does not answer, or broke off', es: 'el servidor no contesta, o cortó' },
  troubleTls: { en: 'what came is not TLS', es: 'lo que llegó no es TLS' },
  troubleCertificate: {
    en: 'nobody vouches for the server’s certificate; no password was sent',
    es: 'nadie responde del certificado del servidor; no se envió ninguna contraseña',
  },
  troublePin: {
    en: 'the server has another key than the pinned one; no password was sent',
    es: 'el servidor tiene otra clave que la fijada; no se envió ninguna contraseña',
  },
  troubleCredentials: {
    en: 'the server says that name or password is wrong',
    es: 'el servidor dice que el nombre o la contraseña es errónea',
  },
  troubleLogin: {
    en: 'the server refused the login without a reason',
    es: 'el servidor rechazó la entrada sin decir por qué',
  },
  troubleTokenExpired: { en: 'the token is not taken any more', es: 'el token ya no se acepta' },
  troubleTokenRevoked: { en: 'the grant was withdrawn', es: 'se retiró la autorización' },
  troubleWillNot: {
    en: 'the server will not, until somebody does something about it',
    es: 'el servidor se niega hasta que alguien haga algo',
  },
  troubleCannotNow: { en: 'the server cannot now', es: 'el servidor no puede ahora' },
  troubleInUse: {
    en: 'another program has the maildrop open',
    es: 'otro programa tiene abierto el buzón',
  },
  troubleTooSoon: { en: 'the server was asked again too soon', es: 'se ha preguntado demasiado pronto' },
  troubleUnsupported: {
    en: 'the server lacks what the source demands',
    es: 'al servidor le falta lo que pide el origen',
  },
  troubleNoPop3: { en: 'what came is no POP3', es: 'lo que llegó no es POP3' },
  troubleLimit: {
    en: 'the server is endless, or very slow',
    es: 'el servidor no acaba nunca, o es muy lento',
  },
  troubleDisk: { en: 'the disk here is too full', es: 'el disco de aquí está demasiado lleno' },
  troubleQuota: { en: 'the account here is full', es: 'la cuenta de aquí está llena' },
  troubleStore: {
    en: 'the store here has too much to do',
    es: 'el almacén de aquí tiene demasiado que hacer',
  },
  troubleNowhere: {
    en: 'the mailbox that the letters go to is gone',
    es: 'el buzón al que van las cartas ya no está',
  },
  troubleSecret: {
    en: 'the password of the source cannot be had',
    es: 'no hay forma de obtener la contraseña del origen',
  },
  troubleTooLarge: {
    en: 'a letter is larger than the setting letter.limit allows',
    es: 'una carta es mayor de lo que permite el ajuste letter.limit',
  },
  troublePoison: {
    en: 'a letter made Casilla stumble; it is set aside',
    es: 'Casilla tropezó con una carta; está apartada',
  },
  troubleInternal: { en: 'a fault of Casilla', es: 'un fallo de Casilla' },
  troubleReply: { en: 'it says: {reply}', es: 'dice: {reply}' },
  remedyEnablePop: {
    en: 'switch POP3 on in the account’s settings there',
    es: 'active POP3 en los ajustes de la cuenta allí',
  },
  remedyAppPassword: {
    en: 'make an app password for Casilla in the account’s settings there',
    es: 'cree una contraseña de aplicación para Casilla en los ajustes de la cuenta allí',
  },
  remedyWebLogin: {
    en: 'log in there once with a browser',
    es: 'entre allí una vez con un navegador',
  },
  remedyOauth: {
    en: 'the provider takes tokens only: give a command that prints one, and --login token',
    es: 'el proveedor solo acepta tokens: indique una orden que escriba uno, y --login token',
  },
  remedyWait: { en: 'wait: it is tried again', es: 'espere: se vuelve a intentar' },
  remedyHost: { en: 'check the host', es: 'compruebe el servidor' },
  remedyPort: { en: 'check the port', es: 'compruebe el puerto' },
  remedyNetwork: { en: 'check the network', es: 'compruebe la red' },
  remedyTls: {
    en: 'check --tls and the port: 995 from the first octet, 110 with STLS',
    es: 'compruebe --tls y el puerto: 995 desde el primer octeto, 110 con STLS',
  },
  remedyCertificate: {
    en: 'compare its key with the provider’s and give it with --pin, or have the certificate mended',
    es: 'compare su clave con la del proveedor e indíquela con --pin, o haga que arreglen el certificado',
  },
  remedyKey: {
    en: 'ask the provider whether the key was changed; then give the new one with --pin',
    es: 'pregunte al proveedor si cambió la clave; entonces indique la nueva con --pin',
  },
  remedyPassword: {
    en: 'give the right password with `casilla source edit … --ask-password`',
    es: 'indique la contraseña correcta con `casilla source edit … --ask-password`',
  },
  remedyToken: {
    en: 'renew the token, or mend the command that prints it',
    es: 'renueve el token, o arregle la orden que lo escribe',
  },
  remedyAuthorize: { en: 'authorize Casilla again', es: 'autorice a Casilla otra vez' },
  remedyProvider: {
    en: 'ask the provider; `casilla source show … --transcript` has the words',
    es: 'pregunte al proveedor; `casilla source show … --transcript` tiene las palabras',
  },
  remedyLogin: { en: 'change --tls or --login of the source', es: 'cambie --tls o --login del origen' },
  remedyDisk: { en: 'free some space', es: 'libere espacio' },
  remedyQuota: {
    en: 'let it hold more with `casilla account quota`, or delete letters',
    es: 'amplíela con `casilla account quota`, o borre cartas',
  },
  remedyMailbox: { en: 'choose another with --mailbox', es: 'elija otro con --mailbox' },
  remedySecret: {
    en: 'put collector.key back, mend the command or variable, or give the password again',
    es: 'reponga collector.key, arregle la orden o la variable, o indique otra vez la contraseña',
  },
  remedyLetter: { en: 'look at the letter', es: 'mire la carta' },
  remedyReport: { en: 'please report it', es: 'por favor, comuníquelo' },
} as const satisfies Record<string, Text>;
