import { validateJson, type ContractSchema, type SchemaProblem } from '../../../src/contract/json-schema';
import { validateXml } from '../../../src/contract/xml';
import type { Exchange } from '../../../src/identity/exchange';
import { label, type Format } from '../../../src/identity/format';
import type { Expectation } from '../check';
import { fail, inapplicable } from '../deviation';
import { received } from './received';

/** The body is in the format and valid by the schema of that name in it. */
export function schemaValid(schema: ContractSchema, format: Format): Expectation {
  return {
    expects: `a body valid by the ${schema} schema for ${label[format]}`,
    judge: ({ answer }) => {
      if (answer.status !== 200)
        inapplicable(`There is no success to judge: the answer is ${received(answer)}.`);
      failOnFirst(problemsOf(answer, schema, format));
    },
  };
}

/** What a body breaks of a schema in a format; a body that cannot be read breaks it as a whole. */
export function problemsOf(
  answer: Exchange,
  schema: ContractSchema,
  format: Format,
): readonly SchemaProblem[] {
  const reading = format === 'json' ? answer.json() : answer.xml();
  if ('problem' in reading) {
    const message = answer.isHtml
      ? 'The body is an HTML page.'
      : `The body is no ${label[format]}: ${reading.problem}.`;
    return [{ path: schema, message, schemaLocation: `schemas/${format === 'json' ? 'json' : 'xsd'}` }];
  }
  return format === 'json' ? validateJson(schema, reading.content) : validateXml(answer.body, schema);
}

export function failOnFirst(problems: readonly SchemaProblem[]): void {
  const [first, ...others] = problems;
  if (!first) return;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  fail({
    message: `${first.message}${more}`,
    path: first.path,
    schemaLocation: first.schemaLocation,
  });
}
