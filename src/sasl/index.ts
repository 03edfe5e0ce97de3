export { decodeBase64, encodeBase64 } from './base64.ts';
export type { ClientExchange, ServerExchange, ServerMechanism, ServerStep } from './mechanism.ts';
export { plain, plainClient } from './plain.ts';
export { decodeUtf8 } from './utf8.ts';
