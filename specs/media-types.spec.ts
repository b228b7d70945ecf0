import {
  accepted,
  respondsIn,
  check,
  eitherResponse,
  login,
  otherSpellings,
  refuses,
  section,
  unsupported,
} from '../src/checks';

const formats = ['json', 'xml'] as const;

section('Media types', () => {
  for (const format of formats)
    for (const answer of formats)
      check('media.accept', `${format} request, ${answer} answer`, {
        send: login({ format, answer }),
        expect: respondsIn(answer),
      });

  check('media.default', 'no Accept', { send: login({ accept: null }), expect: respondsIn('json') });
  check('media.default', 'no Accept, XML request', {
    send: login({ format: 'xml', accept: null }),
    expect: respondsIn('json'),
  });
  check('media.default', 'any type', { send: login({ accept: '*/*' }), expect: respondsIn('json') });

  check('media.default', 'any application type', {
    send: login({ accept: 'application/*' }),
    expect: respondsIn('json'),
  });

  check('media.quality', 'XML before JSON', {
    send: login({ accept: 'application/json;q=0.5, application/xml;q=0.9' }),
    expect: respondsIn('xml'),
  });
  check('media.quality', 'JSON before XML', {
    send: login({ accept: 'application/xml;q=0.5, application/json' }),
    expect: respondsIn('json'),
  });

  check('media.quality', 'anything but XML', {
    send: login({ accept: 'application/xml;q=0, */*' }),
    expect: respondsIn('json'),
  });

  for (const [suffix, accept] of [
    ['xml', 'json'],
    ['json', 'xml'],
  ] as const)
    check('media.suffix', `.${suffix} with Accept for ${accept}`, {
      send: login({ answer: accept, path: `/v2.0/tokens.${suffix}` }),
      expect: respondsIn(suffix),
    });

  check('media.unacceptable', 'plain text', {
    send: login({ accept: 'text/plain' }),
    twin: login(),
    expect: eitherResponse,
  });

  for (const format of formats)
    check('media.charset', format, {
      send: login({ format, contentType: `application/${format}; Charset="UTF-8"` }),
      expect: accepted(),
    });

  check('media.required', 'json', {
    send: login({ contentType: null }),
    twin: login(),
    expect: eitherResponse,
  });
  refuses('media.unsupported', 'text', {
    send: login({ contentType: 'text/plain' }),
    twin: login(),
    how: unsupported,
  });

  for (const { name, request, plain } of otherSpellings)
    check('media.request-text', name, {
      send: request,
      twin: plain,
      expect: accepted(),
    });
});
