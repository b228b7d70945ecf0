import { BlockList, isIP } from 'node:net';

/**
 * Whether a list of hosts, as NO_PROXY holds one, has a server, read as curl and Go read it: a domain stands for its
 * subdomains too, a range of addresses (CIDR) for those in it; a port limits an entry to itself, and `*` is every host.
 *
 * @param list entries between commas or spaces
 */
export function isExempt(list: string, baseUrl: string): boolean {
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
  // An IPv6 address without brackets has no port behind it.
  const [, host = '', port] =
    isIP(entry) === 6 || entry.includes('/') ? [entry, entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  if (port !== undefined && port !== server.port) return false;
  const name = plainHost(host);
  if (isIP(server.host) > 0) return hasAddress(name, server.host);
  const domain = name.replace(/^\*?\./, '');
  if (domain === '') return false;
  // A star in front of letters is an end of a name, wherever it begins.
  if (domain.startsWith('*')) return server.host.endsWith(domain.slice(1));
  return server.host === domain || server.host.endsWith(`.${domain}`);
}

/** In small letters, without brackets and without the point that ends a full name. */
function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** Whether an entry is an address, or a range with it. */
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
