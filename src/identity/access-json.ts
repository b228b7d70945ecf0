import { at, isObject, members, type Access } from './access';
import { Secret } from './secret';

/**
 * The access object of a JSON response (document lines 462-963). Extension members are left out; what has
 * another type than the document's is kept as it stands.
 *
 * @param body the parsed response
 * @returns undefined when there is no access object
 */
export function accessFromJson(body: unknown): Access | undefined {
  const access = at(body, 'access');
  if (!isObject(access)) return undefined;
  return present({
    token: tokenFromJson(access['token']),
    user: userFromJson(access['user']),
    serviceCatalog: each(access['serviceCatalog'], (service) => ({
      ...picked(service, members.service),
      endpoints: each(service['endpoints'], (endpoint) =>
        picked(endpoint, [...members.endpoint, ...members.version]),
      ),
    })),
  });
}

/** The token of a JSON response, also where it stands without an access object around it (erratum E9). */
export function tokenFromJson(token: unknown): unknown {
  if (!isObject(token)) return token;
  const { id } = token;
  return present({
    id: typeof id === 'string' ? new Secret(id, 'token id') : id,
    expires: token['expires'],
    tenant: isObject(token['tenant']) ? picked(token['tenant'], members.tenant) : token['tenant'],
    authenticatedBy: token['RAX-AUTH:authenticatedBy'],
  });
}

function userFromJson(user: unknown): unknown {
  if (!isObject(user)) return user;
  return present({
    id: user['id'],
    name: user['name'],
    defaultRegion: user['RAX-AUTH:defaultRegion'],
    domainId: user['RAX-AUTH:domainId'],
    roles: each(user['roles'], (role) => picked(role, members.role)),
  });
}

function each(list: unknown, read: (item: Record<string, unknown>) => unknown): unknown {
  return Array.isArray(list)
    ? list.map((item: unknown) => (isObject(item) ? present(read(item)) : item))
    : list;
}

function picked(value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return present(Object.fromEntries(names.map((name) => [name, at(value, name)])));
}

/** Without the members that are undefined, so that absent is absent in both formats. */
export function present<T>(value: T): T {
  return isObject(value)
    ? (Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T)
    : value;
}
