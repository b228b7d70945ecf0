import { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 60 * 60 * 1000;

/** A certificate and its key in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate is to be: for this machine and valid now, unless told. */
export interface Wish {
  readonly names?: readonly string[];
  readonly addresses?: readonly string[];
  /** Days from now. */
  readonly from?: number;
  readonly until?: number;
}

/** An authority of the test's own, which nobody trusts unless told. */
export async function newAuthority() {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Test authority, O=identity-conformance tests',
    ...{ keys, signingAlgorithm: algorithm },
    ...validity(-1, 30),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const issue = async (wish: Wish = {}): Promise<Identity> => {
    const own = await newKeys();
    const { names = ['localhost'], addresses = ['127.0.0.1', '::1'], from = -1, until = 30 } = wish;
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${names[0] ?? 'nobody'}`,
      issuer: root.subject,
      publicKey: own.publicKey,
      ...{ signingKey: keys.privateKey, signingAlgorithm: algorithm },
      ...validity(from, until),
      extensions: [
        new x509.SubjectAlternativeNameExtension([
          ...names.map((value) => ({ type: 'dns' as const, value })),
          ...addresses.map((value) => ({ type: 'ip' as const, value })),
        ]),
      ],
    });
    return { cert: certificate.toString('pem'), key: await keyText(own) };
  };
  return { cert: root.toString('pem'), issue };
}

function validity(from: number, until: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + until * day) };
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function keyText(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}
