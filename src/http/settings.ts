import { isIP } from 'node:net';
import { checkServerIdentity, type ConnectionOptions, rootCertificates } from 'node:tls';
import type { Secret } from '../protocol/secret';

/** What a client must know of its server; see Configuration. */
export interface ClientSettings {
  readonly baseUrl: string;
  readonly limits: Limits;
  /** Headers to add to every request; the values of those that carry credentials are secrets. */
  readonly headers: Readonly<Record<string, string | Secret>>;
  readonly userAgent: string;
  /** How it is reached; by default directly, with the authorities that Node.js trusts. */
  readonly connection?: Connection;
  /** What the ids of its exchanges begin with, `x` by default: no two clients of a run may use the same ids. */
  readonly exchangePrefix?: string;
}

/** TLS settings; certificates and keys in PEM. */
export interface TlsSettings {
  /** Whether the certificate of the server is verified. */
  readonly verify: boolean;
  /** Certificates of authorities to trust in addition to those that come with Node.js. */
  readonly ca: readonly string[];
  /** The name to request and verify, if it is not the host of the base URL. */
  readonly serverName?: string;
  /** A certificate of the client with its chain, and its key. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: Secret;
  /** The names of these files, relative to where the run was started; for curl commands. */
  readonly files?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

/** The proxy that requests go through. */
export interface ProxySettings {
  /** Without credentials and without a slash at its end. */
  readonly url: string;
  /** `user:password` */
  readonly credentials?: Secret;
  /** Where it was set: `--proxy` */
  readonly origin: string;
}

/** How connections to the server are made. */
export interface Connection {
  readonly tls: TlsSettings;
  readonly proxy?: ProxySettings;
}

/** Only the authorities that Node.js trusts, and no proxy. */
export const plainConnection: Connection = { tls: { verify: true, ca: [] } };

/**
 * The options of a TLS connection to a host. All are set, so that no environment variable decides.
 *
 * @param host a name, or an address with or without brackets
 */
export function tlsOptions({ tls }: Connection, host: string): ConnectionOptions {
  const name = tls.serverName ?? host.replace(/^\[(.*)\]$/, '$1');
  return {
    rejectUnauthorized: tls.verify,
    // An IP address must not be a server name (RFC 6066, 3).
    servername: isIP(name) ? '' : name,
    // Behind a proxy, this is the only host to compare with.
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    ...trusted(tls.ca),
    ...(tls.cert === undefined ? {} : { cert: tls.cert, key: tls.key, passphrase: tls.passphrase?.reveal() }),
  };
}

/** `ca` would replace the authorities of Node.js. */
export function trusted(ca: readonly string[]): Pick<ConnectionOptions, 'ca'> {
  return ca.length === 0 ? {} : { ca: [...rootCertificates, ...ca] };
}

export interface Limits {
  /** Requests per second, at most. */
  readonly maxRps: number;
  /** Milliseconds that one response may take, its body included. */
  readonly timeoutMs: number;
  /** Failed login attempts in a row for one user name; a correct login comes before the next. */
  readonly wrongPasswordAttempts: number;
  /** Failed login attempts for one user name in a whole run. */
  readonly wrongSecretsPerAccount: number;
  /** Bytes of the body of one response that are read. */
  readonly maxBodyBytes: number;
  /** Values, elements and attributes of one response; a catalogue of 10,000 services has fewer than 125,000. */
  readonly maxValues: number;
  /** Bytes of all responses of a run together, long ones compressed. */
  readonly maxKeptBytes: number;
  /** Bytes of the secrets that the responses of a run bring, in all forms that are looked for. */
  readonly maxSecretBytes: number;
  /** Milliseconds in all for which one request is held back if the server asks to retry later; 0 never waits. */
  readonly retryForMs: number;
  /** Milliseconds that reading and judging one response may take. */
  readonly judgeMs: number;
  /** Milliseconds that a whole run may take; what was measured until then is reported. */
  readonly runMs: number;
}
