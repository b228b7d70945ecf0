/** Where connections to a service go. */
export interface Endpoint {
  /** A name or an address; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** The endpoint of a service URL. */
export function endpointOf(baseUrl: string): Endpoint {
  const { hostname, port, protocol } = new URL(baseUrl);
  const secure = protocol === 'https:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    secure,
  };
}
