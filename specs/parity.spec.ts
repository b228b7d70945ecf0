import {
  agreeing,
  check,
  login,
  sameRefusal,
  section,
  tenantOf,
  unknownUser,
  withEmptyAuth,
} from '../src/checks';

const formats = ['json', 'xml'] as const;
const types = ['password', 'apiKey'] as const;

const requirementOf = {
  token: 'parity.token',
  user: 'parity.user',
  'user.roles': 'parity.roles',
  serviceCatalog: 'parity.service-catalog',
} as const;
const parts = ['token', 'user', 'user.roles', 'serviceCatalog'] as const;

section('JSON and XML say the same', () => {
  for (const type of types)
    for (const format of formats)
      for (const answer of formats) {
        if (format === 'json' && answer === 'json') continue;
        const name = `${format} request, ${answer} answer, ${type}`;
        const send = login({ type, format, answer });
        const compare = [login({ type })];
        for (const part of parts) check(requirementOf[part], name, { send, compare, expect: agreeing(part) });
        for (const member of ['tenantId', 'tenantName'] as const) {
          const scoped = login({ type, format, answer, tenant: tenantOf('user', format, member) });
          const json = [login({ type, tenant: tenantOf('user', 'json', member) })];
          for (const part of parts)
            check(requirementOf[part], `${name}, ${member}`, {
              send: scoped,
              compare: json,
              expect: agreeing(part),
            });
        }
      }

  for (const type of types) {
    check('parity.refusal', `${type}, both tenants`, {
      send: login({ type, format: 'xml', tenant: tenantOf('user', 'xml', 'tenantId', 'tenantName') }),
      compare: [login({ type, tenant: tenantOf('user', 'json', 'tenantId', 'tenantName') })],
      expect: sameRefusal,
    });
    check('parity.refusal', `${type}, unknown user`, {
      send: unknownUser(type, 'xml'),
      compare: [unknownUser(type, 'json')],
      expect: sameRefusal,
    });
  }
  check('parity.refusal', 'disabled user', {
    send: login({ format: 'xml', account: 'disabledUser' }),
    compare: [login({ account: 'disabledUser' })],
    expect: sameRefusal,
  });
  check('parity.refusal', 'no parameters', {
    send: withEmptyAuth('xml'),
    compare: [withEmptyAuth('json')],
    expect: sameRefusal,
  });
});
