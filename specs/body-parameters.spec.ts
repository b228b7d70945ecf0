import {
  bothTypes,
  bothTypesOnce,
  brokenRequests,
  check,
  clientError,
  dispensable,
  documentTypes,
  doubledMembers,
  eitherResponse,
  inAnotherRoot,
  login,
  longValue,
  misspelled,
  overLongSecret,
  ownerOfLong,
  refusal,
  refusalOf,
  refuses,
  renamed,
  requirementAt,
  section,
  tenantOf,
  withoutAuth,
} from '../src/checks';

section('Body parameters', () => {
  for (const type of ['password', 'apiKey'] as const) {
    for (const format of ['json', 'xml'] as const) {
      for (const { path, change, request, account } of brokenRequests(type, format))
        refuses(requirementAt(path, change), `${format}, ${path} ${change}`, {
          send: dispensable(request, change),
          twin: login({ type, format, account }),
          how: refusalOf(path, change),
        });

      const credentials = type === 'password' ? 'auth.password-credentials' : 'auth.api-key-credentials';
      refuses(credentials, `${format}, under another name`, {
        send: misspelled(type, format),
        twin: login({ type, format }),
        how: refusalOf('auth', 'missing'),
      });

      refuses('auth.length', `${format}, ${type}, username of 10,000 characters`, {
        send: login({ type, format, username: longValue, secret: '${invented.password}' }),
        twin: login({ type, format }),
        how: clientError,
      });
      refuses('auth.length', `${format}, ${type}, secret of 10,000 characters`, {
        send: dispensable(overLongSecret(type, format)),
        twin: login({ type, format, account: ownerOfLong(type) }),
        how: clientError,
      });
    }

    for (const { format, path, request } of doubledMembers(type))
      check('auth.duplicate-members', `${format}, ${type}, ${path} twice`, {
        send: request,
        twin: login({ type, format }),
        expect: eitherResponse,
      });
  }

  for (const [requirement, name, type, send] of [
    ['auth.required', 'json, in another letter case', 'password', renamed('password', 'auth', 'Auth')],
    ['auth.required', 'json, credentials without it', 'password', withoutAuth('password')],
    [
      'auth.password-credentials',
      'json, in another letter case',
      'password',
      renamed('password', 'passwordCredentials', 'PasswordCredentials'),
    ],
    [
      'auth.password.username',
      'json, in another letter case',
      'password',
      renamed('password', 'username', 'userName'),
    ],
    [
      'auth.password.password',
      'json, in another letter case',
      'password',
      renamed('password', 'password', 'Password'),
    ],
    [
      'auth.api-key-credentials',
      'json, without a prefix',
      'apiKey',
      renamed('apiKey', 'RAX-KSKEY:apiKeyCredentials', 'apiKeyCredentials'),
    ],
  ] as const)
    refuses(requirement, name, { send, twin: login({ type }), how: refusal(400) });
  refuses('auth.api-key.api-key', 'json, in another letter case', {
    send: renamed('apiKey', 'apiKey', 'apikey'),
    twin: login({ type: 'apiKey' }),
    how: refusalOf('apiKey', 'missing'),
  });
  refuses('auth.required', 'xml, another element in its place', {
    send: inAnotherRoot(),
    twin: login({ format: 'xml' }),
    how: refusal(400),
  });

  for (const format of ['json', 'xml'] as const)
    refuses('auth.one-type', `${format}, both types`, {
      send: bothTypes(format),
      twin: login({ format }),
      how: bothTypesOnce,
    });

  for (const { name, request } of documentTypes)
    check('auth.document-type', name, {
      send: request,
      twin: login({ format: 'xml' }),
      expect: eitherResponse,
    });

  for (const member of ['tenantId', 'tenantName'])
    refuses('auth.length', `json, ${member} of 10,000 characters`, {
      send: login({ tenant: { auth: { [member]: longValue } } }),
      twin: login({ tenant: tenantOf('user', 'json', 'tenantId') }),
      how: clientError,
    });
});
