import { loadCatalogue } from '../../src/contract/catalogue';
import type { Requirement } from '../../src/contract/requirement';
import type { Check, Expectation } from './check';
import { keepsSecrets, noPage, noServerError } from './expectations/every-answer';
import { slugOf } from './declare';
import { currentSpec } from './open-spec';

/** What must be true of every answer, whatever the request. */
const ofEveryAnswer: Readonly<Record<string, Expectation>> = {
  'status.no-server-error': noServerError,
  'fault.no-page': noPage,
  'fault.no-secret': keepsSecrets,
};

/** The checks of one part of the document; after them, those of every answer to their requests. */
export function section(title: string, body: () => void): void {
  const spec = currentSpec();
  spec.section(title, () => {
    const before = spec.declared.length;
    body();
    const covers = spec.declared.slice(before).filter(({ generate }) => !generate);
    for (const [id, expectation] of Object.entries(ofEveryAnswer))
      sweep(loadCatalogue().get(id), title, spec.file, covers, expectation).forEach(spec.declare);
  });
}

function sweep(
  requirement: Requirement,
  title: string,
  spec: string,
  covers: readonly Check[],
  expectation: Expectation,
): Check[] {
  const [first] = covers;
  if (!first) return [];
  return [
    {
      id: `${requirement.id}/${slugOf(title)}`,
      requirement,
      title: `${requirement.title}: ${title}`,
      profiles: [requirement.profile],
      spec,
      send: first.send,
      compare: [],
      covers,
      expectation,
    },
  ];
}
