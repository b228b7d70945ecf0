import {
  acceptedUnlessLocked,
  again,
  check,
  cutOff,
  eitherResponse,
  login,
  nearUsername,
  notUtf8,
  otherBytes,
  otherEncodings,
  plainLoginAfter,
  refusal,
  refuses,
  rightSecret,
  section,
  status200,
  unknownUser,
  unreadableBodies,
  withBody,
  withoutParameters,
  wrongSecret,
} from '../src/checks';

section('Response codes', () => {
  for (const format of ['json', 'xml'] as const)
    for (const type of ['password', 'apiKey'] as const)
      check('status.ok', `${format}, ${type}`, { send: login({ format, type }), expect: status200 });

  for (const format of ['json', 'xml'] as const)
    refuses('status.missing-parameters', format, {
      send: withoutParameters(format),
      twin: login({ format }),
      how: refusal(400),
    });

  for (const { name, format, body } of unreadableBodies)
    refuses('status.unreadable', name, {
      send: withBody(format, body),
      twin: login({ format }),
      how: refusal(400),
    });

  for (const [format, answer] of [
    ['json', 'xml'],
    ['xml', 'json'],
  ] as const)
    refuses('status.unreadable', `${format}, cut off, ${answer} answer`, {
      send: withBody(format, cutOff[format], answer),
      twin: login({ format, answer }),
      how: refusal(400),
    });

  for (const { name, format, request } of otherBytes)
    refuses('status.unreadable', name, { send: request, twin: login({ format }), how: notUtf8 });

  for (const { name, request } of otherEncodings)
    check('status.encoding', name, { send: request, twin: login(), expect: eitherResponse });

  for (const format of ['json', 'xml'] as const) {
    for (const type of ['password', 'apiKey'] as const) {
      refuses('status.wrong-credentials', `${format}, wrong ${type}`, {
        send: wrongSecret(type, format),
        twin: rightSecret(type, format),
        how: refusal(401),
      });
      refuses('status.wrong-credentials', `${format}, ${type}, unknown user`, {
        send: unknownUser(type, format),
        twin: login({ format, type }),
        how: refusal(401),
      });
    }
    refuses('status.wrong-credentials', `${format}, a user name that is nearly right`, {
      send: nearUsername(format),
      twin: login({ format }),
      how: refusal(401),
    });
    refuses('status.user-disabled', format, {
      send: login({ format, account: 'disabledUser' }),
      how: refusal(403),
    });
  }

  refuses('status.wrong-credentials', 'json, the same wrong password again', {
    send: again(wrongSecret('password', 'json'), 'the same wrong secret again'),
    twin: login(),
    how: refusal(401),
  });

  check('status.recovers', 'right password after wrong secrets', {
    send: plainLoginAfter({ request: wrongSecret('password', 'json') }),
    expect: acceptedUnlessLocked,
  });
});
