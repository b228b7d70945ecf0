import { startEmbeddedServer, type Behaviour, type EmbeddedServer } from '../../src/server';
import { canary, forms, wrappedBase64, type Canary } from './canaries';

/** The secrets of one user, by the member of the configuration. */
export type UserCanaries = Partial<Record<'password' | 'apiKey' | 'passcode', Canary>>;

/** A server that knows users by canaries, and repeats every secret of a run in every place and form. */
export interface Parrot {
  readonly server: EmbeddedServer;
  /** Those it was given, and the tokens and sessions that it gave. */
  readonly canaries: readonly Canary[];
  /** Repeats no longer what it gave until now: a later run was not told that this is secret. */
  readonly forget: () => void;
}

/** @param others secrets that no login has, such as those of headers */
export async function startParrot(
  users: Readonly<Record<string, UserCanaries>>,
  others: readonly Canary[],
): Promise<Parrot> {
  const canaries = [...others, ...Object.values(users).flatMap((user) => Object.values(user))];
  const unsent: Canary[] = [];
  const issued = () => {
    const fresh = canary('.');
    unsent.push(fresh);
    return fresh.value;
  };
  let repeatedFrom = canaries.length;
  const server = await startEmbeddedServer({
    behaviour: (standard) => {
      const sessions = new Map<string, string>();
      return {
        ...standard,
        secretMatches: (user, { method, secret }) => {
          const own = users[user?.username ?? ''];
          return Promise.resolve((method === 'APIKEY' ? own?.apiKey : own?.password)?.value === secret);
        },
        passcodeMatches: ({ user }, passcode) => users[user.username]?.passcode?.value === passcode,
        issueToken: (grant) => ({ ...standard.issueToken(grant), id: issued() }),
        startSession: (user, login) => {
          const shown = issued();
          sessions.set(shown, standard.startSession(user, login));
          return shown;
        },
        findSession: (id) => standard.findSession(sessions.get(id) ?? id),
        countWrongPasscode: (id) => standard.countWrongPasscode(sessions.get(id) ?? id),
        endSession: (id) => standard.endSession(sessions.get(id) ?? id),
        send: echoing(standard, canaries, unsent, () => repeatedFrom),
      };
    },
  });
  return { server, canaries, forget: () => void (repeatedFrom = canaries.length) };
}

/** Each response repeats other secrets in another place, and after some hundred responses every one was everywhere. */
function echoing(
  standard: Behaviour,
  canaries: Canary[],
  unsent: Canary[],
  repeatedFrom: () => number,
): Behaviour['send'] {
  const configured = canaries.length;
  let answers = 0;
  return (answer, outgoing, request) => {
    answers += 1;
    // One that no client got is no secret that it could know.
    const sent = `${JSON.stringify(answer.headers)} ${Buffer.from(answer.body).toString('utf8')}`;
    for (const fresh of unsent.splice(0)) (sent.includes(fresh.value) ? canaries : unsent).push(fresh);
    const notation = Object.values(forms);
    const repeated = [...canaries.slice(0, configured), ...canaries.slice(repeatedFrom()).slice(-4)];
    const all = repeated.map(
      ({ value }, index) => notation[(answers + index) % notation.length]?.(value) ?? '',
    );
    const inHeader = all.map((text) => text.replace(/[^\x20-\x7e]/g, (each) => encodeURIComponent(each)));
    const some = (count: number) => inHeader.slice(answers % inHeader.length).slice(0, count);
    const headers = {
      ...answer.headers,
      'X-Echo': some(3).join(' '),
      'Set-Cookie': some(1).map((text) => `last=${encodeURIComponent(text)}; Path=/`),
      'X-Debug-Header': some(2).join(', '),
    };
    outgoing.statusMessage = some(1).join('');
    if (answer.status === 200 || 'WWW-Authenticate' in answer.headers)
      return standard.send({ ...answer, headers }, outgoing, request);
    const wrapped = [...repeated.slice(-4), ...repeated.slice(answers % 4).slice(0, 4)];
    const text = [...all, ...wrapped.map(({ value }) => wrappedBase64(value))].join('\n');
    switch (answers % 4) {
      case 0:
        return standard.send(
          {
            status: 302,
            headers: {
              ...headers,
              Location: `http://h.example/?p=${some(2).map(encodeURIComponent).join('&q=')}`,
            },
            body: '',
          },
          outgoing,
          request,
        );
      case 1:
        return standard.send(
          {
            ...answer,
            headers,
            body: JSON.stringify({ badRequest: { code: answer.status, message: text } }),
          },
          outgoing,
          request,
        );
      case 2:
        return standard.send({ ...answer, headers, body: text }, outgoing, request);
      default:
        return standard.send({ ...answer, headers }, outgoing, request);
    }
  };
}
