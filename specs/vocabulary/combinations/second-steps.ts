import type { Configuration } from '../../../src/identity/configuration';
import type { Format } from '../../../src/identity/format';
import { sessionOf } from '../expectations/multi-factor';
import { login } from '../logins';
import { secondRequest, type SecondRequest } from '../second-request';
import { reference } from '../../../src/identity/reference';
import { following, type Sending } from '../sending';
import { configuredValue, passcodeReference } from '../values';
import { notOwnTenants } from './not-own-tenants';

interface SecondStep {
  /** The id of the requirement for which it is sent. */
  readonly requirement: string;
  readonly words: string;
  readonly send: Sending;
}

interface Step extends Omit<SecondStep, 'send'>, Pick<SecondRequest, 'tenant'> {
  readonly begun: Format;
}

/**
 * Multi-factor logins beside those of the specs: begun in one format and completed in the other, and with a tenant in the
 * second step, which is never granted to a user who does not have it (erratum E21). They go out one after the other,
 * since a service may keep one session that is pending for a user.
 *
 * @param settled the multi-factor logins that go out before
 */
export function secondSteps(configuration: Configuration, settled: readonly Sending[]): SecondStep[] {
  const { profiles } = configuration;
  if (!profiles.includes('mfa') || configuredValue(configuration, passcodeReference) === undefined) return [];
  const [notOwn] = notOwnTenants('mfaUser', configuration);
  const steps: Step[] = [];
  if (profiles.includes('xml'))
    steps.push({
      requirement: 'mfa.second-request',
      begun: 'xml',
      words: 'begun in XML and completed in JSON',
    });
  if (notOwn)
    steps.push({
      requirement: 'tenant.foreign',
      begun: 'json',
      words: `tenant ${notOwn.words} in the second request`,
      tenant: notOwn.members,
    });
  const all: SecondStep[] = [];
  for (const { requirement, begun, words, tenant } of steps) {
    const first: Sending = {
      request: login({ account: 'mfaUser', format: begun }),
      occasion: words,
      settled: [...settled, ...all.map(({ send }) => send)],
    };
    const send = following(first, secondRequest('json', { tenant }), sessionOf);
    all.push({ requirement, words: `mfaUser by password and passcode, ${words}`, send });
  }
  all.push({
    requirement: 'mfa.challenge',
    words: 'mfaUser by password, with a session that nobody began',
    send: {
      request: {
        ...login({ account: 'mfaUser' }),
        headers: {
          ...login({ account: 'mfaUser' }).headers,
          'X-SessionId': reference('invented.session.first'),
        },
      },
      settled: [...settled, ...all.map(({ send }) => send)],
    },
  });
  return all;
}
