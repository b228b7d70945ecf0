/** Where connections to a service go. */
export interface Endpoint {
  /** A name or an address; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** What named it, for advice: `base URL` */
  readonly from: string;
}

/**
 * The endpoint of the URL of a service or a proxy.
 * @param from what named it
 */
export function endpointOf(url: string, from = 'base URL'): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  const secure = protocol === 'https:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    secure,
    from,
  };
}

/** `h.example:443`, `[::1]:8443` */
export function authorityOf({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
