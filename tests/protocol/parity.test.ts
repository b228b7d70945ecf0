import fc from 'fast-check';
import { comparedText, firstDifference } from '../../src/protocol/parity';
import { Secret } from '../../src/protocol/secret';
import { accessModels, type AccessModel } from './access-models';
import { changedAt, valueAt, waysOf, type Way } from './changed-members';
import { choiceNumbers, Choices } from './choices';

const runs = { numRuns: 500 };

const accesses = accessModels.map((model) => withSecret(model));
const changes = fc.tuple(accesses, fc.nat()).map(([access, choice]) => {
  const ways = waysOf(access).filter((way) => !freeWays.includes(way.join('.')));
  return { access, way: ways[choice % ways.length] ?? [] };
});

/** Of these only presence and type count. */
const freeWays = ['token.id', 'token.expires'];

function withSecret({ token, ...rest }: AccessModel) {
  return { token: { ...token, id: new Secret(token.id, 'token id') }, ...rest };
}

/** A copy whose lists are in another order, all the way down. */
function reordered(value: unknown, choices: Choices): unknown {
  if (Array.isArray(value)) return choices.order(value).map((item) => reordered(item, choices));
  if (typeof value !== 'object' || value === null || value instanceof Secret) return value;
  const entries = choices.order(Object.entries(value));
  return Object.fromEntries(entries.map(([name, item]) => [name, reordered(item, choices)]));
}

/** The path of the outermost list on a way or, without one, of the member itself. */
function pathBeforeItems(way: Way): string {
  const position = way.findIndex((step) => typeof step === 'number');
  return ['access', ...(position < 0 ? way : way.slice(0, position))].join('.');
}

/** Another value of the same type, or none. */
function otherThan(value: unknown, drop: boolean): unknown {
  if (drop) return undefined;
  return typeof value === 'string' ? `${value}x` : 'x';
}

test('a response does not differ from itself, whatever the order of its lists and members', () => {
  fc.assert(
    fc.property(accesses, choiceNumbers, (access, numbers) => {
      expect(firstDifference(access, access)).toBeUndefined();
      expect(firstDifference(access, reordered(access, new Choices(numbers)))).toBeUndefined();
    }),
    runs,
  );
});

test('any single change is found, in both directions, at a path that holds what was changed', () => {
  fc.assert(
    fc.property(changes, fc.boolean(), choiceNumbers, ({ access, way }, drop, numbers) => {
      const other = reordered(
        changedAt(access, way, otherThan(valueAt(access, way), drop)),
        new Choices(numbers),
      );
      for (const difference of [firstDifference(access, other), firstDifference(other, access)]) {
        const path = pathBeforeItems(way);
        expect(difference?.path.slice(0, path.length)).toBe(path);
      }
    }),
    runs,
  );
});

test('a difference is found from both sides or from none', () => {
  const variants = fc
    .tuple(accesses, fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 2 }))
    .map(([access, steps]) => ({
      access,
      other: steps.reduce<unknown>((value, [choice, drop]) => {
        const ways = waysOf(value);
        const way = ways[choice % ways.length] ?? [];
        return changedAt(value, way, otherThan(valueAt(value, way), drop));
      }, access),
    }));
  fc.assert(
    fc.property(variants, ({ access, other }) => {
      const [there, back] = [firstDifference(access, other), firstDifference(other, access)];
      expect(there === undefined).toBe(back === undefined);
    }),
    runs,
  );
});

test('token id and date of expiry may differ, but not be absent or of another type', () => {
  fc.assert(
    fc.property(accesses, accesses, (access, { token }) => {
      const other = { ...access, token: { ...access.token, id: token.id, expires: token.expires } };
      expect(firstDifference(access, other)).toBeUndefined();
      const shown = changedAt(access, ['token', 'id'], access.token.id.reveal());
      expect(firstDifference(access, shown)?.path).toBe('access.token.id');
      for (const member of ['id', 'expires'])
        for (const value of [undefined, null, 7, {}, { label: 'token id' }]) {
          const changed = changedAt(access, ['token', member], value);
          expect(firstDifference(access, changed)?.path).toBe(`access.token.${member}`);
          expect(firstDifference(changed, access)?.path).toBe(`access.token.${member}`);
        }
    }),
    { numRuns: 50 },
  );
});

test('authenticatedBy, a list or not, is compared without regard to case, names are not', () => {
  const access = (credential: string, name: string) => ({
    token: { authenticatedBy: [credential, 'PASSCODE'] },
    user: { name },
  });
  expect(firstDifference(access('PASSWORD', 'alice'), access('password', 'alice'))).toBeUndefined();
  expect(firstDifference(access('PASSWORD', 'alice'), access('apikey', 'alice'))).toEqual({
    path: 'access.token.authenticatedBy[PASSWORD]',
    left: 'PASSWORD',
    right: undefined,
  });
  expect(firstDifference(access('PASSWORD', 'alice'), access('PASSWORD', 'Alice'))?.path).toBe(
    'access.user.name',
  );
  const alone = (authenticatedBy: string) => ({ authenticatedBy });
  expect(firstDifference(alone('Password'), alone('pASSWORD'))).toBeUndefined();
  expect(firstDifference(alone('PASSWORD'), alone('APIKEY'))?.path).toBe('access.authenticatedBy');
});

test('roles, services and endpoints are named in the path by what tells them apart', () => {
  const endpoint = (region: string) => ({
    region,
    publicURL: `https://${region}.example/`,
    tenantId: '777001',
  });
  const role = (tenantId: string) => ({ name: 'compute:default', tenantId, description: 'Servers' });
  const access = {
    user: { roles: [{ name: 'admin', description: 'All' }, role('777001'), role('777002')] },
    serviceCatalog: [{ type: 'compute', name: 'servers', endpoints: [endpoint('IAD'), endpoint('DFW')] }],
  };
  const pathAt = (...way: Way) => firstDifference(access, changedAt(access, way, 'other'))?.path;
  expect([
    pathAt('user', 'roles', 1, 'description'),
    pathAt('serviceCatalog', 0, 'endpoints', 1, 'publicURL'),
    pathAt('serviceCatalog', 0, 'endpoints', 0, 'tenantId'),
  ]).toEqual([
    'access.user.roles[compute:default 777001].description',
    'access.serviceCatalog[compute servers].endpoints[DFW https://DFW.example/]',
    'access.serviceCatalog[compute servers].endpoints[IAD https://IAD.example/].tenantId',
  ]);
});

test('items that are known by the same keys are still compared as wholes', () => {
  const roles = (...descriptions: string[]) =>
    descriptions.map((description) => ({ name: 'admin', description }));
  expect(firstDifference(roles('a', 'b'), roles('b', 'a'), 'access.user.roles')).toBeUndefined();
  expect(firstDifference(roles('a', 'a'), roles('a', 'b'), 'access.user.roles')).toEqual({
    path: 'access.user.roles[admin].description',
    left: 'a',
    right: 'b',
  });
  expect(firstDifference(roles('a', 'a'), roles('a'), 'access.user.roles')?.path).toBe(
    'access.user.roles[admin]',
  );
});

test.each<[string, Record<string, unknown> | string, string]>([
  ['roles', { name: 'admin', tenantId: '1', id: 'r1' }, 'admin 1'],
  ['roles', { name: 'admin', id: 'r1' }, 'admin r1'],
  ['roles', { id: 'r1' }, 'r1'],
  ['roles', { description: 'All' }, '?'],
  ['serviceCatalog', { name: 'cloudServers', type: 'compute' }, 'compute cloudServers'],
  ['endpoints', { publicURL: 'https://a.example/', region: 'IAD', tenantId: '1' }, 'IAD https://a.example/'],
  ['others', { name: 'admin', id: 'r1' }, '?'],
  ['others', 'Text', 'Text'],
  ['authenticatedBy', 'apikey', 'APIKEY'],
])('of %s, what one response lacks is named by its keys: %j', (list, item, label) => {
  const path = `access.user.${list}[${label}]`;
  const [full, empty] = [{ user: { [list]: [item] } }, { user: { [list]: [] } }];
  expect(firstDifference(full, empty)).toEqual({ path, left: item, right: undefined });
  expect(firstDifference(empty, full)).toEqual({ path, left: undefined, right: item });
});

test('values of different kinds differ, whatever they hold', () => {
  const values = ['', ['a'], 'a', { 0: 'a' }, 1, '1', true, 'true', 'null', undefined, Number.NaN];
  for (const [at, left] of values.entries())
    for (const [other, right] of values.entries())
      expect([left, right, firstDifference({ it: left }, { it: right })]).toEqual([
        left,
        right,
        at === other ? undefined : { path: 'access.it', left, right },
      ]);
});

test('null is missing (erratum E24)', () => {
  expect(firstDifference({ it: null }, {})).toBeUndefined();
  expect(firstDifference([{ it: null, name: 'a' }], [{ name: 'a' }])).toBeUndefined();
  expect(firstDifference({ it: null }, { it: 'a' })).toEqual({
    path: 'access.it',
    left: undefined,
    right: 'a',
  });
});

test.each<[string, unknown, unknown, string]>([
  ['secrets', [new Secret('one', 'a')], [new Secret('two', 'b')], 'access.token.id'],
  ['dates', 'then', 'later', 'access.token.expires'],
  ['factors', ['Password', 'APIKEY'], ['apikey', 'PASSWORD'], 'access.token.authenticatedBy'],
  ['orders of members', { a: 1, b: [2, 3] }, { b: [3, 2], a: 1, c: undefined }, 'access.user'],
])(
  'of different %s the compared text is the same, and is another beside what differs',
  (_what, one, other, path) => {
    expect(comparedText(one, path)).toBe(comparedText(other, path));
    expect(comparedText([one, 'more'], path)).not.toBe(comparedText([other], path));
  },
);

test.each<[unknown, unknown]>([
  ['then', 'later'],
  ['Password', 'PASSWORD'],
  [new Secret('one', 'a'), 'one'],
  [0, -0],
  [1, '1'],
])('%p and %p have different texts in the place of a name', (one, other) => {
  expect(comparedText(one, 'access.expires.name')).not.toBe(comparedText(other, 'access.expires.name'));
});
