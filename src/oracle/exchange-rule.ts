import type { Observed } from './observed';

/** One sentence of the document, asked of every exchange of which it speaks. */
export interface ExchangeRule {
  /** The id of the requirement. */
  readonly requirement: string | ((observed: Observed) => string);
  /** Whether the sentence speaks of the exchange. */
  readonly appliesTo: (observed: Observed) => boolean;
  /** See deviation.ts for how it says that the exchange breaks the sentence. */
  readonly judge: (observed: Observed) => void;
  /**
   * Whether the exchange was not made for this sentence, which only accompanies it: it is then never more severe than
   * the requirement for which the request was sent (erratum E34).
   */
  readonly accompanies?: true;
}
