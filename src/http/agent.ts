import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { type Connection, plainConnection, type ProxySettings, tlsOptions, trusted } from './settings';
import { ProxyFailure, proxyResponse, proxyUnreachable } from './transport-failure';

type Tunnel = HttpsProxyAgent<string>;
type Forward = HttpProxyAgent<string>;

/** The status that opens a tunnel (RFC 9110, 9.3.6); the package accepts no other. */
const opened = 200;

/** Reaches https servers through a tunnel; a response of the proxy is never taken for one of the server. */
class TunnellingAgent extends HttpsProxyAgent<string> {
  readonly #settings: ProxySettings;
  readonly #tls: ConnectionOptions;

  /**
   * @param ca authorities to trust for the proxy, where it is spoken to in TLS
   * @param tls the options for the server behind it
   */
  constructor(
    settings: ProxySettings,
    ca: readonly string[],
    tls: ConnectionOptions,
    options: http.AgentOptions,
  ) {
    super(urlOf(settings), { ...options, ...verified(ca) });
    this.#settings = settings;
    this.#tls = tls;
  }

  override async connect(...[request, options]: Parameters<Tunnel['connect']>): Promise<net.Socket> {
    let status: number | undefined;
    request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => (status = statusCode));
    const told = { ...options, ...this.#tls } as typeof options;
    const socket = await super.connect(request, told).catch((error: unknown) => {
      throw new ProxyFailure(proxyUnreachable(this.#settings, error));
    });
    if (status === opened) return socket;
    socket.destroy();
    throw new ProxyFailure(proxyResponse(this.#settings, status ?? 0));
  }
}

/** Reaches http servers; the proxy reads each request and sends it on. */
class ForwardingAgent extends HttpProxyAgent<string> {
  readonly #settings: ProxySettings;

  /** @param ca authorities to trust for the proxy, where it is spoken to in TLS */
  constructor(settings: ProxySettings, ca: readonly string[], options: http.AgentOptions) {
    super(urlOf(settings), { ...options, ...verified(ca) });
    this.#settings = settings;
  }

  override addRequest(...[request, options]: Parameters<Forward['addRequest']>): void {
    // Only a proxy may send 407 (RFC 9110, 15.5.8): it says nothing about the server.
    request.prependOnceListener('response', (response: http.IncomingMessage) => {
      if (response.statusCode === 407)
        request.emit('error', new ProxyFailure(proxyResponse(this.#settings, 407)));
    });
    super.addRequest(request, options);
  }

  override async connect(...[request, options]: Parameters<Forward['connect']>): Promise<net.Socket> {
    return super.connect(request, options).catch((error: unknown) => {
      throw new ProxyFailure(proxyUnreachable(this.#settings, error));
    });
  }
}

/** The certificate of the proxy itself is always verified. */
function verified(ca: readonly string[]): ConnectionOptions {
  return { rejectUnauthorized: true, ...trusted(ca) };
}

/** The URL with its credentials, as the packages expect it. */
function urlOf({ url, credentials }: ProxySettings): URL {
  const address = new URL(url);
  const [, user = '', password = ''] = /^([^:]*):([^]*)$/.exec(credentials?.reveal() ?? '') ?? [];
  address.username = encodeURIComponent(user);
  address.password = encodeURIComponent(password);
  return address;
}

/** Keeps up to `atOnce` connections open between requests. */
export function keepAliveAgent(
  baseUrl: string,
  atOnce: number,
  connection: Connection = plainConnection,
): http.Agent {
  const { protocol, hostname } = new URL(baseUrl);
  const options = { keepAlive: true, maxSockets: atOnce };
  const { proxy } = connection;
  if (protocol === 'https:') {
    const tls = tlsOptions(connection, hostname);
    return proxy
      ? new TunnellingAgent(proxy, connection.tls.ca, tls, options)
      : new https.Agent({ ...options, ...tls });
  }
  return proxy ? new ForwardingAgent(proxy, connection.tls.ca, options) : new http.Agent(options);
}
