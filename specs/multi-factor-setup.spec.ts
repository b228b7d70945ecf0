import {
  authenticatedBy,
  check,
  clientError,
  login,
  multiFactorLogins,
  noCatalogue,
  refusal,
  refuses,
  sample,
  secondFactorKept,
  section,
  setupAgreeing,
  setupAnswer,
  setupSchema,
  setupToken,
  setupTokenKeeps,
} from '../src/checks';

const settled = multiFactorLogins().map(([, , completed]) => completed);

section('Multi-factor setup', () => {
  for (const format of ['json', 'xml'] as const) {
    const send = sample(`setup-${format}`, 'mfaSetupUser');
    const unscoped = login({ account: 'mfaSetupUser', format });
    refuses('setup.required', format, { send: unscoped, how: refusal(403) });
    check('setup.scope', format, { send, expect: setupAnswer });
    check('setup.token', format, { send, expect: setupToken });
    check('setup.authenticated-by', format, { send, expect: setupTokenKeeps(authenticatedBy('PASSWORD')) });
    check('setup.schema', format, { send, expect: setupSchema(format) });
    check('setup.no-catalogue', format, { send, expect: noCatalogue });
    check('setup.second-factor', format, {
      send: { request: login({ account: 'mfaUser', format, scope: 'SETUP-MFA' }), settled },
      expect: secondFactorKept,
    });
    refuses('setup.unknown-scope', format, {
      send: login({
        account: 'mfaSetupUser',
        format,
        scope: format === 'json' ? 'SETUP-NOTHING' : 'setup-mfa',
      }),
      twin: send,
      how: clientError,
    });
  }

  check('setup.parity', 'XML compared with JSON', {
    send: sample('setup-xml', 'mfaSetupUser'),
    compare: [sample('setup-json', 'mfaSetupUser')],
    expect: setupAgreeing,
  });
});
