import { loadCatalogue, type Level } from '../contract/catalogue';
import type { Exchange } from '../http/exchange/exchange';
import { Deviation, type Finding } from './deviation';
import { accessRules } from './response/access-rules';
import { challengeRules } from './response/challenge-rules';
import { refusalRules } from './response/refusal-rules';
import type { ExchangeRule, Observed } from './response/response-rule';
import { ofStatusAlone, statusRules } from './response/status-rules';

/** How one requirement applies to one exchange, or to several that are compared. */
export interface Judgement {
  readonly requirement: string;
  readonly kind: 'kept' | 'failed' | 'tolerated' | 'unverifiable';
  /** What is wrong; undefined if the requirement is satisfied. */
  readonly finding?: Finding;
}

const rules: readonly ExchangeRule[] = [...statusRules, ...refusalRules, ...challengeRules, ...accessRules];

/**
 * Judges an exchange by everything that the document says about it.
 *
 * @param servedRequirements the requirements for which the request was sent; without any, the one that decides its status
 * @param isStatusAlone whether nothing but the status is known of the response
 */
export function judgeExchange(
  observed: Observed,
  servedRequirements: readonly string[] = [],
  isStatusAlone = false,
): readonly Judgement[] {
  const { response, request, allowance, known } = observed;
  const { session } = request;
  // Everything that the rules depend on besides the exchange itself and the users of its run.
  const stamp = JSON.stringify([
    servedRequirements,
    isStatusAlone,
    allowance.requirement,
    allowance.expected.words,
    ...(session === undefined ? [] : [known.sessions.state(session), known.sessions.begunBy(session)]),
  ]);
  const before = judgedBefore.get(response);
  if (before?.stamp === stamp) return before.judgements;
  const judgements = judgedByAll(observed, servedRequirements, isStatusAlone);
  judgedBefore.set(response, { stamp, judgements });
  return judgements;
}

/** When a run is judged again with some exchanges changed, the unchanged ones are not judged again. */
const judgedBefore = new WeakMap<
  Exchange,
  { readonly stamp: string; readonly judgements: readonly Judgement[] }
>();

function judgedByAll(
  observed: Observed,
  servedRequirements: readonly string[],
  isStatusAlone: boolean,
): readonly Judgement[] {
  const purposes = servedRequirements.length > 0 ? servedRequirements : [observed.allowance.requirement];
  const isMinor = !purposes.some((id) => severityOf(id) === 'MUST');
  return (isStatusAlone ? ofStatusAlone : rules).flatMap((rule): Judgement[] => {
    if (!rule.appliesTo(observed)) return [];
    const { requirement: named } = rule;
    const requirement = typeof named === 'string' ? named : named(observed);
    return judged(requirement, () => rule.judge(observed), rule.accompanies === true && isMinor);
  });
}

/**
 * The outcome of a rule.
 *
 * @param isMinor whether a failure is a warning only
 * @returns none if the requirement does not apply
 */
export function judged(requirement: string, judge: () => void, isMinor = false): Judgement[] {
  try {
    judge();
    return [{ requirement, kind: 'kept' }];
  } catch (error) {
    if (!(error instanceof Deviation)) throw error;
    const { kind, finding } = error;
    if (kind === 'inapplicable' || kind === 'left-out') return [];
    return [{ requirement, kind: kind === 'failed' && isMinor ? 'tolerated' : kind, finding }];
  }
}

/** That a request with duplicate members causes no server error is a MUST, though what is made of them is open (E19). */
function severityOf(requirement: string): Level {
  return requirement === 'auth.duplicate-members' ? 'MUST' : loadCatalogue().get(requirement).level;
}
