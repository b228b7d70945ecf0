import { isIP } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { quantity } from '../report/prose';
import type { Endpoint } from './endpoint';
import type { Fact } from './fact';

const dayMs = 24 * 60 * 60 * 1000;
const trustIssuer = 'Set NODE_EXTRA_CA_CERTS to a file with the certificate of the issuer (PEM).';
const renew = 'Let the server have a certificate that is valid now, and check the clock of this machine.';

/** What a run would stumble over, by the error of the verification: a sentence and a remedy. */
const verification: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  CERT_HAS_EXPIRED: ['The certificate has expired.', renew],
  CERT_NOT_YET_VALID: ['The certificate is not valid yet.', renew],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'The certificate is signed by itself, and nobody vouches for it.',
    trustIssuer,
  ],
  SELF_SIGNED_CERT_IN_CHAIN: ['The chain ends in an issuer that this machine does not trust.', trustIssuer],
  UNABLE_TO_GET_ISSUER_CERT: ['The certificate of an issuer is missing.', trustIssuer],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['The issuer is not one that this machine trusts.', trustIssuer],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'The server sends its own certificate without that of its issuer.',
    `Let the server send the whole chain. Or: ${trustIssuer}`,
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'The certificate is for another host name.',
    'Check the host of the base URL against the names in the certificate.',
  ],
};

/**
 * The certificate of the server, and whether a run would accept it; nothing is sent after the handshake.
 *
 * @param timeoutMs milliseconds that the handshake may take
 */
export function examineCertificate({ host, port }: Endpoint, timeoutMs: number): Promise<Fact[]> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      // An address may not be a server name (RFC 6066, 3).
      ...(isIP(host) ? {} : { servername: host }),
      // To read a certificate that is refused; the refusal is told, and requests verify on their own.
      rejectUnauthorized: false,
    });
    const end = (facts: Fact[]) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(facts);
    };
    const failed = (detail: string) =>
      end([
        {
          name: 'TLS',
          status: 'problem',
          detail,
          remedy: 'Check that this port speaks TLS; otherwise begin the base URL with http://.',
        },
      ]);
    const timer = setTimeout(() => failed(`there was no handshake within ${timeoutMs} ms`), timeoutMs);
    socket.once('secureConnect', () => end(factsOf(socket)));
    socket.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      failed(`the handshake failed (${code ?? message})`),
    );
  });
}

function factsOf(socket: TLSSocket): Fact[] {
  const certificate = socket.getPeerCertificate();
  const [subject, issuer] = [certificate.subject, certificate.issuer].map(distinguishedName);
  return [
    { name: 'TLS', ...verified(socket) },
    { name: 'certificate', status: 'ok', detail: `of ${subject}, issued by ${issuer}` },
    { name: 'expiry', ...expiry(certificate) },
  ];
}

function verified(socket: TLSSocket): Omit<Fact, 'name'> {
  if (socket.authorized) return { status: 'ok', detail: `${socket.getProtocol() ?? 'TLS'}, verified` };
  // It is a code, though its type says Error.
  const code = String(socket.authorizationError);
  const [detail, remedy] = verification[code] ?? [
    `The certificate cannot be verified (${code}).`,
    trustIssuer,
  ];
  return { status: 'problem', detail, remedy };
}

function expiry({ valid_to: until }: PeerCertificate): Omit<Fact, 'name'> {
  const date = new Date(until);
  if (Number.isNaN(date.getTime())) return { status: 'unknown', detail: 'the certificate does not say' };
  const days = Math.floor((date.getTime() - Date.now()) / dayMs);
  const day = date.toISOString().slice(0, 10);
  return days < 0
    ? { status: 'problem', detail: `${day}, ${quantity(-days, 'day')} ago`, remedy: renew }
    : { status: 'ok', detail: `${day}, ${quantity(days, 'day')} left` };
}

/** `CN=h.example, O=Example`; a repeated attribute has its values joined by +. */
function distinguishedName(name: PeerCertificate['subject'] | undefined): string {
  const parts = (['CN', 'O', 'OU'] as const).flatMap((attribute) => {
    const value = name?.[attribute];
    return value === undefined ? [] : [`${attribute}=${[value].flat().join('+')}`];
  });
  return parts.length > 0 ? parts.join(', ') : 'nobody in particular';
}
