// Which texts can be unique-ids: RFC 1939 §7, one to 70 characters from 0x21 to 0x7E.

export function isUidl(text: string): boolean {
  return /^[\x21-\x7e]{1,70}$/.test(text);
}
