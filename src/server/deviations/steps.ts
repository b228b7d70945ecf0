import type { Behaviour } from '../behaviour';
import { Refusal } from '../login/refusal';
import type { Answer, TokensRequest } from '../messages/message';

/** The steps that go otherwise, given those that the document describes. */
export type Steps = (standard: Behaviour) => Partial<Behaviour>;

/** Steps that change every finished answer as it goes out. */
export function sending(change: (answer: Answer) => Answer): Steps {
  return (standard) => ({
    send: (answer, outgoing, request) => standard.send(change(answer), outgoing, request),
  });
}

/** Steps that change the text of the answer to every granted login as it goes out. */
export function sendingText(change: (text: string) => string | Buffer): Steps {
  return sending((answer) =>
    answer.status === 200 ? { ...answer, body: change(Buffer.from(answer.body).toString()) } : answer,
  );
}

/** Steps that answer some requests 404, before anything else of them is looked at. */
export function refusingAsNotFound(when: (request: TokensRequest) => boolean): Steps {
  return (standard) => ({
    admit: (request) => {
      if (when(request)) throw new Refusal('pathUnknown');
      standard.admit(request);
    },
  });
}

/** A step that throws what nobody expected, so that the server answers the request with a 500. */
export function crash(): never {
  throw new Error('This server did not expect that.');
}
