import type { Exchange } from '../../http/exchange/exchange';
import { type Format, label, mediaTypes } from '../../protocol/format';
import { fail, inapplicable, received } from '../deviation';
import { accessOf, type ResponseRule } from './response-rule';

/** If the request is accepted, its response is in the format, and the Content-Type says so. */
export function successIn(format: Format): ResponseRule {
  return {
    expects: `in ${label[format]}, with the Content-Type ${mediaTypes[format]}`,
    judge: (answer) => {
      if (answer.status !== 200)
        inapplicable(`There is no success to judge: the response is ${received(answer)}.`);
      expectFormat(answer, format);
    },
  };
}

/** @throws Deviation if a response is not written in the format, or does not say so */
export function expectFormat(answer: Exchange, format: Format): void {
  if (answer.format === format && answer.writtenIn === format) return;
  const contentType = answer.header('content-type') ?? 'no Content-Type';
  const written = answer.writtenIn ? label[answer.writtenIn] : 'neither JSON nor XML';
  fail({
    message: `The response has ${contentType === 'no Content-Type' ? contentType : `the Content-Type ${contentType}`} and its body is ${written}; expected ${label[format]}.`,
    expected: mediaTypes[format],
    received: contentType,
  });
}

/** The body can be decoded as declared, and no characters were lost. */
export const validUtf8: ResponseRule = {
  expects: 'a body in valid UTF-8',
  judge: (answer) => {
    if (answer.status === 200) faultlessText(answer);
    accessOf(answer);
  },
};

/** @throws Deviation if the characters of a body cannot be read, or not by every client */
export function faultlessText({ decoded, text }: Exchange): void {
  const { read, breach, slip } = decoded;
  const wrong = 'problem' in read ? read.problem : (breach ?? slip);
  if (wrong !== undefined)
    fail({ message: `The encoding of the body is wrong: ${wrong}.`, expected: 'UTF-8' });
  if (text.includes('\uFFFD'))
    fail({
      message: 'The body contains U+FFFD, which shows that characters were lost.',
      expected: 'UTF-8',
      received: 'U+FFFD',
    });
}
