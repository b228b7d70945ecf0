import type { Configuration } from '../configuration/configuration';
import { loadCatalogue } from '../contract/catalogue';
import { knownUsers } from '../oracle/allowed/known-users';
import { Deviation, fail, type Finding, inapplicable, tolerate, unverifiable } from '../oracle/deviation';
import { judgeAll, type SeenExchange, type Shown } from '../oracle/judge-all';
import { type Check, type Condition, type Obstacle, sendingsOf } from './check';
import { droppedIn, lostIn } from './lost-responses';
import { afterRefusedLogin } from './sendings/logins';
import { neededSendings } from './sendings/obstacle';
import { keyOf, type Sending, type SentExchange } from './sendings/sending';
import type { Values } from './sendings/values';

/** The exchanges of some checks, judged by everything that the document says about them. */
export class RunJudgement {
  readonly #judgement: ReturnType<typeof judgeAll>;
  readonly #sendings: ReadonlyMap<string, Sending>;
  readonly #lost: readonly SentExchange[];
  /** Those that the server leaves without a response because of their content. */
  readonly #dropped: readonly SentExchange[];
  readonly #purposes: ReadonlyMap<string, Purpose>;

  /**
   * @param checks whose requests were sent
   * @param unable those that could not run
   * @param answered in the order of the responses
   */
  constructor(
    readonly checks: readonly Check[],
    readonly unable: ReadonlyMap<Check, Obstacle>,
    answered: readonly SentExchange[],
    configuration: Configuration,
    values: Values,
    generated: (check: Check) => readonly Sending[],
  ) {
    const known = answered.filter(({ exchange }) => exchange.failure === undefined);
    const purposes = purposesOf(checks, generated);
    this.#purposes = purposes;
    const statuses = new Map(known.map(({ sending, exchange }) => [keyOf(sending), exchange.status]));
    this.#lost = lostIn(answered);
    this.#dropped = droppedIn(answered);
    this.#sendings = new Map(known.map(({ sending, exchange }) => [exchange.id, sending]));
    this.#judgement = judgeAll(
      known.flatMap(({ sending, exchange, isStatusAlone = false, isProved, doubt }): SeenExchange[] => {
        const {
          servedRequirements: requirements = [],
          twins = [],
          isGenerated,
        } = purposes.get(keyOf(sending)) ?? {};
        return exchange.sent === undefined
          ? []
          : [
              {
                response: exchange,
                sent: exchange.sent,
                servedRequirements: requirements,
                ...(isGenerated ? { isGenerated } : {}),
                isProved:
                  isProved ?? (twins.length === 0 || twins.some((twin) => statuses.get(twin) === 200)),
                isStatusAlone,
                doubt,
                followsWrongSecret: sending.after?.request.wrongSecretFor !== undefined,
                followsRefusedLogin: sending.occasion === afterRefusedLogin,
              },
            ];
      }),
      knownUsers(configuration, values.isInvented),
    );
  }

  /**
   * What all exchanges, or those for which a condition holds, show about a requirement.
   *
   * @returns the exchanges that show it, and a note
   * @throws Deviation that names the first of the exchanges that break it worst, and counts the others
   */
  judge(
    requirement: string,
    condition?: Condition,
  ): { readonly exchanges: readonly string[]; readonly note: string } {
    const tally = this.#judgement.tallies.get(requirement);
    const isMeant = (exchange: string) => !condition || this.#holds(condition, exchange);
    const shown = (all: readonly Shown[] = []) => all.filter(({ exchange }) => isMeant(exchange));
    const [failed, tolerated] = [shown(tally?.failed), shown(tally?.tolerated)];
    const unproved = shown(tally?.unverifiable);
    const kept = [...(tally?.kept ?? [])].filter(isMeant);
    if (failed.length > 0) fail(this.#summed(failed));
    const isAboutServerErrors = requirement === 'status.no-server-error' && !condition;
    const [grave] = this.#dropped.filter((sent) => !this.#isMinor(sent));
    if (isAboutServerErrors && grave) fail(this.#droppedFinding(grave));
    if (tolerated.length > 0) tolerate(this.#summed(tolerated));
    const [dropped] = this.#dropped;
    if (isAboutServerErrors && dropped) tolerate(this.#droppedFinding(dropped));
    const lost = condition ? [] : this.#lostOf(requirement);
    if (lost.length > 0) unverifiable(`${lost.length}${withoutResponse}${lost[0]?.exchange.failure}.`);
    const [first] = unproved;
    if (kept.length === 0 && first && condition) inapplicable(first.finding.message);
    if (kept.length === 0 && first)
      throw new Deviation('unverifiable', { ...first.finding, exchange: first.exchange });
    const [why] = [...this.unable].flatMap(([check, { status, message }]) =>
      check.requirement.id === requirement && status === 'not-verified' ? [message] : [],
    );
    if (kept.length === 0 && !condition && why !== undefined) unverifiable(why);
    if (kept.length === 0)
      inapplicable(
        condition
          ? 'This run sent no request of this kind, because a member of an account that it needs is not configured.'
          : 'This run has no exchange that the requirement applies to.',
      );
    const more = unproved.length > 0 ? `; ${unproved.length} more prove nothing` : '';
    return { exchanges: kept.slice(0, mostExamples), note: `${kept.length} exchanges satisfy it${more}.` };
  }

  #summed(shown: readonly Shown[]): Shown['finding'] & { readonly exchange: string } {
    const [{ exchange, finding } = { exchange: '', finding: { message: '' } }] = worstFirst(shown);
    const count = new Set(shown.map((each) => each.exchange)).size;
    const seen = this.#seenIn(count, exchange, this.#sendings.get(exchange));
    return { ...finding, message: `${placed(finding)} ${seen}`, exchange };
  }

  /** `Seen in 3 exchanges, first in the request of tenant.id/json (exchange x7).` */
  #seenIn(count: number, exchange: string, sending: Sending | undefined): string {
    const which =
      sending && this.checks.length > 0
        ? `${requestLabel(sending, this.checks)} (exchange ${exchange})`
        : `exchange ${exchange}`;
    return `Seen in ${count > 1 ? `${count} exchanges, first in ` : ''}${which}.`;
  }

  #holds({ holds }: Condition, exchange: string): boolean {
    const [request, sending] = [this.#judgement.requests.get(exchange), this.#sendings.get(exchange)];
    return request !== undefined && sending !== undefined && holds(request, sending);
  }

  /** Whether a finding is a warning at most, like the requirements that its request was sent for (erratum E34). */
  #isMinor({ sending }: SentExchange): boolean {
    const purposes = this.#purposes.get(keyOf(sending))?.servedRequirements ?? [];
    const { wire } = sending.request;
    return (
      wire !== undefined ||
      (purposes.length > 0 && purposes.every((id) => loadCatalogue().get(id).level !== 'MUST'))
    );
  }

  #droppedFinding({ sending, exchange }: SentExchange): Finding & { readonly exchange: string } {
    const seen = this.#seenIn(this.#dropped.length, exchange.id, sending);
    return {
      message: `The server gives no complete response to the request, nor when it is repeated, though it responds to others: ${exchange.failure}. ${seen}`,
      expected: 'a response',
      received: 'no response',
      exchange: exchange.id,
    };
  }

  #lostOf(requirement: string): readonly SentExchange[] {
    if (requirement === 'status.no-server-error') return this.#lost;
    return this.#lost.filter(({ sending }) =>
      this.#purposes.get(keyOf(sending))?.servedRequirements.includes(requirement),
    );
  }
}

/** The message with its place, which would seem to belong to the example if it came after that. */
function placed({ message, path }: Finding): string {
  return path === undefined || message.includes(path) ? message : `${message.replace(/\.$/, '')} at ${path}.`;
}

/** Follows the number of requests that had no response, and precedes the first reason. */
const withoutResponse = ' of its requests had no response: ';

/** Whether a message of a check over every exchange says that responses were lost: then the check has not passed. */
export function mentionsLostResponses(message: string | undefined): boolean {
  return message?.includes(withoutResponse) ?? false;
}

/**
 * An unexpected success ranks first, then a server error: a baseline entry for one failure must not hide a worse one.
 */
function worstFirst(shown: readonly Shown[]): readonly Shown[] {
  const rank = ({ finding: { received = '' } }: Shown) =>
    /^2\d\d with /.test(received) ? 0 : /^5\d\d with /.test(received) ? 1 : 2;
  return [...shown].sort((a, b) => rank(a) - rank(b));
}

/** The most exchanges that are named for a satisfied requirement. */
const mostExamples = 3;

interface Purpose {
  readonly servedRequirements: string[];
  /** Keys of the accepted twins. */
  readonly twins: string[];
  isGenerated?: boolean;
}

/** The purpose of each sending that a check judges, by its key. */
function purposesOf(
  checks: readonly Check[],
  generated: (check: Check) => readonly Sending[],
): ReadonlyMap<string, Purpose> {
  const purposes = new Map<string, Purpose>();
  const purposeOf = (sending: Sending): Purpose => {
    const purpose = purposes.get(keyOf(sending)) ?? { servedRequirements: [], twins: [] };
    purposes.set(keyOf(sending), purpose);
    return purpose;
  };
  for (const check of checks) {
    const { send, twin, requirement, generate } = check;
    for (const sending of generate ? generated(check) : [send]) {
      const purpose = purposeOf(sending);
      purpose.servedRequirements.push(requirement.id);
      if (twin) purpose.twins.push(keyOf(twin));
      if (generate) purpose.isGenerated = true;
    }
  }
  return purposes;
}

const roleLabels: Readonly<Record<string, string>> = {
  judged: 'the request of',
  'the accepted twin': 'the accepted twin of',
  'compared with': 'a request compared with the request of',
};

/**
 * Names a request by the id of its check, with which `explain` and `--check` show it: `the request of
 * tenant.exclusive/json`, `a request before the request of mfa.login/json`. If checks share a request, it is named
 * after the check that judges it.
 */
function requestLabel(sending: Sending, checks: readonly Check[]): string {
  const key = keyOf(sending);
  for (const [role, word] of Object.entries(roleLabels))
    for (const check of checks)
      if (sendingsOf(check).some((one) => one.role === role && keyOf(one.sending) === key))
        return `${word} ${check.id}`;
  const later = checks.find((check) => neededSendings(check).some((one) => keyOf(one) === key));
  return later ? `a request before the request of ${later.id}` : 'a request';
}
