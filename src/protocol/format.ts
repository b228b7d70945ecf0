/** The two formats of the operation, for requests and for responses. */
export type Format = 'json' | 'xml';
export const formats = ['json', 'xml'] as const;

export const mediaTypes: Readonly<Record<Format, string>> = {
  json: 'application/json',
  xml: 'application/xml',
};

/** The format that a Content-Type names, parameters and letter case aside (RFC 9110, 8.3.1); undefined for any other. */
export function formatOf(contentType: string | undefined): Format | undefined {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  return formats.find((format) => mediaTypes[format] === mediaType);
}

export const label: Readonly<Record<Format, string>> = { json: 'JSON', xml: 'XML' };

/** The namespaces of the operation's XML (document lines 153-157, 182, 305-312). */
export const namespaces = {
  core: 'http://docs.openstack.org/identity/api/v2.0',
  raxAuth: 'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0',
  raxKskey: 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0',
} as const;
