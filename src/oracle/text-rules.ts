import type { Exchange } from '../identity/exchange';
import { fail } from './deviation';
import { accessOf, type ResponseRule } from './response-rule';

/** The body is read as what it is declared to be, and lost no characters on its way. */
export const validUtf8: ResponseRule = {
  expects: 'a body in valid UTF-8',
  judge: (answer) => {
    if (answer.status === 200) faultlessText(answer);
    accessOf(answer);
  },
};

/** @throws Deviation where the characters of a body cannot be read, or not by every reader */
export function faultlessText({ decoded, text }: Exchange): void {
  const { read, breach, slip } = decoded;
  const wrong = 'problem' in read ? read.problem : (breach ?? slip);
  if (wrong !== undefined)
    fail({ message: `The text of the body is not as it should be: ${wrong}.`, expected: 'UTF-8' });
  if (text.includes('\uFFFD'))
    fail({
      message: 'The body lost characters on its way: it holds U+FFFD.',
      expected: 'UTF-8',
      received: 'U+FFFD',
    });
}
