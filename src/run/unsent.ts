import { identityOf, type Check } from '../../specs/vocabulary/check';
import type { Harness } from '../../specs/vocabulary/harness';
import { obstacleTo } from '../../specs/vocabulary/obstacle';
import type { CheckResult } from '../../specs/vocabulary/result';
import type { Evidence } from './jest/evidence';
import type { Stop } from './report/report';

const whys: Readonly<Partial<Record<Stop['kind'], string>>> = {
  unreachable: 'the server could not be reached',
  interrupted: 'the run was interrupted',
};

/** What a run says of its checks when it sends none of their requests. */
export function unsent(harness: Harness, selected: readonly Check[], stop: Stop): Evidence {
  const why = whys[stop.kind] ?? 'there is no Identity service';
  const checks = selected.map((check): CheckResult => {
    const obstacle = obstacleTo(check, harness.configuration);
    return {
      ...identityOf(check),
      ...(obstacle ?? { status: 'not-verified', message: `Not sent: ${why}.` }),
      durationMs: 0,
      exchanges: [],
    };
  });
  const { sent, retries = {} } = harness.client;
  return {
    checks,
    exchanges: harness.records,
    requests: sent,
    ...{ defects: [], wrongSecrets: {}, leftOut: {}, retries },
  };
}
