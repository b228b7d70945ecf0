import { BlockList, isIP } from 'node:net';
import { getProxyForUrl } from 'proxy-from-env';
import type { ProxySettings } from '../../http/settings';
import { Secret } from '../../protocol/secret';
import { ConfigurationError } from '../configuration';

/**
 * The service URL in normal form: no trailing slash, path prefix kept.
 * @param place where it was given, for messages: `--base-url`; a function if that takes time to find out
 */
export function readBaseUrl(text: string, place: string | (() => string)): string {
  const refuse = (problem: string): never => {
    // The URL itself is not repeated: it may hold credentials.
    throw new ConfigurationError([`${typeof place === 'string' ? place : place()} ${problem}.`]);
  };
  if (text === '')
    refuse('is empty; give the URL of the service, or leave it out to test the embedded server');
  if (/[\s\\\p{Cc}]/u.test(text)) refuse('contains a space, a backslash or a control character; remove it');
  if (!/^https?:\/\/[^/?#]/i.test(text)) {
    refuse('must be an absolute URL; begin it with https:// or http:// and a host');
  }
  if (hasEmptyPort(text)) refuse('has a colon without a port; add the port, or remove the colon');
  if (!URL.canParse(text)) refuse('is not a URL; check its host and port');
  const url = new URL(text);
  if (url.username || url.password || /^[^/]*\/\/[^/?#]*@/.test(text)) {
    refuse('contains credentials, which would be shown; remove them and use accounts or headers');
  }
  if (/[?#]/.test(text)) refuse('has a query or a fragment; remove it');
  const path = url.pathname.replace(/(?<!\/)\/+$/, '');
  if (/\/v2\.0(\/+tokens)?$/i.test(path)) {
    refuse('ends with the path of the operation, which the suite adds; remove /v2.0 and everything after it');
  }
  return `${url.origin}${path}`;
}

/** `http://host:`, usually caused by an empty variable. */
function hasEmptyPort(url: string): boolean {
  return /^[^/]*\/\/[^/?#]*:(?:[/?#]|$)/.test(url);
}

const addresses = new BlockList();
addresses.addSubnet('127.0.0.0', 8, 'ipv4');
addresses.addAddress('::1', 'ipv6');

/** Whether a URL is that of a server on this machine, by its host (RFC 6761, 6.3). */
export function isLoopback(baseUrl: string): boolean {
  const host = new URL(baseUrl).hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  if (family === 0) return host === 'localhost' || host.endsWith('.localhost');
  return addresses.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** Masking a shorter password would hide unrelated text as well. */
const shortestPassword = 4;

/**
 * The proxy for requests to a server: from `--proxy`, else the member `proxy`, else the environment variables
 * HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, which do not apply to servers on this machine. The embedded server
 * is never reached through a proxy.
 */
export function readProxy(
  baseUrl: string | undefined,
  flag: string | undefined,
  member: { readonly text: string; readonly place: string } | undefined,
): ProxySettings | undefined {
  const named = flag === undefined ? member : { text: flag, place: '--proxy' };
  const proxy = named && proxyOf(named.text, named.place, flag === undefined ? 'proxy' : '--proxy');
  if (baseUrl === undefined) return undefined;
  if (proxy) return proxy;
  const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
  const isDirect = isLoopback(baseUrl) || isExempt(noProxy, baseUrl);
  const variable = isDirect ? '' : getProxyForUrl(baseUrl);
  const names = `${baseUrl.startsWith('https:') ? 'HTTPS_PROXY' : 'HTTP_PROXY'} or ALL_PROXY`;
  return variable === '' ? undefined : proxyOf(variable, names, names);
}

function proxyOf(text: string, place: string, origin: string): ProxySettings {
  const refuse = (problem: string): never => {
    // The message does not quote the URL, since it may contain credentials.
    throw new ConfigurationError([`${place} ${problem}.`]);
  };
  if (text === '') refuse('is empty; give the URL of the proxy, or leave it out');
  if (!/^https?:\/\/[^/?#]/i.test(text))
    refuse('must be the URL of an HTTP proxy; begin it with http:// or https:// and a host');
  if (hasEmptyPort(text)) refuse('has a colon without a port; add the port, or remove the colon');
  if (/[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) refuse('is not a URL; check its host and port');
  const url = new URL(text);
  if (url.pathname !== '/' || /[?#]/.test(text))
    refuse(
      'has a path, a query or a fragment; remove it (in a password, write /, ? and # as %2F, %3F and %23)',
    );
  const [user, password] = [url.username, url.password].map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return refuse('contains credentials that are not percent-encoded; write a percent sign as %25');
    }
  }) as [string, string];
  if (password !== '' && [...password].length < shortestPassword)
    refuse('has a password of fewer than 4 characters, too few to be masked without hiding other text');
  if (user.includes(':'))
    refuse('has a user name with a colon, which a proxy takes for the beginning of the password');
  const credentials =
    user === '' && password === ''
      ? {}
      : { credentials: new Secret(`${user}:${password}`, 'proxy.credentials') };
  return { url: url.origin, ...credentials, origin };
}

/**
 * Whether a NO_PROXY list matches a server, with the rules of curl and Go: a domain matches its subdomains too, a CIDR
 * range every address in it, an entry with a port that port only, and `*` every host.
 *
 * @param list entries separated by commas or spaces
 */
function isExempt(list: string, baseUrl: string): boolean {
  const { hostname, port, protocol } = new URL(baseUrl);
  const server = {
    host: plainHost(hostname),
    port: port === '' ? (protocol === 'https:' ? '443' : '80') : port,
  };
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || covers(entry, server));
}

function covers(entry: string, server: { readonly host: string; readonly port: string }): boolean {
  // An IPv6 address without brackets cannot be followed by a port.
  const [, host = '', port] =
    isIP(entry) === 6 || entry.includes('/') ? [entry, entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  if (port !== undefined && port !== server.port) return false;
  const name = plainHost(host);
  if (isIP(server.host) > 0) return hasAddress(name, server.host);
  const domain = name.replace(/^\*?\./, '');
  if (domain === '') return false;
  // `*suffix` matches every name that ends so, even within a label.
  if (domain.startsWith('*')) return server.host.endsWith(domain.slice(1));
  return server.host === domain || server.host.endsWith(`.${domain}`);
}

/** In lower case, without brackets and without the trailing dot of a fully qualified name. */
function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** Whether an entry is that address, or a range that contains it. */
function hasAddress(entry: string, address: string): boolean {
  const [start = '', length] = entry.split('/');
  const family = isIP(start);
  if (family === 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return false;
  const bits = family === 6 ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return false;
  const range = new BlockList();
  range.addSubnet(start, prefix, family === 6 ? 'ipv6' : 'ipv4');
  return range.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
