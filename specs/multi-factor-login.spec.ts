import {
  accepted,
  again,
  authenticatedBy,
  challenged,
  check,
  following,
  keeps,
  login,
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

const first = (format: 'json' | 'xml') => login({ account: 'mfaUser', format });

// One login after the other: a service may keep only one pending session for a user.
const inJson = { request: first('json') };
const completedInJson = following(inJson, secondRequest('json'), sessionOf);
const inXml = { request: first('xml'), settled: [completedInJson] };
const completedInXml = following(inXml, secondRequest('xml'), sessionOf);
const settled = [completedInJson, completedInXml];
const steps = [
  ['json', inJson, completedInJson],
  ['xml', inXml, completedInXml],
] as const;

const wrongPasscode = (format: 'json' | 'xml', number: number) =>
  secondRequest(format, {
    passcode: `\${invented.passcode.${number}}`,
    wrongSecretFor: 'accounts.mfaUser',
  });
const begun = (format: 'json' | 'xml', occasion: string) => ({ request: first(format), occasion, settled });

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
