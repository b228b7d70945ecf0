import fc from 'fast-check';

const segment = fc.string({
  unit: fc.constantFrom(...`abzAZ019-._~!$&'()*+,;=:@`, '%20', '%C3%BC'),
  maxLength: 6,
});

/** An absolute URI (RFC 3986), of any scheme, with hosts of every kind. */
export const absoluteUri = fc.oneof(
  fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true, withFragments: true }),
  fc
    .record({
      scheme: fc.constantFrom('https', 'HTTP', 'x-y+z.1'),
      host: fc.constantFrom(
        'servers.example',
        'user:word@servers.example',
        '192.0.2.1',
        '[2001:db8::1]',
        '[::1]',
        '',
      ),
      port: fc.constantFrom('', ':', ':8443'),
      path: fc
        .array(segment, { maxLength: 3 })
        .map((segments) => segments.map((text) => `/${text}`).join('')),
      query: fc.option(segment, { nil: undefined }),
    })
    .map(
      ({ scheme, host, port, path, query }) =>
        `${scheme}://${host}${port}${path}${query === undefined ? '' : `?${query}`}`,
    ),
  fc.constantFrom(
    'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    'mailto:a@servers.example',
    'x:/',
    'x:/y//z',
  ),
);

/** Texts that are no absolute URI: references without a scheme, and characters that must be percent-encoded. */
export const badUris = [
  '/v1/123456',
  'v1',
  'servers.example/v1',
  '//servers.example/v1',
  '?a=b',
  '#a',
  ':',
  'https:',
  '1https://servers.example',
  'ht tps://servers.example',
  ' https://servers.example',
  'https://servers.example ',
  'https://servers.example/a b',
  'https://servers.example/a\tb',
  'https://servers.example/<v1>',
  'https://servers.example/"v1"',
  'https://servers.example/{v1}',
  'https://servers.example/a|b',
  'https://servers.example/a\\b',
  'https://servers.example/a^b',
  'https://servers.example/a`b',
  'https://servers.example/%(tenant_id)s',
  'https://servers.example/%4',
  'https://servers.example/[v1]',
  'https://[::1/',
  'https://bücher.example/',
  'https://servers.example/計',
  'https://servers.example/#a#b',
] as const;
