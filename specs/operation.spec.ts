import {
  accepted,
  accepts,
  following,
  check,
  anyRefusal,
  keeps,
  login,
  memberRules,
  refused,
  section,
} from '../src/checks';

section('The operation', () => {
  accepts('op.tokens', 'JSON by password', { send: login() });

  check('op.token-issued', 'JSON by password', { send: login(), expect: keeps(memberRules['token.id']) });

  for (const format of ['json', 'xml'] as const) {
    accepts('op.password', format, { send: login({ format }) });
    accepts('op.api-key', format, { send: login({ format, type: 'apiKey' }) });
  }

  check('op.again', 'JSON by password', {
    send: following({ request: login() }, login()),
    expect: accepted(),
  });

  for (const method of ['GET', 'PUT', 'DELETE'])
    check('op.other-methods', method, {
      send: login({ method }),
      twin: login(),
      expect: refused(anyRefusal),
    });
});
