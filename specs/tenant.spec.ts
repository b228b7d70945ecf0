import {
  accepted,
  accepts,
  check,
  foreignTenant,
  honoursTenant,
  login,
  notIgnoringTenant,
  refusal,
  refuses,
  sampledPlacement,
  scopedTo,
  section,
  tenantMembers,
  tenantOf,
} from '../src/checks';

const formats = ['json', 'xml'] as const;
const types = ['password', 'apiKey'] as const;
const members = ['tenantId', 'tenantName'] as const;

section('tenantId and tenantName', () => {
  for (const type of types)
    for (const format of formats)
      for (const answer of formats) {
        const name = `${format} request, ${answer} answer, ${type}`;
        accepts('tenant.optional', name, { send: login({ type, format, answer }) });
        accepts('tenant.id', name, {
          send: login({ type, format, answer, tenant: tenantOf('user', format, 'tenantId') }),
          expect: accepted(scopedTo('id', '${accounts.user.tenantId}')),
        });
        accepts('tenant.name', name, {
          send: login({ type, format, answer, tenant: tenantOf('user', format, 'tenantName') }),
          expect: accepted(scopedTo('name', '${accounts.user.tenantName}')),
        });
      }

  const both = tenantMembers('user', 'tenantId', 'tenantName');
  const id = tenantMembers('user', 'tenantId');
  const name = tenantMembers('user', 'tenantName');
  const placements = {
    'both in auth': { auth: both },
    'both in the credentials': { credentials: both },
    'tenantId in auth, tenantName in the credentials': { auth: id, credentials: name },
    'tenantName in auth, tenantId in the credentials': { auth: name, credentials: id },
  };
  for (const type of types)
    for (const format of formats)
      for (const [placement, tenant] of Object.entries(placements))
        refuses('tenant.exclusive', `${format}, ${type}, ${placement}`, {
          send: login({ type, format, tenant }),
          twin: login({ type, format, tenant: { [sampledPlacement[format]]: id } }),
          how: refusal(400),
        });

  for (const type of types)
    for (const member of members) {
      check('tenant.table-placement', `${type}, ${member}`, {
        send: login({ type, tenant: { credentials: tenantMembers('user', member) } }),
        twin: login({ type }),
        compare: [login({ type })],
        expect: notIgnoringTenant(member),
      });
    }

  for (const member of members)
    check('tenant.auth-attribute', member, {
      send: login({ format: 'xml', tenant: { auth: tenantMembers('user', member) } }),
      twin: login({ format: 'xml' }),
      expect: honoursTenant(member),
    });

  for (const format of formats) {
    const twin = login({ format, tenant: tenantOf('user', format, 'tenantId') });
    refuses('tenant.foreign', `${format}, tenantId of somebody else`, {
      send: login({ format, tenant: { [sampledPlacement[format]]: { tenantId: '${foreignTenantId}' } } }),
      twin,
      how: foreignTenant,
    });
    refuses('tenant.foreign', `${format}, unknown tenantName`, {
      send: login({
        format,
        tenant: { [sampledPlacement[format]]: { tenantName: '${invented.tenantName}' } },
      }),
      twin,
      how: foreignTenant,
    });
  }
  refuses('tenant.foreign', 'json, API key, unknown tenantId', {
    send: login({ type: 'apiKey', tenant: { auth: { tenantId: '${invented.tenantId}' } } }),
    twin: login({ type: 'apiKey', tenant: tenantOf('user', 'json', 'tenantId') }),
    how: foreignTenant,
  });

  for (const member of members)
    check('tenant.null', member, {
      send: login({ tenant: { auth: { [member]: null } } }),
      twin: login(),
      expect: accepted(),
    });
});
