// Base64 as the SASL profiles demand it: nothing outside the alphabet is passed over, padding stands only at the end.
// RFC 4648 §4, RFC 5034 §4, RFC 4954 §4

const shape = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Undefined when the text is not base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  return shape.test(text) ? Buffer.from(text, 'base64') : undefined;
}

export function encodeBase64(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('base64');
}
