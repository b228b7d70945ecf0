import { agreeing, check, eitherResponse, including, login, more, section } from '../src/checks';

const rcnLogin = (value?: string, format: 'json' | 'xml' = 'json') =>
  login({
    account: 'rcnUser',
    format,
    path: value === undefined ? '/v2.0/tokens' : `/v2.0/tokens?apply_rcn_roles=${value}`,
  });

section('Query parameters', () => {
  for (const format of ['json', 'xml'] as const) {
    const [plain, withRcnRoles] = [rcnLogin(undefined, format), rcnLogin('true', format)];

    check('query.rcn-default', format, {
      send: plain,
      compare: [rcnLogin('false', format)],
      expect: agreeing('user', 'user.roles', 'serviceCatalog'),
    });
    check('query.rcn-own', format, { send: withRcnRoles, compare: [plain], expect: including });
    check('query.rcn-more', format, { send: withRcnRoles, compare: [plain], expect: more });
  }
  check('query.rcn-own', 'the same in JSON and in XML', {
    send: rcnLogin('true', 'xml'),
    compare: [rcnLogin('true')],
    expect: agreeing('user.roles', 'serviceCatalog'),
  });

  for (const value of ['maybe', '1', ''])
    check('query.rcn-boolean', value === '' ? 'no value' : value, {
      send: rcnLogin(value),
      expect: eitherResponse,
    });
});
