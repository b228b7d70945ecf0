import type { Exchange } from '../../../src/identity/exchange';
import { faultNames, type Fault } from '../../../src/identity/fault';
import { label, type Format } from '../../../src/identity/format';
import type { Expectation } from '../check';
import { fail, inapplicable, tolerate, unverifiable } from '../deviation';
import { received, shown } from './received';
import { failOnFirst, problemsOf } from './schema-valid';

function refusalOf(answer: Exchange): void {
  if (answer.status < 400) inapplicable(`There is no refusal to judge: the answer is ${received(answer)}.`);
}

/** The fault of a refusal; what is wrong with its form is the business of `wellFormedFault`. */
function faultOf(answer: Exchange): Fault {
  refusalOf(answer);
  const fault = answer.fault();
  if (!fault)
    fail({
      message: `The refusal holds no fault: ${received(answer)}.`,
      expected: 'a fault',
      received: received(answer),
    });
  return fault;
}

/** Every refusal is a fault, valid by the schema of the format in which it is written. */
export const wellFormedFault: Expectation = {
  expects: 'a fault valid by the schema of its format',
  judge: ({ answer }) => {
    refusalOf(answer);
    if (answer.isHtml)
      fail({
        message: 'The refusal is an HTML page, where a fault is expected.',
        expected: 'a fault',
        received: received(answer),
      });
    const fault = answer.fault();
    if (fault?.name === 'error')
      tolerate({
        message: 'The fault is an OpenStack error envelope, another dialect of the same fault.',
        expected: `a member named ${faultNames[answer.status]?.join(' or ') ?? 'after the fault'}`,
        received: 'a member named error',
      });
    if (answer.writtenIn === undefined)
      fail({
        message: `The refusal is no fault: ${received(answer)}.`,
        expected: 'a fault',
        received: received(answer),
      });
    failOnFirst(problemsOf(answer, 'fault', answer.writtenIn));
  },
};

export const faultName: Expectation = {
  expects: 'the name of the fault that belongs to the status',
  judge: ({ answer }) => {
    const fault = faultOf(answer);
    const names = faultNames[answer.status];
    if (!names) unverifiable(`No name is known for the fault of the status ${answer.status}.`);
    if (!names.includes(fault.name))
      fail({
        message: `The fault of the status ${answer.status} is named ${shown(fault.name)}.`,
        expected: names.join(' or '),
        received: fault.name,
      });
  },
};

export const faultCode: Expectation = {
  expects: 'a code that equals the status',
  judge: ({ answer }) => {
    const { code } = faultOf(answer);
    if (code !== answer.status)
      fail({
        message: `The code of the fault is ${shown(code)} in an answer with the status ${answer.status}.`,
        expected: String(answer.status),
        received: shown(code),
      });
  },
};

export const faultMessage: Expectation = {
  expects: 'a message that is not empty',
  judge: ({ answer }) => {
    const { message } = faultOf(answer);
    if (typeof message !== 'string' || message.trim() === '')
      fail({
        message: `The message of the fault is ${shown(message)}.`,
        expected: 'a text that is not empty',
        received: shown(message),
      });
  },
};

/** The refusal is written in the format that was asked for, and its Content-Type says so. */
export function faultFormat(format: Format): Expectation {
  return {
    expects: `a fault in ${label[format]}`,
    judge: ({ answer }) => {
      refusalOf(answer);
      if (answer.writtenIn === format && answer.format === format) return;
      fail({
        message: `The refusal is asked for in ${label[format]} and comes as ${answer.header('content-type') ?? 'a body without a Content-Type'} (${received(answer)}).`,
        expected: label[format],
        received: answer.header('content-type') ?? 'no Content-Type',
      });
    },
  };
}

/** A 401 says how to authenticate (RFC 9110, 15.5.2). */
export const challengedAgain: Expectation = {
  expects: 'a WWW-Authenticate header',
  judge: ({ answer }) => {
    refusalOf(answer);
    if (answer.header('www-authenticate') === undefined)
      fail({ message: 'The 401 carries no WWW-Authenticate.', expected: 'a challenge', received: 'none' });
  },
};

/** Two refusals say the same: status, name and message of the fault. */
export const indistinct: Expectation = {
  expects: 'the status and the fault of the answer compared with',
  judge: ({ answer, others }) => {
    const says = (refusal: Exchange) => {
      refusalOf(refusal);
      const fault = refusal.fault();
      return shown([refusal.status, fault?.name, fault?.message]);
    };
    for (const other of others)
      if (says(answer) !== says(other))
        fail({
          message: 'The two refusals can be told apart, so that a stranger learns which user names exist.',
          expected: says(other),
          received: says(answer),
        });
  },
};
