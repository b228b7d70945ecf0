import { loadCatalogue } from '../../src/contract/catalogue';
import type { Profile } from '../../src/contract/requirement';
import type { TokenRequest } from '../../src/identity/token-request';
import { sendingsOf, type Check, type Expectation } from './check';
import { currentSpec } from './open-spec';
import { profilesOf } from './profiles';
import { asSending, type Sending } from './sending';

/** What a check sends and expects. */
export interface CheckParts {
  readonly send: TokenRequest | Sending;
  readonly twin?: TokenRequest | Sending;
  readonly compare?: readonly (TokenRequest | Sending)[];
  readonly expect: Expectation;
  /** The requirement that it accompanies: without the profile of that one it is out of scope as well. */
  readonly within?: string;
}

/**
 * Ties one case to one requirement: the word by which the specs are written.
 *
 * @param requirement an id of the catalogue; an unknown one is an error of the suite
 * @param name what tells the case from the others of its requirement, in words; the id is made from it
 */
export function check(requirement: string, name: string, parts: CheckParts): void {
  const spec = currentSpec();
  const entry = loadCatalogue().get(requirement);
  const draft = {
    id: `${requirement}/${slugOf(name)}`,
    requirement: entry,
    title: `${entry.title}: ${name}`,
    spec: spec.file,
    send: asSending(parts.send),
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

export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
