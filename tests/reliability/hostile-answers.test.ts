import { faultyServer } from './faulty-server';
import { hostileAnswers } from './hostile-answers';
import { PageSection, rowOf } from './reliability-page';
import { runOfTheSuite } from './run-of-the-suite';

const page = new PageSection('Hostile answers');

/** Accepted logins, refusals, and both formats compared. */
const checks = ['tenant.exclusive/json*', 'status.ok/*', 'parity.token*'];

/** The most that a process may hold, in MB. */
const mostMegabytes = 400;

for (const { name, answer, exitCode, said } of hostileAnswers)
  page.row(name, async () => {
    const server = await faultyServer(answer);
    const outcome = await runOfTheSuite({
      argv: [
        'run',
        '--base-url',
        server.url,
        '--timeout',
        '20000',
        ...checks.flatMap((each) => ['--check', each]),
      ],
    });
    const cookies = server.asked.filter(({ head }) => /^cookie:/im.test(head));
    await server.close();
    const messages = outcome.report?.checks.map(({ message }) => message) ?? [];
    expect([outcome.report?.reason, ...new Set(messages)].join(' ')).toContain(said);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.reports).toBe('whole');
    expect(outcome.stderr).toBe('');
    expect(outcome.stdout).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/);
    expect(outcome.megabytes).toBeLessThan(mostMegabytes);
    expect(cookies).toEqual([]);
    return rowOf(name, said, outcome);
  });

page.close();
