import type { ServerResponse } from 'node:http';
import { formatOf } from '../protocol/format';
import type { RawResponse } from '../http/exchange/kept-bytes';
import type { Outgoing } from '../http/token-request';
import type { Condition, Effect } from '../server/faults';
import {
  hasFacets,
  facetsOf,
  standardBehaviour,
  type Behaviour,
  type Directory,
  type Facets,
  type TokensRequest,
} from '../server';
import { requestOf, Written } from './in-process';

/**
 * Steps that only write what is already known: an effect that replaces no others can be applied to a finished response.
 */
const writingSteps = [
  'accessToJson',
  'accessToXml',
  'faultToJson',
  'faultToXml',
  'serialiseJson',
  'serialiseXml',
  'send',
];

/** What cannot be decided for a request without knowing the users of the server. */
const facetsOfUsers = ['account', 'secret', 'owner'];

/** Whether an effect can be made of responses alone. */
export function isOfResponses({ steps, about }: Effect, directory: Directory): boolean {
  return (
    Object.keys(steps(standardBehaviour(directory))).every((step) => writingSteps.includes(step)) &&
    !Object.keys(about).some((facet) => facetsOfUsers.includes(facet))
  );
}

/** A response of a server, and its request. */
interface Recorded {
  readonly outgoing: Outgoing;
  readonly answer: RawResponse;
}

/** The response with an effect on it, or undefined if it stays as it is. */
export async function changedResponse(
  { outgoing, answer }: Recorded,
  { steps, about }: Effect,
  { facets }: Condition,
  directory: Directory,
): Promise<RawResponse | undefined> {
  const standard = standardBehaviour(directory);
  const { request, facets: known } = readOnce(outgoing, standard);
  const outcome = answer.status === 200 ? 'granted' : 'refused';
  if (!hasFacets({ ...about, ...facets }, { ...known, outcome })) return undefined;
  const plain = replaying(standard, answer);
  const own: Behaviour = { ...plain, ...steps(plain) };
  const written = new Written(outgoing.method === 'HEAD');
  const [before, after] = attempt(() => [bodyBy(plain, answer, request), bodyBy(own, answer, request)]) ?? [];
  // The effect does not apply to what cannot be read or written.
  if (before === undefined || after === undefined) return undefined;
  const headers = Object.fromEntries(answer.rawHeaders.filter(([name]) => !framing.test(name)));
  const body = before === after ? answer.body : after;
  await own.send({ status: answer.status, headers, body }, written as unknown as ServerResponse, request);
  const isSame = before === after && written.status === answer.status && written.body.equals(answer.body);
  const fields = written.headers.filter(([name]) => !framing.test(name));
  if (isSame && JSON.stringify(fields) === JSON.stringify(Object.entries(headers))) return undefined;
  return { ...answer, status: written.status, rawHeaders: fields, body: written.body };
}

const framing = /^(content-length|transfer-encoding|content-encoding|connection|keep-alive)$/i;

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** The steps of a server that writes what another one did. */
function replaying(standard: Behaviour, { body }: RawResponse): Behaviour {
  const text = body.toString('utf8');
  const json = () => JSON.parse(text) as ReturnType<Behaviour['accessToJson']>;
  // The writer puts its own declaration before it.
  const xml = () => standard.parseXml(text.replace(/^\uFEFF?<\?xml[^>]*\?>\s*/, ''));
  return { ...standard, accessToJson: json, faultToJson: json, accessToXml: xml, faultToXml: xml };
}

const read = new WeakMap<Outgoing, { readonly request: TokensRequest; readonly facets: Facets }>();

/** Each effect is tried on each request. */
function readOnce(outgoing: Outgoing, standard: Behaviour) {
  const before = read.get(outgoing);
  if (before) return before;
  const request = requestOf(outgoing);
  request.body = outgoing.body;
  const now = { request, facets: facetsOf(request, standard) };
  read.set(outgoing, now);
  return now;
}

/** The body as the steps write it; an empty text for one that is in neither format, or not what it is said to be. */
function bodyBy(steps: Behaviour, { status, rawHeaders, body }: RawResponse, request: TokensRequest): string {
  const format = formatOf(rawHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1]);
  const text = body.toString('utf8');
  const name = format === 'json' ? /^\s*{\s*"([^"]+)"/.exec(text)?.[1] : /<(\w[\w:]*)[\s>]/.exec(text)?.[1];
  if (name === undefined) return '';
  const fault = { status, name, message: '' };
  const access = { token: { id: '', expires: '', authenticatedBy: [] } };
  if (format === 'json')
    return String(
      steps.serialiseJson(
        status === 200 ? steps.accessToJson(access, request) : steps.faultToJson(fault, request),
      ),
    );
  return String(
    steps.serialiseXml(
      status === 200 ? steps.accessToXml(access, request) : steps.faultToXml(fault, request),
    ),
  );
}
