import {
  challengedAgain,
  check,
  faultMessage,
  faultName,
  indistinct,
  login,
  section,
  tenantOf,
  unknownUser,
  withoutParameters,
  wrongSecret,
} from '../src/checks';

section('Faults', () => {
  for (const format of ['json', 'xml'] as const) {
    const refusals = {
      '400, no parameters': withoutParameters(format),
      '400, both tenants': login({ format, tenant: tenantOf('user', format, 'tenantId', 'tenantName') }),
      '401, wrong password': wrongSecret('password', format),
      '401, unknown user': unknownUser('password', format),
      '403, disabled user': login({ format, account: 'disabledUser' }),
    };
    for (const [name, send] of Object.entries(refusals)) {
      check('fault.name', `${format}, ${name}`, { send, expect: faultName });
      check('fault.message', `${format}, ${name}`, { send, expect: faultMessage });
    }
    check('fault.challenge', format, { send: wrongSecret('password', format), expect: challengedAgain });
    check('fault.indistinct', format, {
      send: wrongSecret('password', format),
      compare: [unknownUser('password', format)],
      expect: indistinct,
    });
  }
});
