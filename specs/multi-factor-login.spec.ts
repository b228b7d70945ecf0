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
  refusal,
  refuses,
  schemaValid,
  secondFactorDue,
  secondRequest,
  section,
  sessionOf,
  unknownUser,
  withoutPasscode,
} from './vocabulary';

const first = (format: 'json' | 'xml') => ({ request: login({ account: 'mfaUser', format }) });

section('Multi-factor login', () => {
  for (const format of ['json', 'xml'] as const) {
    const challenge = first(format);
    refuses('mfa.challenge', format, {
      send: challenge,
      compare: [unknownUser('password', format)],
      how: secondFactorDue,
    });
    check('mfa.no-token', format, { send: challenge, expect: noToken });
    check('mfa.session', format, { send: challenge, expect: challenged });

    const completed = following(challenge, secondRequest(format), sessionOf);
    check('mfa.second-request', format, { send: completed, expect: accepted() });
    check('mfa.token', format, { send: completed, expect: schemaValid('access', format) });
    check('mfa.both-factors', format, {
      send: completed,
      expect: keeps(authenticatedBy('PASSCODE', 'PASSWORD')),
    });
  }

  const completed = following(first('json'), secondRequest('json'), sessionOf);
  refuses('mfa.session-used', 'json', {
    send: again(following(completed, secondRequest('json')), 'after its session was used'),
    twin: completed,
    how: refusal(401),
  });
  refuses('mfa.session-invented', 'json', {
    send: secondRequest('json', { session: '${invented.session}' }),
    twin: completed,
    how: refusal(401),
  });

  const incomplete = following(
    again(first('json'), 'for wrong passcodes'),
    withoutPasscode('json'),
    sessionOf,
  );
  refuses('mfa.passcode-required', 'json', { send: incomplete, twin: completed, how: refusal(400) });
  refuses('mfa.wrong-passcode', 'json', {
    send: following(
      incomplete,
      secondRequest('json', { passcode: '${invented.passcode}', wrongSecretFor: 'accounts.mfaUser' }),
    ),
    twin: completed,
    how: refusal(401),
  });
});
