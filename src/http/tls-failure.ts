/** What went wrong with TLS, and what to do: each a clause without a full stop. */
interface TlsFailure {
  readonly what: string;
  readonly remedy: string;
}

const trustIssuer =
  'name a file with the certificate of its issuer (PEM) in --ca or tls.ca, or test it unverified with --insecure';
const renew = 'install a certificate that is valid now on the server, and check the clock of this machine';
const namedClient = 'name a certificate that it accepts in tls.cert, and its key in tls.key';
const otherVersion = 'enable TLS 1.2 or later on the server';

type Clauses = readonly [what: string, remedy: string];

/** By verification error; HOST stands for the server. */
const verification: Readonly<Record<string, Clauses>> = {
  CERT_HAS_EXPIRED: ['the certificate of HOST has expired', renew],
  CERT_NOT_YET_VALID: ['the certificate of HOST is not valid yet', renew],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'the certificate of HOST is self-signed, and no trusted authority confirms it',
    trustIssuer.replace('of its issuer ', ''),
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'the certificate chain of HOST ends at an issuer that this machine does not trust',
    trustIssuer,
  ],
  UNABLE_TO_GET_ISSUER_CERT: ['the certificate of an issuer of HOST is missing', trustIssuer],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'the certificate of HOST has an issuer that this machine does not trust',
    trustIssuer,
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'HOST sends its certificate without that of its issuer, which this machine does not know',
    `configure the server to send the whole chain, or ${trustIssuer}`,
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'the certificate of HOST is for another host name',
    'check the host of the base URL against the names in the certificate, or name one of them in tls.serverName',
  ],
  CERT_SIGNATURE_FAILURE: [
    'the signature of the certificate of HOST is wrong',
    'check that the certificate in --ca or tls.ca is that of its issuer',
  ],
  CERT_REVOKED: ['the certificate of HOST is revoked', renew],
};

/** By what OpenSSL says about a handshake, in a code or a message; the first match counts. */
const handshake: readonly (readonly [RegExp, ...Clauses])[] = [
  [
    /wrong.version.number|http.request|packet.length.too.long/i,
    'HOST does not speak TLS',
    'begin the base URL with http://, or name the port that speaks TLS',
  ],
  [/alert.certificate.required|certificate required/i, 'HOST requires a client certificate', namedClient],
  [
    /alert.(unknown.ca|bad.certificate|certificate.unknown|certificate.expired|access.denied)/i,
    'HOST does not accept the client certificate',
    namedClient,
  ],
  [
    /alert.protocol.version|unsupported.protocol|version.too.low|no.protocols.available/i,
    'HOST speaks a version of TLS that is too old or too new for this machine',
    otherVersion,
  ],
  [
    /alert.handshake.failure|no.shared.cipher/i,
    'HOST aborted the handshake; a common cipher or a client certificate may be missing',
    `${namedClient}, or ${otherVersion}`,
  ],
  [
    /unrecognized.name/i,
    'HOST does not know the requested host name',
    'check the host of the base URL, or name one that it knows in tls.serverName',
  ],
  [
    /(?:ca|ee|dh).?.?key.?too.?(?:small|weak)|md too weak|ERR_SSL_DH_KEY_TOO_SMALL/i,
    'HOST uses keys that are too weak to be accepted',
    'install a certificate with a longer key on the server',
  ],
  [/ERR_SSL|SSL routines|EPROTO/, 'the TLS handshake with HOST failed', 'check that this port speaks TLS'],
];

/** What an error says about TLS; undefined where it says nothing about it. */
export function tlsFailure(error: unknown, host: string): TlsFailure | undefined {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  const known =
    verification[code] ??
    handshake.find(([pattern]) => pattern.test(code) || pattern.test(message))?.slice(1) ??
    (spokeTls(error)
      ? ['HOST speaks TLS', 'begin the base URL with https://, or name the port that speaks plain HTTP']
      : undefined);
  if (!known) return undefined;
  const [what = '', remedy = ''] = known as Clauses;
  return { what: what.replace('HOST', host), remedy };
}

/** Whether bytes that are not HTTP begin like a TLS alert (RFC 8446, 5.1). */
function spokeTls(error: unknown): boolean {
  const { rawPacket } = error as { readonly rawPacket?: unknown };
  return Buffer.isBuffer(rawPacket) && rawPacket[0] === 0x15 && rawPacket[1] === 0x03;
}
