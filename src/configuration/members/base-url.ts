import { BlockList, isIP } from 'node:net';
import { ConfigurationError } from '../configuration-error';

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
export function hasEmptyPort(url: string): boolean {
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
