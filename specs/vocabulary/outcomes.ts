import { formatOf, type Format } from '../../src/identity/format';
import type { TokenRequest } from '../../src/identity/token-request';
import { check, type CheckParts } from './declare';
import { accepted } from './expectations/accepted';
import { faultCode, faultFormat, schemaValid, successIn, wellFormedFault } from './expectations/one-response';
import { refused, type Refusal } from './expectations/refused';
import { asSending, type Sending } from './sending';

type Sent = CheckParts & { readonly send: TokenRequest | Sending };

/** A request that is accepted: beside its own requirement it is checked for the form and the media type of its response. */
export function accepts(
  requirement: string,
  name: string,
  { expect = accepted(), ...parts }: Omit<Sent, 'expect' | 'twin'> & Partial<Pick<Sent, 'expect'>>,
): void {
  const format = askedFor(parts.send);
  check(requirement, name, { ...parts, valid: true, expect });
  check(format === 'json' ? 'access.json' : 'access.xml', `${requirement}, ${name}`, {
    send: parts.send,
    expect: schemaValid('access', format),
    within: requirement,
  });
  check('media.content-type', `${requirement}, ${name}`, {
    send: parts.send,
    expect: successIn(format),
    within: requirement,
  });
}

/** A request that is refused: beside its own requirement it is checked for the fault that says so. */
export function refuses(
  requirement: string,
  name: string,
  { how, ...parts }: Omit<Sent, 'expect'> & { readonly how: Refusal },
): void {
  const { send } = parts;
  const each = `${requirement}, ${name}`;
  check(requirement, name, { ...parts, expect: refused(how) });
  check('fault.schema', each, { send, expect: wellFormedFault, within: requirement });
  check('fault.code', each, { send, expect: faultCode, within: requirement });
  check('fault.format', each, { send, expect: faultFormat(askedFor(send)), within: requirement });
}

function askedFor(send: Sent['send']): Format {
  return formatOf(asSending(send).request.headers['Accept']) ?? 'json';
}
