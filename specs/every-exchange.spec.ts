import { everyExchange, kindsOfPasswords, section, under, wrongIn } from '../src/checks';

const requirements = [
  ...['op.password', 'op.api-key', 'op.other-methods'],

  ...['status.unreadable', 'status.encoding', 'status.wrong-credentials', 'status.user-disabled'],
  'status.no-server-error',

  ...['query.rcn-default', 'query.rcn-own', 'query.rcn-more', 'query.rcn-boolean'],

  ...['auth.required', 'auth.credentials-required', 'auth.one-type', 'auth.length'],
  ...['auth.password-credentials', 'auth.password.username', 'auth.password.password'],
  ...['auth.api-key-credentials', 'auth.api-key.username', 'auth.api-key.api-key'],
  ...['auth.document-type', 'auth.duplicate-members', 'sample.namespace', 'sample.prefix'],

  ...['tenant.optional', 'tenant.id', 'tenant.name', 'tenant.exclusive', 'tenant.foreign'],
  ...['tenant.null', 'tenant.table-placement', 'tenant.auth-attribute'],

  ...['access.required', 'access.token', 'access.user', 'access.service-catalog', 'access.same'],
  ...['access.json', 'access.xml', 'access.namespaces', 'access.text', 'access.duplicate-members'],
  ...['token.id', 'token.expires', 'token.valid', 'token.lifetime', 'token.unique', 'token.opaque'],
  ...['token.tenant', 'token.authenticated-by', 'token.authenticated-by-used'],
  ...['user.id', 'user.name', 'user.authenticated', 'user.same', 'user.unique', 'user.roles'],
  ...['user.default-region', 'user.domain', 'role.name', 'role.members'],
  ...['service.name', 'service.type', 'service.endpoints'],
  ...['endpoint.public-url', 'endpoint.members', 'endpoint.version', 'endpoint.unique'],

  ...[
    'mfa.challenge',
    'mfa.no-token',
    'mfa.session',
    'mfa.session-unique',
    'mfa.second-request',
    'mfa.both-factors',
  ],
  ...['mfa.passcode-required', 'mfa.wrong-passcode', 'mfa.session-invented', 'mfa.session-used'],
  ...['setup.required', 'setup.scope', 'setup.unknown-scope', 'setup.second-factor'],
  ...['setup.token', 'setup.authenticated-by', 'setup.schema', 'setup.no-catalogue'],

  ...['fault.schema', 'fault.no-page', 'fault.name', 'fault.code', 'fault.message', 'fault.format'],
  'fault.no-secret',

  ...['media.content-type', 'media.suffix', 'media.required', 'media.unsupported'],
  ...['http.length-too-small', 'http.length-missing', 'http.version-1-0', 'http.field-names'],
  ...['http.chunked', 'http.segments', 'http.expect-continue'],
  'generated.status',
];

const everyCondition = [
  ...['by API key', 'in XML', 'answered in the other format', 'with a tenantId', 'with a tenantName'],
  ...['with a scope', 'with apply_rcn_roles', 'with a suffix', 'over another way'],
] as const;

const withoutScope = everyCondition.filter((name) => name !== 'with a scope');
const byPasswordWithoutScope = withoutScope.filter((name) => name !== 'by API key');

const refusals = {
  'status.wrong-credentials': everyCondition,
  'status.user-disabled': everyCondition,
  'mfa.challenge': byPasswordWithoutScope,
  'setup.required': byPasswordWithoutScope,
  'tenant.exclusive': everyCondition.filter((name) => !name.startsWith('with a tenant')),
  'tenant.foreign': withoutScope,
};

const wrongKinds = [
  ...['letter-case', 'without-last', 'first-eight', 'one-more', 'white-space', 'trailing-space'],
  ...['without-first', 'last-replaced', 'other-account', 'other-type'],
] as const;

section('Every exchange', () => {
  for (const requirement of requirements) everyExchange(requirement);

  for (const [requirement, conditions] of Object.entries(refusals))
    for (const name of conditions) everyExchange(requirement, under(name));

  for (const type of ['password', 'apiKey'] as const)
    for (const kind of wrongKinds) everyExchange('status.wrong-credentials', wrongIn(kind, type));
  for (const kind of kindsOfPasswords) everyExchange('status.wrong-credentials', wrongIn(kind, 'password'));
});
