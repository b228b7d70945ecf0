import type { Behaviour } from '../behaviour';
import { Refusal, type RefusalReason } from '../login/refusal';
import type { Answer } from '../messages/message';

/** The steps that go otherwise, given those that the document describes. */
export type Steps = (standard: Behaviour) => Partial<Behaviour>;

type Step = Exclude<keyof Behaviour, 'faults' | 'stepsFor'>;
type Given<Name extends Step> = Parameters<Behaviour[Name]>;
type Result<Name extends Step> = ReturnType<Behaviour[Name]>;

/** A step that goes another way; `go` is the one that the document describes. */
export function going<Name extends Step>(
  step: Name,
  way: (go: (...given: Given<Name>) => Result<Name>, ...given: Given<Name>) => Result<Name>,
): Steps {
  return (standard) => {
    const go = standard[step] as (...given: Given<Name>) => Result<Name>;
    return { [step]: (...given: Given<Name>) => way(go, ...given) };
  };
}

/** Makes the steps of a change to the first thing that a step is given. */
export function given<Name extends Step>(step: Name) {
  return (change: (...given: Given<Name>) => Given<Name>[0]): Steps =>
    going(step, (go, ...all) => go(...([change(...all), ...all.slice(1)] as Given<Name>)));
}

/** Makes the steps of a change to what a step gives. */
export function giving<Name extends Step>(step: Name) {
  return (change: (result: Result<Name>, ...given: Given<Name>) => Result<Name>): Steps => going(step, (go, ...all) => change(go(...all), ...all));
}

/** A step that ends otherwise for some of what it is given. */
export function where<Name extends Step>(
  step: Name,
  isMeant: (...given: Given<Name>) => boolean,
  end: (...given: Given<Name>) => Result<Name>,
): Steps {
  return going(step, (go, ...all) => (isMeant(...all) ? end(...all) : go(...all)));
}

/** Changes every finished answer as it goes out. */
export const sending = given('send');

/** Changes the answer to every granted login as it goes out. */
export const sendingAccess = (change: (answer: Answer) => Answer) => sending((answer) => (answer.status === 200 ? change(answer) : answer));

/** Changes the text of such an answer. */
export const sendingText = (change: (text: string) => string | Buffer) =>
  sendingAccess((answer) => ({ ...answer, body: change(Buffer.from(answer.body).toString()) }));

/** An end of a step that throws what nobody expected, so that the server answers the request with a 500. */
export function crash(): never {
  throw new Error('This server did not expect that.');
}

/** An end of a step that refuses the request. */
export function refuse(reason: RefusalReason): () => never {
  return () => {
    throw new Refusal(reason);
  };
}

/** Several steps that go otherwise. */
export function all(...several: Steps[]): Steps {
  return (standard) => Object.assign({}, ...several.map((steps) => steps(standard))) as Partial<Behaviour>;
}

/** Steps that remember something, which begins anew with each server. */
export function begun(begin: () => Steps): Steps {
  return (standard) => begin()(standard);
}
