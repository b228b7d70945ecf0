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

const first = (format: 'json' | 'xml') => login({ account: 'mfaUser', format });

// One login after the other: a service may keep one session that is pending for a user.
const inJson = { request: first('json') };
const completedInJson = following(inJson, secondRequest('json'), sessionOf);
const inXml = { request: first('xml'), settled: [completedInJson] };
const completedInXml = following(inXml, secondRequest('xml'), sessionOf);
const forWrongPasscodes = {
  request: first('json'),
  occasion: 'for wrong passcodes',
  settled: [completedInJson, completedInXml],
};

section('Multi-factor login', () => {
  for (const [format, challenge, completed] of [
    ['json', inJson, completedInJson],
    ['xml', inXml, completedInXml],
  ] as const) {
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

  refuses('mfa.session-used', 'json', {
    send: again(following(completedInJson, secondRequest('json')), 'after its session was used'),
    twin: completedInJson,
    how: refusal(401),
  });
  refuses('mfa.session-invented', 'json', {
    send: secondRequest('json', { session: '${invented.session}' }),
    twin: completedInJson,
    how: refusal(401),
  });

  const incomplete = following(forWrongPasscodes, withoutPasscode('json'), sessionOf);
  refuses('mfa.passcode-required', 'json', { send: incomplete, twin: completedInJson, how: refusal(400) });
  refuses('mfa.wrong-passcode', 'json', {
    send: following(
      incomplete,
      secondRequest('json', { passcode: '${invented.passcode}', wrongSecretFor: 'accounts.mfaUser' }),
    ),
    twin: completedInJson,
    how: refusal(401),
  });
});
