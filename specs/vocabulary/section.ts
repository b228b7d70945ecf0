import { loadCatalogue } from '../../src/contract/catalogue';
import { sendingsOf, type Check } from './check';
import { noServerError } from './expectations/no-server-error';
import { slugOf } from './declare';
import { currentSpec } from './open-spec';
import { keyOf, type Sending } from './sending';

/** The checks of one part of the document; after them, that none of their requests caused a server error. */
export function section(title: string, body: () => void): void {
  const spec = currentSpec();
  spec.section(title, () => {
    const before = spec.declared.length;
    body();
    const sendings = distinct(spec.declared.slice(before));
    if (sendings[0]) spec.declare(sweep(title, spec.file, sendings[0], sendings));
  });
}

function sweep(title: string, spec: string, first: Sending, sendings: readonly Sending[]): Check {
  const requirement = loadCatalogue().get('status.no-server-error');
  return {
    id: `${requirement.id}/${slugOf(title)}`,
    requirement,
    title: `${requirement.title}: ${title}`,
    profiles: [requirement.profile],
    spec,
    send: first,
    compare: sendings,
    sweep: true,
    expectation: noServerError,
  };
}

function distinct(checks: readonly Check[]): Sending[] {
  const sendings = checks.flatMap(sendingsOf).map(({ sending }) => [keyOf(sending), sending] as const);
  return [...new Map(sendings).values()];
}
