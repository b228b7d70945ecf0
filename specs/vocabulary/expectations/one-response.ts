import * as challenges from '../../../src/oracle/challenge-rules';
import type { Format } from '../../../src/identity/format';
import type { ContractSchema } from '../../../src/contract/json-schema';
import * as endpoints from '../../../src/oracle/endpoints-differ';
import * as faults from '../../../src/oracle/fault-rules';
import * as media from '../../../src/oracle/media-rules';
import { keepsMember, type MemberRule } from '../../../src/oracle/member';
import * as namespaces from '../../../src/oracle/namespaces-kept';
import type { ResponseRule } from '../../../src/oracle/response-rule';
import * as schemas from '../../../src/oracle/schema-rules';
import * as setup from '../../../src/oracle/setup-rules';
import * as expiry from '../../../src/oracle/expiry-rules';
import * as text from '../../../src/oracle/text-rules';
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
