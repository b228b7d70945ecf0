import { accountRecords } from '../data/users';
import type { Session } from '../login/sessions';
import { Refusal } from '../refusal';
import type { Behaviour } from '../behaviour';
import { withFault } from './changed-fault';
import type { InjectedFault } from './injected-fault';

/** Faults in the answer to a second factor that is wrong, or missing, or has no session. */
export const secondFactorRefusalFaults: readonly InjectedFault[] = [
  {
    name: 'mfa-any-passcode',
    breaks: 'mfa.wrong-passcode',
    what: 'any passcode is right',
    deviate: (standard) => ({ ...standard, passcodeMatches: () => true }),
  },
  {
    name: 'mfa-passcode-by-length',
    breaks: 'mfa.wrong-passcode',
    what: 'a passcode is right when it has as many digits as the due one',
    deviate: (standard) => ({
      ...standard,
      passcodeMatches: ({ user }, passcode) => passcode.length === user.passcode?.length,
    }),
  },
  {
    name: 'mfa-wrong-passcode-403',
    breaks: 'mfa.wrong-passcode',
    what: 'a wrong passcode is refused with 403',
    deviate: (standard) => withFault(standard, 'passcodeWrong', { status: 403, name: 'forbidden' }),
  },
  {
    name: 'mfa-wrong-passcode-400',
    breaks: 'mfa.wrong-passcode',
    what: 'a wrong passcode is refused with 400',
    deviate: (standard) => withFault(standard, 'passcodeWrong', { status: 400, name: 'badRequest' }),
  },
  {
    name: 'mfa-session-not-looked-up',
    breaks: 'mfa.session-invented',
    what: 'the right passcode completes a login whose session was never given',
    deviate: (standard) => {
      const given = new Set<string>();
      return {
        ...standard,
        startSession: (user, login) => {
          const id = standard.startSession(user, login);
          given.add(id);
          return id;
        },
        findSession: (id) => standard.findSession(id) ?? (given.has(id) ? undefined : madeUp(standard)),
      };
    },
  },
  {
    name: 'mfa-session-unknown-404',
    breaks: 'mfa.session-invented',
    what: 'a session that was never given is refused with 404',
    deviate: (standard) => withFault(standard, 'sessionUnknown', { status: 404, name: 'itemNotFound' }),
  },
  {
    name: 'mfa-session-unknown-500',
    breaks: 'mfa.session-invented',
    what: 'a session that was never given causes a server error',
    deviate: (standard) => ({
      ...standard,
      findSession: (id) => {
        const session = standard.findSession(id);
        if (!session) throw new TypeError('the session is undefined');
        return session;
      },
    }),
  },
  {
    name: 'mfa-session-never-ends',
    breaks: 'mfa.session-used',
    what: 'a session can be used again and again',
    deviate: (standard) => ({ ...standard, endSession: () => {} }),
  },
  {
    name: 'mfa-session-twice',
    breaks: 'mfa.session-used',
    what: 'a session ends when it was used a second time',
    deviate: (standard) => {
      const used = new Set<string>();
      return {
        ...standard,
        endSession: (id) => (used.has(id) ? standard.endSession(id) : void used.add(id)),
      };
    },
  },
  {
    name: 'mfa-session-used-403',
    breaks: 'mfa.session-used',
    what: 'a session that was used is refused with 403',
    deviate: (standard) => {
      const used = new Set<string>();
      return {
        ...standard,
        endSession: (id) => void used.add(id),
        findSession: (id) => {
          if (used.has(id)) throw new Refusal('setupRequired');
          return standard.findSession(id);
        },
      };
    },
  },
  {
    name: 'mfa-passcode-missing-401',
    breaks: 'mfa.passcode-required',
    what: 'a second step without its passcode is refused as if the passcode were wrong',
    deviate: withoutPasscodeAsEmpty,
  },
  {
    name: 'mfa-passcode-optional',
    breaks: 'mfa.passcode-required',
    what: 'a second step without its passcode is accepted',
    deviate: (standard) => ({
      ...withoutPasscodeAsEmpty(standard),
      passcodeMatches: (session, passcode) => passcode === '' || standard.passcodeMatches(session, passcode),
    }),
  },
  {
    name: 'mfa-passcode-missing-500',
    breaks: 'mfa.passcode-required',
    what: 'a second step without its passcode causes a server error',
    deviate: (standard) => ({
      ...standard,
      requiredParameter: (value, name) => {
        if (name === 'passcode' && value === undefined) throw new TypeError('the passcode is undefined');
        return standard.requiredParameter(value, name);
      },
    }),
  },
];

function withoutPasscodeAsEmpty(standard: Behaviour): Behaviour {
  return {
    ...standard,
    requiredParameter: (value, name) =>
      name === 'passcode' && value === undefined ? '' : standard.requiredParameter(value, name),
  };
}

/** A session of the one user who has a second factor, as if the password had been right. */
function madeUp(standard: Behaviour): Session | undefined {
  const { username, password } = accountRecords.mfaUser;
  const user = standard.findUser(username);
  const login = { method: 'PASSWORD' as const, username, secret: password };
  return user && { user, login, endsAt: Infinity, wrongPasscodes: 0 };
}
