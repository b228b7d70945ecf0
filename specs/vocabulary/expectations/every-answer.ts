import type { Exchange } from '../../../src/identity/exchange';
import type { Answers, Expectation } from '../check';
import { fail } from '../deviation';
import { received } from './received';

/** No answer is a 5xx. */
export const noServerError = none({
  expects: 'no 5xx',
  offends: ({ status }) => status >= 500,
  message: 'A request causes a server error',
});

/** No refusal is an HTML page. */
export const noPage = none({
  expects: 'no HTML page',
  offends: ({ status, isHtml }) => status >= 400 && isHtml,
  message: 'A refusal is an HTML page',
});

/** No refusal repeats a secret of its request, one that was made up for it included. */
export const keepsSecrets = none({
  expects: 'no secret of a request in its refusal',
  offends: ({ status, record }, { valueOf }) => {
    if (status < 400) return false;
    const { request, response } = record;
    const back = [response?.body, ...Object.values(response?.headers ?? {})].join('\n');
    const sent = [request.body, ...Object.values(request.headers)].join('\n');
    const invented = invention.map(valueOf).filter((value) => sent.includes(value));
    const masks = sent.match(/\[masked [^\][]+\]/g)?.filter((mask) => !mask.includes('session id')) ?? [];
    return [...invented, ...masks].some((secret) => back.includes(secret));
  },
  message: 'A refusal repeats a secret of its request',
});

const invention = ['${invented.password}', '${invented.apiKey}'];

interface Ban {
  readonly expects: string;
  readonly offends: (answer: Exchange, answers: Answers) => boolean;
  readonly message: string;
}

/** Judges every answer, and shows the first that offends. */
function none({ expects, offends, message }: Ban): Expectation {
  return {
    expects,
    judge: (answers) => {
      const [first, ...others] = [answers.answer, ...answers.others].filter((answer) =>
        offends(answer, answers),
      );
      if (!first) return;
      const more = others.length > 0 ? `, and ${others.length} more` : '';
      const which = answers.sentFor ? `${answers.sentFor(first)} (${first.id})` : first.id;
      fail({
        message: `${message}: ${which}${more}.`,
        expected: expects,
        received: received(first),
        exchange: first.id,
      });
    },
  };
}
