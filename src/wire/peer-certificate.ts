// The certificate that a server showed, as somebody who decides about it sees it.

import { createHash, type X509Certificate } from 'node:crypto';

/** What is wrong with a certificate. 'other': the runtime's code says it. */
export type CertificateProblem =
  | 'self-signed'
  | 'unknown-issuer'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-host'
  | 'revoked'
  | 'other';

export type PeerCertificate = {
  /** SHA-256 of the subject's public key (its SubjectPublicKeyInfo), base64: it survives a renewal with the same key. */
  pin: string;
  /** Whether a root that we trust vouches for this certificate and this name. */
  verified: boolean;
  problem?: CertificateProblem;
  /** SHA-256 of the certificate, hexadecimal with colons. */
  fingerprint: string;
  subject: string;
  issuer: string;
  /** Names and addresses that it is for, as the runtime writes them. */
  names: string;
  validFrom: Date;
  validTo: Date;
};

const problems: Record<string, CertificateProblem> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  CERT_REVOKED: 'revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
};

/** `code`: why the runtime does not trust it; undefined when it does. */
export function describeCertificate(certificate: X509Certificate, code: string | undefined): PeerCertificate {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return {
    pin: createHash('sha256').update(key).digest('base64'),
    verified: code === undefined,
    ...(code !== undefined && { problem: problems[code] ?? 'other' }),
    fingerprint: certificate.fingerprint256,
    subject: certificate.subject ?? '',
    issuer: certificate.issuer ?? '',
    names: certificate.subjectAltName ?? '',
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
  };
}
