import { spareCredentials } from './auth-document';
import { leaf, type Group, type Part } from './document-parts';
import type { Mutation } from './mutations';

const members = ['tenantId', 'tenantName'] as const;

/** The requests that say too much: a second kind of credentials, or the tenant by id and by name. */
export function contradictionsOf(document: Group): Mutation[] {
  const credentials = document.parts.find((part): part is Group => part.kind === 'group');
  if (!credentials) return [];
  const others = spareCredentials.filter(({ name }) => name.local !== credentials.name.local);
  return [
    ...others.map((other) => ({
      what: `auth with ${credentials.name.local} and ${other.name.local}`,
      document: { ...document, parts: [...document.parts, other] },
    })),
    ...bothTenants(document, credentials),
  ];
}

/** tenantId and tenantName, each beside the credentials or in them; those of the document stay where they are. */
function bothTenants(document: Group, credentials: Group): Mutation[] {
  const places = credentials.name.local === 'passcodeCredentials' ? ['beside'] : ['beside', 'within'];
  return places.flatMap((id) =>
    places.map((name) => {
      const missing = (place: string, group: Group): Part[] =>
        members
          .filter((_, index) => [id, name][index] === place && !has(group, members[index] ?? ''))
          .map((member) => leaf(member, '123456', { required: false }));
      const completed = { ...credentials, parts: [...credentials.parts, ...missing('within', credentials)] };
      const parts = document.parts.map((part) => (part === credentials ? completed : part));
      return {
        what: `auth with tenantId ${id} and tenantName ${name}`,
        document: { ...document, parts: [...parts, ...missing('beside', document)] },
      };
    }),
  );
}

function has({ parts }: Group, member: string): boolean {
  return parts.some((part) => part.kind === 'leaf' && part.name.local === member);
}
