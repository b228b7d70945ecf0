import {
  agreeing,
  authenticatedBy,
  check,
  endpointsDiffer,
  following,
  keeps,
  login,
  memberRules,
  named,
  namespacesKept,
  otherThan,
  reasonableLifetime,
  section,
  tenantOf,
  textSurvives,
  unexpired,
  validUtf8,
} from '../src/checks';

const parts = [
  'token.id',
  'token.expires',
  'token.tenant',
  'token.authenticated-by',
  'user.id',
  'user.name',
  'user.roles',
  'user.default-region',
  'user.domain',
  'role.name',
  'role.members',
  'service.name',
  'service.type',
  'service.endpoints',
  'endpoint.public-url',
  'endpoint.members',
  'endpoint.version',
] as const;

const ofScopedLogins = [
  'token.tenant',
  'user.roles',
  'role.name',
  'service.endpoints',
  'endpoint.public-url',
] as const;

const credentials = { password: 'PASSWORD', apiKey: 'APIKEY' } as const;

section('Response samples', () => {
  for (const type of ['password', 'apiKey'] as const)
    for (const format of ['json', 'xml'] as const) {
      const send = login({ type, format });
      const name = `${format}, ${type}`;
      for (const part of parts) check(part, name, { send, expect: keeps(memberRules[part]) });
      check('token.valid', name, { send, expect: unexpired });
      check('token.lifetime', name, { send, expect: reasonableLifetime });
      check('endpoint.unique', name, { send, expect: endpointsDiffer });
      check('token.authenticated-by-used', name, {
        send,
        expect: keeps(authenticatedBy(credentials[type])),
      });
      check('user.authenticated', name, { send, expect: named('${accounts.user.username}') });
      if (format === 'xml') check('access.namespaces', type, { send, expect: namespacesKept });
      check('access.text', `${name}, valid UTF-8`, { send, expect: validUtf8 });
    }

  for (const type of ['password', 'apiKey'] as const)
    for (const format of ['json', 'xml'] as const)
      for (const member of ['tenantId', 'tenantName'] as const) {
        const send = login({ type, format, tenant: tenantOf('user', format, member) });
        const name = `${format}, ${type}, ${member}`;
        for (const part of ofScopedLogins) check(part, name, { send, expect: keeps(memberRules[part]) });
        check('token.authenticated-by-used', name, {
          send,
          expect: keeps(authenticatedBy(credentials[type])),
        });
        check('user.authenticated', name, { send, expect: named('${accounts.user.username}') });
        check('user.same', `${name} and without a tenant`, {
          send,
          compare: [login({ type, format })],
          expect: agreeing('user'),
        });
      }

  check('access.text', 'the same in JSON and in XML', {
    send: login({ answer: 'xml' }),
    compare: [login()],
    expect: textSurvives,
  });

  check('token.unique', 'two users', {
    send: login(),
    compare: [login({ account: 'secondUser' })],
    expect: otherThan('token', 'id'),
  });
  check('user.unique', 'two users', {
    send: login(),
    compare: [login({ account: 'secondUser' })],
    expect: otherThan('user', 'id'),
  });
  check('user.same', 'by password and by API key', {
    send: login({ type: 'apiKey' }),
    compare: [login()],
    expect: agreeing('user', 'user.roles'),
  });
  check('user.same', 'at one login and the next', {
    send: following({ request: login() }, login()),
    compare: [login()],
    expect: agreeing('user', 'user.roles'),
  });
});
