import {
  brokenRequests,
  check,
  clientError,
  eitherAnswer,
  login,
  longValue,
  misspelled,
  refuses,
  refusalOf,
  requirementAt,
  section,
  twiceTheMember,
} from './vocabulary';

section('Body parameters', () => {
  for (const type of ['password', 'apiKey'] as const) {
    for (const format of ['json', 'xml'] as const) {
      for (const { path, change, request } of brokenRequests(type, format))
        refuses(requirementAt(path, change), `${format}, ${path} ${change}`, {
          send: request,
          twin: login({ type, format }),
          how: refusalOf(path, change),
        });

      const credentials = type === 'password' ? 'auth.password-credentials' : 'auth.api-key-credentials';
      refuses(credentials, `${format}, under another name`, {
        send: misspelled(type, format),
        twin: login({ type, format }),
        how: refusalOf('auth', 'missing'),
      });

      refuses('auth.length', `${format}, ${type}, long user name`, {
        send: login({ type, format, username: longValue, secret: '${invented.password}' }),
        twin: login({ type, format }),
        how: clientError,
      });
      refuses('auth.length', `${format}, ${type}, long secret`, {
        send: login({ type, format, username: '${invented.username}', secret: longValue }),
        twin: login({ type, format }),
        how: clientError,
      });
    }
    check('auth.duplicate-members', type, {
      send: twiceTheMember(type),
      twin: login({ type }),
      expect: eitherAnswer,
    });
  }
});
