import {
  accepted,
  accepts,
  check,
  inOtherNamespaces,
  login,
  plainAuth,
  refusal,
  refuses,
  sample,
  scopedTo,
  section,
  setupAnswer,
  withOtherPrefixes,
} from '../src/checks';

section('Request samples', () => {
  accepts('sample.password-xml', 'as it stands', { send: sample('password-xml') });
  accepts('sample.password-json', 'as it stands', { send: sample('password-json') });
  accepts('sample.api-key-xml', 'as it stands', { send: sample('api-key-xml') });
  accepts('sample.api-key-json', 'as it stands', { send: sample('api-key-json') });
  accepts('sample.password-tenant-xml', 'as it stands', {
    send: sample('password-tenant-xml'),
    expect: accepted(scopedTo('id', '${accounts.user.tenantId}')),
  });
  accepts('sample.api-key-tenant-json', 'as it stands', {
    send: sample('api-key-tenant-json'),
    expect: accepted(scopedTo('id', '${accounts.user.tenantId}')),
  });

  for (const format of ['xml', 'json'] as const)
    check(`sample.setup-${format}`, 'as repaired', {
      send: sample(`setup-${format}`, 'mfaSetupUser'),
      expect: setupAnswer,
    });

  for (const type of ['password', 'apiKey'] as const)
    for (const namespace of ['core', 'none'] as const)
      accepts(
        'sample.namespace',
        `${type}, auth in ${namespace === 'core' ? 'the core namespace' : 'no namespace'}`,
        {
          send: plainAuth(type, namespace),
        },
      );

  for (const type of ['password', 'apiKey'] as const)
    accepts('sample.prefix', type, { send: withOtherPrefixes(type) });
  for (const { name, type, request } of inOtherNamespaces)
    refuses('sample.prefix', name, {
      send: request,
      twin: login({ format: 'xml', type }),
      how: refusal(400),
    });
});
