import type { ContractSchema } from '../../contract/schema-problem';
import { fail, received } from '../../oracle/deviation';
import * as endpoints from '../../oracle/response/access-rules';
import * as challenges from '../../oracle/response/challenge-rules';
import * as expiry from '../../oracle/response/expiry-rules';
import * as faults from '../../oracle/response/fault-rules';
import * as media from '../../oracle/response/format-rules';
import * as text from '../../oracle/response/format-rules';
import * as namespaces from '../../oracle/response/format-rules';
import * as schemas from '../../oracle/response/format-rules';
import { expectFormat } from '../../oracle/response/format-rules';
import { keepsMember, type MemberRule } from '../../oracle/response/member';
import type { ResponseRule } from '../../oracle/response/response-rule';
import * as setup from '../../oracle/response/setup-rules';
import { type Format, label, mediaTypes } from '../../protocol/format';
import type { Expectation } from '../check';

/** The rules for one response by itself, as expectations of a check. */
function expecting({ expects, judge }: ResponseRule): Expectation {
  return { expects, judge: ({ answer }) => judge(answer) };
}

export const challenged = expecting(challenges.challenged);
export const endpointsDiffer = expecting(endpoints.endpointsDiffer);
export const faultCode = expecting(faults.faultCode);
export const faultMessage = expecting(faults.faultMessage);
export const faultName = expecting(faults.faultName);
export const namespacesKept = expecting(namespaces.namespacesKept);
export const validUtf8 = expecting(text.validUtf8);
export const wellFormedFault = expecting(faults.wellFormedFault);

export const noCatalogue = expecting(setup.noCatalogue);
export const reasonableLifetime = expecting(expiry.reasonableLifetime);
export const secondFactorKept = expecting(setup.secondFactorKept);
export const setupAnswer = expecting(setup.setupAnswer);
export const setupToken = expecting(setup.setupToken);
export const unexpired = expecting(expiry.unexpired);

export const faultFormat = (format: Format) => expecting(faults.faultFormat(format));
export const keeps = (rule: MemberRule) => expecting(keepsMember(rule));
export const schemaValid = (schema: ContractSchema, format: Format) =>
  expecting(schemas.schemaValid(schema, format));
export const setupSchema = (format: Format) => expecting(setup.setupSchema(format));
export const setupTokenKeeps = (rule: MemberRule) => expecting(setup.setupTokenKeeps(rule));
export const successIn = (format: Format) => expecting(media.successIn(format));

/** The response is a 200 in the format. */
export function respondsIn(format: Format): Expectation {
  const expects = `200 in ${label[format]}, with the Content-Type ${mediaTypes[format]}`;
  return {
    expects,
    judge: ({ answer }) => {
      if (answer.status !== 200)
        fail({
          message: `The response is ${received(answer)}.`,
          expected: expects,
          received: received(answer),
        });
      expectFormat(answer, format);
    },
  };
}
