import { loadCatalogue } from '../../src/contract/catalogue';
import type { Profile } from '../../src/contract/requirement';
import type { TokenRequest } from '../../src/identity/token-request';
import { sendingsOf, type Check, type Expectation } from './check';
import type { Generated } from './generated';
import { login } from './logins';
import { currentSpec } from './open-spec';
import { profilesOf } from './profiles';
import { asSending, type Sending } from './sending';

/** What a check sends and expects. */
export interface CheckParts {
  readonly send: TokenRequest | Sending | Generated;
  readonly twin?: TokenRequest | Sending;
  readonly compare?: readonly (TokenRequest | Sending)[];
  readonly expect: Expectation;
  /** Whether `send` is meant to be valid by the request schema. */
  readonly valid?: boolean;
  /** The requirement that it accompanies: without the profile of that one it is out of scope as well. */
  readonly within?: string;
}

/**
 * Ties one case to one requirement: the word by which the specs are written.
 *
 * @param requirement an id of the catalogue; an unknown one is an error of the suite
 * @param name what distinguishes the case from the others of its requirement, in words; the id is made from it
 */
export function check(requirement: string, name: string, parts: CheckParts): void {
  const spec = currentSpec();
  const entry = loadCatalogue().get(requirement);
  const draft = {
    id: `${requirement}/${slugOf(name)}`,
    requirement: entry,
    title: `${entry.title}: ${name}`,
    spec: spec.file,
    send: 'generate' in parts.send ? plainest(parts.send) : asSending(parts.send),
    ...('generate' in parts.send ? { generate: parts.send.generate } : {}),
    valid: parts.valid,
    twin: parts.twin && asSending(parts.twin),
    compare: (parts.compare ?? []).map(asSending),
    expectation: parts.expect,
    profiles: [] as Profile[],
  };
  const owner = parts.within === undefined ? [] : [loadCatalogue().get(parts.within).profile];
  const requests = sendingsOf(draft).map(({ sending }) => sending.request);
  const declared: Check = {
    ...draft,
    profiles: [...new Set([entry.profile, ...owner, ...requests.flatMap(profilesOf)])],
  };
  spec.declare(declared);
}

/** What stands for generated requests where one is shown: the login that they are derived from. */
function plainest({ generate: format }: Generated): Sending {
  return asSending(login({ format, username: '${invented.username}', secret: '${invented.password}' }));
}

export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
