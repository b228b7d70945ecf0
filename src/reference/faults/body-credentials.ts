import { Refusal } from '../refusal';
import { crash } from './crash';
import type { InjectedFault } from './injected-fault';
import { readingJsonAs, readingXmlAs, together } from './request-changes';

/** Faults that a server can have with either kind of credentials. */
export const credentialsFaults: readonly InjectedFault[] = [
  ...faultsOf('password', 'auth.password-credentials'),
  ...faultsOf('api-key', 'auth.api-key-credentials'),
];

function faultsOf(kind: 'password' | 'api-key', breaks: string): InjectedFault[] {
  const member = kind === 'password' ? 'passwordCredentials' : 'apiKeyCredentials';
  return [
    {
      name: `${kind}-credentials-of-other-type-crash`,
      breaks,
      what: `${member} that are null or no object are answered 500`,
      deviate: taking(member, (value) =>
        typeof value !== 'object' || value === null || Array.isArray(value) ? crash() : value,
      ),
    },
    {
      name: `${kind}-credentials-null-unauthorized`,
      breaks,
      what: `${member} that are null are answered 401`,
      deviate: taking(member, (value) => {
        if (value === null) throw new Refusal('secretWrong');
        return value;
      }),
    },
    {
      name: `${kind}-credentials-list-unwrapped`,
      breaks,
      what: `of ${member} that are a list the first item counts`,
      deviate: taking(member, (value) => (Array.isArray(value) ? (value[0] as unknown) : value)),
    },
    {
      name: `${kind}-credentials-empty-unauthorized`,
      breaks,
      what: `${member} with nothing in them are answered 401`,
      deviate: taking(member, (value) => {
        if (JSON.stringify(value) === '{}') throw new Refusal('secretWrong');
        return value;
      }),
    },
    {
      name: `${kind}-credentials-name-guessed`,
      breaks,
      what: `${member} are accepted under their name without its last letter`,
      deviate: together(
        readingJsonAs((text) => text.replace(`${member.slice(0, -1)}"`, `${member}"`)),
        readingXmlAs((text) => text.replace(`<${member.slice(0, -1)} `, `<${member} `)),
      ),
    },
  ];
}

/** One kind of credentials, where a request presents it, is something else to the steps that follow. */
function taking(
  member: 'passwordCredentials' | 'apiKeyCredentials',
  change: (value: unknown) => unknown,
): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    credentialsOf: (auth) =>
      standard.credentialsOf(auth[member] === undefined ? auth : { ...auth, [member]: change(auth[member]) }),
  });
}
