import {
  accepted,
  again,
  authenticatedBy,
  challenged,
  check,
  following,
  keeps,
  login,
  multiFactorLogins,
  noToken,
  passcodeRefused,
  refusal,
  refused,
  refuses,
  schemaValid,
  secondFactorDue,
  secondRequest,
  section,
  sessionIfAny,
  sessionOf,
  thenCompleted,
  unknownUser,
  withoutPasscode,
  withoutSession,
} from '../src/checks';

const steps = multiFactorLogins();
const settled = steps.map(([, , completed]) => completed);
const [[, , completedInJson], [, , completedInXml]] = steps;

const wrongPasscode = (format: 'json' | 'xml', number: number) =>
  secondRequest(format, {
    passcode: `\${invented.passcode.${number}}`,
    wrongSecretFor: 'accounts.mfaUser',
  });
const begun = (format: 'json' | 'xml', occasion: string) => ({
  request: login({ account: 'mfaUser', format }),
  occasion,
  settled,
});

const wrongInXml = following(begun('xml', 'for a wrong passcode in XML'), wrongPasscode('xml', 1), sessionOf);
const incomplete = following(begun('json', 'for wrong passcodes'), withoutPasscode('json'), sessionOf);
const wrongInJson = thenCompleted(following(incomplete, wrongPasscode('json', 2)));
const wrongAgain = following(wrongInJson, wrongPasscode('json', 3));

const wrongPassword = {
  request: login({
    account: 'mfaUser',
    secret: '${accounts.mfaUser.password.one-more}',
    wrongSecretFor: 'accounts.mfaUser',
  }),
};
const withItsSession = following(wrongPassword, secondRequest('json'), sessionIfAny);

section('Multi-factor login', () => {
  for (const [format, challenge, completed] of steps) {
    refuses('mfa.challenge', format, {
      send: challenge,
      compare: [unknownUser('password', format)],
      how: secondFactorDue,
    });
    check('mfa.no-token', format, { send: challenge, expect: noToken });
    check('mfa.session', format, { send: challenge, expect: challenged });

    check('mfa.second-request', format, { send: completed, expect: accepted() });
    check('mfa.token', format, { send: completed, expect: schemaValid('access', format) });
    check('mfa.both-factors', format, {
      send: completed,
      expect: keeps(authenticatedBy('PASSCODE', 'PASSWORD')),
    });
  }

  for (const [format, , completed] of steps)
    refuses('mfa.session-used', format, {
      send: again(following(completed, secondRequest(format)), 'after its session was used'),
      twin: completed,
      how: passcodeRefused,
    });
  refuses('mfa.session-invented', 'json', {
    send: secondRequest('json', { session: '${invented.session}' }),
    twin: completedInJson,
    how: passcodeRefused,
  });

  for (const [format, , completed] of steps)
    refuses('mfa.session-invented', `${format}, no session`, {
      send: withoutSession(format),
      twin: completed,
      how: refusal(400, 401),
    });

  refuses('status.wrong-credentials', 'json, wrong password of a multi-factor user', {
    send: wrongPassword,
    how: refusal(401),
  });
  check('status.wrong-credentials', 'json, the session that a wrong password began', {
    send: withItsSession,
    expect: refused(passcodeRefused),
  });

  refuses('mfa.passcode-required', 'json', { send: incomplete, twin: completedInJson, how: refusal(400) });
  refuses('mfa.wrong-passcode', 'xml', { send: wrongInXml, twin: completedInXml, how: passcodeRefused });
  refuses('mfa.wrong-passcode', 'json', {
    send: wrongInJson,
    twin: completedInJson,
    how: passcodeRefused,
  });
  refuses('mfa.wrong-passcode', 'json, a second one in its session', {
    send: wrongAgain,
    twin: completedInJson,
    how: passcodeRefused,
  });
});
