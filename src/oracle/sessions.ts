/** What is known of a session id that a request presents; `tried` after a wrong passcode, which may end it. */
export type SessionState = 'open' | 'tried' | 'used' | 'unknown' | 'invented';

/** A multi-factor login that was begun: by whom, and whether the password that began it was right. */
export interface BegunLogin {
  readonly username: string;
  readonly rightly: boolean;
}

/** The sessions of multi-factor logins that were seen before a request. */
export interface OpenSessions {
  readonly state: (id: string) => SessionState;
  /** Who began the login of a session. */
  readonly begunBy: (id: string) => BegunLogin | undefined;
}

/** No session was seen: every id is unknown. */
export const noSessions: OpenSessions = { state: () => 'unknown', begunBy: () => undefined };
