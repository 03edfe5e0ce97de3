// A certificate for tests, made once a process.

import { selfSigned } from '../../src/office/self-signed.ts';
import { type ChooseContext, openSecureContext } from '../../src/wire/index.ts';

export const testCertificate = selfSigned(['localhost', '127.0.0.1'], Date.now());
const context = openSecureContext(testCertificate);

export const testContext: ChooseContext = () => context;
