export {
  type Authenticated,
  type Authenticator,
  type AuthenticatorOptions,
  createAuthenticator,
  type Login,
} from './authenticator.ts';
export { createHasher, type Hasher } from './hasher.ts';
export { accountKey, domainKey } from './name.ts';
export { hashPassword, readVerifier, type Verifier } from './verifier.ts';
