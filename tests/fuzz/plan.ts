import fc from 'fast-check';
import { byteEdits } from './byte-edits';
import { anywhere, type Edit } from './edit';
import { framingEdits } from './framing-edits';
import { headEdits } from './head-edits';
import { jsonEdits } from './json-edits';
import type { Message } from './message';
import { xmlEdits } from './xml-edits';

/** In the order in which a response is changed, since bytes that are cut have no structure any more. */
const kinds = ['structure', 'bytes', 'head', 'framing'] as const;

type Kind = (typeof kinds)[number];

/** What a round does to responses. */
export interface Plan {
  /** The share of the responses that are changed. */
  readonly share: number;
  readonly kinds: readonly Kind[];
}

/**
 * Rounds differ in what they do at all: one that breaks the framing again and again ends before the run has read much,
 * and one that only changes the structure of bodies gets to the end.
 */
const plans: fc.Arbitrary<Plan> = fc.record({
  share: fc.constantFrom(0.1, 0.33, 0.33, 0.6),
  kinds: fc.constantFrom<readonly Kind[]>(
    ['structure'],
    ['structure'],
    ['structure', 'bytes'],
    ['structure', 'head'],
    ['structure', 'bytes', 'head'],
    ['head'],
    ['framing'],
    kinds,
  ),
});

export function planOf(seed: number): Plan {
  return fc.sample(plans, { seed, numRuns: 1 })[0] as Plan;
}

/** The edits of one response, none or one to four. */
export function editsFor(message: Message, { share, kinds: used }: Plan, seed: number): readonly Edit[] {
  const structure = message.body.toString('latin1', 0, 1) === '<' ? xmlEdits : jsonEdits;
  const edits = { structure, bytes: byteEdits, head: headEdits, framing: framingEdits };
  const drawn = fc.array(fc.oneof(...used.map((kind) => edits[kind].map((edit) => ({ kind, edit })))), {
    minLength: 1,
    maxLength: 4,
  });
  const [place, chosen] = fc.sample(fc.tuple(anywhere, drawn), { seed, numRuns: 1 })[0] ?? [1, []];
  if (place >= share) return [];
  return chosen.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)).map(({ edit }) => edit);
}
