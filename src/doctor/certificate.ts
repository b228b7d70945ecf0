import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { type Connection, tlsOptions } from '../http/settings';
import { tlsFailure } from '../http/tls-failure';
import { quantity } from '../text/prose';
import { authorityOf, type Endpoint, openTunnel } from './connection';
import type { Fact } from './fact';

const dayMs = 24 * 60 * 60 * 1000;
const renew = 'Install a certificate that is valid now on the server, and check the clock of this machine.';
const checkTls = 'Check that this port speaks TLS; otherwise begin the base URL with http://.';

/**
 * The certificate of the server, and whether a run would accept it; nothing is sent after the handshake.
 *
 * @param way how the server is reached; through a tunnel if there is a proxy
 * @param timeoutMs milliseconds that the handshake may take
 */
export async function examineCertificate(
  endpoint: Endpoint,
  way: Connection,
  timeoutMs: number,
): Promise<Fact[]> {
  const { host, port } = endpoint;
  const tunnel = way.proxy ? await openTunnel(way.proxy, way.tls.ca, endpoint, timeoutMs) : undefined;
  if (typeof tunnel === 'string') return [{ name: 'TLS', status: 'problem', detail: tunnel }];
  return new Promise((resolve) => {
    const socket = connect({
      ...(tunnel ? { socket: tunnel } : { host, port }),
      ...tlsOptions(way, host),
      // So that a rejected certificate can be read; the reason is reported, and requests still verify.
      rejectUnauthorized: false,
    });
    const end = (facts: Fact[]) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(facts);
    };
    const failed = (detail: string, remedy = checkTls) =>
      end([{ name: 'TLS', status: 'problem', detail, remedy }]);
    const timer = setTimeout(() => failed(`there was no handshake within ${timeoutMs} ms`), timeoutMs);
    socket.once('secureConnect', () => end(factsOf(socket, endpoint, way.tls.verify)));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const known = tlsFailure(error, authorityOf(endpoint));
      if (known) failed(known.what, asSentence(known.remedy));
      else failed(`the handshake failed (${error.code ?? error.message})`);
    });
  });
}

function factsOf(socket: TLSSocket, endpoint: Endpoint, verify: boolean): Fact[] {
  const certificate = socket.getPeerCertificate();
  const [subject, issuer] = [certificate.subject, certificate.issuer].map(distinguishedName);
  return [
    { name: 'TLS', ...verified(socket, endpoint, verify) },
    { name: 'certificate', status: 'ok', detail: `of ${subject}, issued by ${issuer}` },
    { name: 'expiry', ...expiry(certificate) },
  ];
}

function verified(socket: TLSSocket, endpoint: Endpoint, verify: boolean): Omit<Fact, 'name'> {
  const version = socket.getProtocol() ?? 'TLS';
  if (socket.authorized) return { status: 'ok', detail: `${version}, verified` };
  // It is a code, although its type is Error.
  const code = String(socket.authorizationError);
  const { what, remedy } = tlsFailure({ code }, authorityOf(endpoint)) ?? {
    what: `the certificate of ${authorityOf(endpoint)} cannot be verified (${code})`,
    remedy: 'name a file with the certificate of its issuer (PEM) in --ca or tls.ca',
  };
  if (!verify)
    return { status: 'unknown', detail: `${version}, NOT VERIFIED because of --insecure: ${what}` };
  return { status: 'problem', detail: what, remedy: asSentence(remedy) };
}

function asSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
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
  return parts.length > 0 ? parts.join(', ') : 'an unnamed subject';
}
