import { isIP } from 'node:net';
import { checkServerIdentity, rootCertificates, type ConnectionOptions } from 'node:tls';
import type { Secret } from './secret';

/** What TLS needs; texts in PEM. */
export interface TlsSettings {
  /** Whether the certificate of the server is verified. */
  readonly verify: boolean;
  /** Certificates of authorities to trust beside those that Node.js brings. */
  readonly ca: readonly string[];
  /** The name to ask for and to verify, where it is not the host of the base URL. */
  readonly serverName?: string;
  /** A certificate of the client with its chain, and its key. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: Secret;
  /** The names of the files of these, as they are found from where the run was started; for a request by hand. */
  readonly files?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

/** The proxy that requests go through. */
export interface ProxySettings {
  /** Without credentials and without a slash at its end. */
  readonly url: string;
  /** `user:password` */
  readonly credentials?: Secret;
  /** What named it: `--proxy` */
  readonly origin: string;
}

/** How connections to the server are made. */
export interface Connection {
  readonly tls: TlsSettings;
  readonly proxy?: ProxySettings;
}

/** Nothing but what Node.js trusts, and no proxy. */
export const plainConnection: Connection = { tls: { verify: true, ca: [] } };

/**
 * The options of a TLS connection to a host. All of them are said, so that no environment variable decides.
 *
 * @param host a name, or an address with or without brackets
 */
export function tlsOptions({ tls }: Connection, host: string): ConnectionOptions {
  const name = tls.serverName ?? host.replace(/^\[(.*)\]$/, '$1');
  return {
    rejectUnauthorized: tls.verify,
    // An address may not be a server name (RFC 6066, 3).
    servername: isIP(name) ? '' : name,
    // Behind a proxy there is no host to compare with but this.
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    ...trusted(tls.ca),
    ...(tls.cert === undefined ? {} : { cert: tls.cert, key: tls.key, passphrase: tls.passphrase?.reveal() }),
  };
}

/** Authorities replace those of Node.js unless these are named too. */
export function trusted(ca: readonly string[]): Pick<ConnectionOptions, 'ca'> {
  return ca.length === 0 ? {} : { ca: [...rootCertificates, ...ca] };
}
