export { decodeBase64, encodeBase64 } from './base64.ts';
export { oauthBearerClient, xoauth2Client } from './bearer.ts';
export { externalClient } from './external.ts';
export { loginClient } from './login.ts';
export type { ClientExchange, ServerExchange, ServerMechanism, ServerStep } from './mechanism.ts';
export { plain, plainClient } from './plain.ts';
export { type ScramOptions, scramClient } from './scram.ts';
export { decodeUtf8 } from './utf8.ts';
