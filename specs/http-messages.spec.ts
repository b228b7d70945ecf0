import {
  accepted,
  acceptedOr,
  bodyWelcome,
  check,
  clientError,
  login,
  refusal,
  refused,
  section,
  unchunked,
  withoutBody,
} from '../src/checks';

section('HTTP messages', () => {
  check('http.length-too-small', 'a login cut off', {
    send: login({ wire: 'length-too-small' }),
    twin: login(),
    expect: refused(clientError),
  });

  check('http.length-missing', 'no body', {
    send: withoutBody({ wire: 'without-length' }),
    twin: login(),
    expect: refused(refusal(400, 411)),
  });
  check('http.length-missing', 'a login behind it', {
    send: login({ wire: 'without-length' }),
    twin: login(),
    expect: refused(refusal(400, 411)),
  });

  check('http.version-1-0', 'json', { send: login({ wire: 'http-1.0' }), expect: unchunked });
  check('http.field-names', 'json', { send: login({ wire: 'lower-case-names' }), expect: accepted() });
  check('http.chunked', 'json', { send: login({ wire: 'chunked' }), expect: acceptedOr(411) });
  check('http.segments', 'json', { send: login({ wire: 'two-segments' }), expect: accepted() });
  check('http.expect-continue', 'json', { send: login({ wire: 'expect-continue' }), expect: bodyWelcome });
});
