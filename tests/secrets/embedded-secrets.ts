import { embeddedConfiguration } from '../../src/server';

const accounts = Object.values(embeddedConfiguration().accounts);

/** Passwords and API keys of the configuration. */
export const secrets: readonly string[] = accounts.flatMap(({ password, apiKey }) =>
  [password, apiKey].filter((each) => each !== undefined),
);

/** Secrets of the configuration that are shorter, and are looked for as they are. */
export const passcodes: readonly string[] = accounts.flatMap((account) =>
  'passcode' in account && typeof account.passcode === 'string' ? [account.passcode] : [],
);
