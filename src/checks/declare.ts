import { loadCatalogue, type Profile } from '../contract/catalogue';
import { needsOf, type TokenRequest } from '../http/token-request';
import { type Format, formatOf } from '../protocol/format';
import type { Generated } from './bodies/generated';
import { type Check, type Condition, type Expectation, sendingsOf } from './check';
import { currentSpec } from './current-spec';
import { accepted } from './expectations/accepted';
import { faultCode, faultFormat, schemaValid, successIn, wellFormedFault } from './expectations/one-response';
import { type Refusal, refused } from './expectations/refused';
import { login } from './sendings/logins';
import { asSending, type Sending } from './sendings/sending';

/** What a check sends and expects. */
interface CheckParts {
  readonly send: TokenRequest | Sending | Generated;
  readonly twin?: TokenRequest | Sending;
  readonly compare?: readonly (TokenRequest | Sending)[];
  readonly expect: Expectation;
  /** Whether `send` is meant to be valid by the request schema. */
  readonly valid?: boolean;
  /** The requirement that it accompanies: without that requirement's profile the check is out of scope as well. */
  readonly within?: string;
}

/**
 * Declares one case of one requirement; specs consist of such calls.
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

/** Shown for generated requests: the login that they are derived from. */
function plainest({ generate: format }: Generated): Sending {
  return asSending(login({ format, username: '${invented.username}', secret: '${invented.password}' }));
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

type Sent = CheckParts & { readonly send: TokenRequest | Sending };

/** A request that is accepted: in addition to its own requirement it is checked for the form and the media type of its response. */
export function accepts(
  requirement: string,
  name: string,
  { expect = accepted(), ...parts }: Omit<Sent, 'expect' | 'twin'> & Partial<Pick<Sent, 'expect'>>,
): void {
  const format = askedFor(parts.send);
  check(requirement, name, { ...parts, valid: true, expect });
  check(format === 'json' ? 'access.json' : 'access.xml', `${requirement}, ${name}`, {
    send: parts.send,
    expect: schemaValid('access', format),
    within: requirement,
  });
  check('media.content-type', `${requirement}, ${name}`, {
    send: parts.send,
    expect: successIn(format),
    within: requirement,
  });
}

/** A request that is refused: in addition to its own requirement its fault is checked. */
export function refuses(
  requirement: string,
  name: string,
  { how, ...parts }: Omit<Sent, 'expect'> & { readonly how: Refusal },
): void {
  const { send } = parts;
  const each = `${requirement}, ${name}`;
  check(requirement, name, { ...parts, expect: refused(how) });
  check('fault.schema', each, { send, expect: wellFormedFault, within: requirement });
  check('fault.code', each, { send, expect: faultCode, within: requirement });
  check('fault.format', each, { send, expect: faultFormat(askedFor(send)), within: requirement });
}

function askedFor(send: Sent['send']): Format {
  return formatOf(asSending(send).request.headers['Accept']) ?? 'json';
}

/** The profiles that a request belongs to because of its content. */
export function profilesOf(request: TokenRequest): Profile[] {
  const accept = request.headers['Accept'] ?? '';
  const body = request.body.toString();
  const needs = needsOf(request).join(' ');
  const belongs: Record<Profile, boolean> = {
    core: false,
    'api-key': /apiKeyCredentials/i.test(body) || needs.includes('.apiKey'),
    xml: request.format === 'xml' || accept.includes('xml') || request.path.includes('.xml'),
    rcn: request.path.includes('apply_rcn_roles') || needs.includes('accounts.rcnUser.'),
    mfa: needs.includes('accounts.mfaUser.') || body.includes('passcodeCredentials'),
    'mfa-setup': needs.includes('accounts.mfaSetupUser.'),
  };
  return (Object.keys(belongs) as Profile[]).filter((profile) => belongs[profile]);
}

/** The checks of one part of the document. */
export function section(title: string, body: () => void): void {
  currentSpec().section(title, body);
}

/** The end of the id of a check over every exchange. */
const everyExchangeName = 'every-exchange';

/**
 * A requirement that every exchange of the run that it applies to must satisfy, whatever the purpose of its request.
 *
 * @param condition limits it to the exchanges for which this holds
 */
export function everyExchange(requirement: string, condition?: Condition): void {
  const entry = loadCatalogue().get(requirement);
  const spec = currentSpec();
  spec.declare({
    id: `${requirement}/${condition ? slugOf(condition.name) : everyExchangeName}`,
    requirement: entry,
    title: `${entry.title}: ${condition?.name ?? 'every exchange'}`,
    ...(condition ? { condition } : {}),
    profiles: [entry.profile],
    spec: spec.file,
    send: asSending(login()),
    compare: [],
    covers: [],
    expectation: { expects: 'every exchange of the run satisfies it', judge: () => undefined },
  });
}
