import { hostileResponses } from './hostile-answers';
import { PageSection, rowOf } from './reliability-page';
import { runAgainst, runInTurn } from './run-in-turn';
import { controlCharacters, only, runOfTheSuite } from './run-of-the-suite';

const page = new PageSection('Hostile responses');

/** Each answer is judged by its status, by its body in both formats, and by what the two say together. */
const usualChecks = [
  'status.ok/*-password',
  'access.json/op-password-json',
  'access.xml/op-password-xml',
  'parity.*/xml-request-xml-answer-password',
];

/** Scripts of a report of any run. */
const ownScripts = 2;

/** Milliseconds to read an answer on a machine that is busy. */
const patientMs = 120_000;

/** The most that a process may hold, in MB. */
const mostMegabytes = 400;

for (const response of hostileResponses) {
  const { name, answer, exitCode = 1, said = 'checks in scope failed', ...more } = response;
  const { failing = [], checks = usualChecks, limits, isLong } = more;
  page.row(name, async () => {
    const outcome = await runAgainst(answer, ['--timeout', '20000', ...only(...checks)], {
      run: isLong ? runOfTheSuite : runInTurn,
      configuration: { limits: { judgeMs: patientMs, ...limits } },
    });
    const cookies = outcome.asked.filter(({ head }) => /^cookie:/im.test(head));
    const messages = outcome.report?.checks.map(({ message }) => message) ?? [];
    expect([outcome.report?.reason, ...new Set(messages)].join(' ')).toContain(said);
    expect(outcome.exitCode).toBe(exitCode);
    const statuses = (outcome.report?.checks ?? []).map(({ id, status }) => `${id.split('/')[0]} ${status}`);
    expect(statuses).toEqual(expect.arrayContaining(failing.map((id) => `${id} failed`)));
    if (exitCode === 0) expect(statuses.filter((each) => !each.endsWith(' passed'))).toEqual([]);
    // No answer adds one to those of the page.
    expect(outcome.scripts).toBe(ownScripts);
    expect(outcome.reports).toBe('whole');
    expect(outcome.stderr).toBe('');
    expect(outcome.stdout).not.toMatch(controlCharacters);
    expect(outcome.megabytes).toBeLessThan(mostMegabytes);
    expect(cookies).toEqual([]);
    return rowOf(name, said, outcome);
  });
}

page.close();
