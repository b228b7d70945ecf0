import { controlCharacters, type Outcome } from '../reliability/run-of-the-suite';
import { leaksIn } from './leaks';

/** What a run may take. */
export const most = { seconds: 120, megabytes: 400 };

/** Those of a run against a server that is wrong in any way: 5 is a defect of the suite, 2 one of its configuration. */
const exitCodes: readonly (number | null)[] = [0, 1, 3, 4];

export type Judged = Pick<
  Outcome,
  'exitCode' | 'signal' | 'stdout' | 'stderr' | 'seconds' | 'megabytes' | 'reports'
>;

/** What is wrong with a run, and with what it wrote, whatever the server sent. */
export function problemsOf(outcome: Judged, files: Readonly<Record<string, string>>): string[] {
  const { exitCode, signal, stdout, stderr, seconds, megabytes, reports } = outcome;
  const texts = { stdout, stderr, ...files };
  return [
    ...(signal === null ? [] : [`was ended by ${signal} after ${seconds.toFixed(1)} s`]),
    ...(signal !== null || exitCodes.includes(exitCode) ? [] : [`exit code ${exitCode}`]),
    ...(seconds <= most.seconds ? [] : [`took ${seconds.toFixed(1)} s`]),
    ...(stderr === '' ? [] : [`stderr: ${stderr.slice(0, 300)}`]),
    ...(reports === 'whole' ? [] : [`reports: ${reports}`]),
    ...(megabytes === undefined || megabytes <= most.megabytes ? [] : [`held ${megabytes} MB`]),
    ...(controlCharacters.test(stdout) ? ['stdout holds control characters'] : []),
    ...Object.entries(texts).flatMap(([name, text]) =>
      leaksIn(text).map((leak) => `${name} holds ${JSON.stringify(leak)}`),
    ),
  ];
}
