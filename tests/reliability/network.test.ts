import { createServer, type AddressInfo } from 'node:net';
import { respondRightly, type Asked } from './faulty-server';
import { networkFaults, type NetworkFault } from './network-faults';
import { PageSection, rowOf } from './reliability-page';
import { runAgainst, runInTurn } from './run-in-turn';
import { only, runOfTheSuite, type Outcome } from './run-of-the-suite';

const page = new PageSection('Below HTTP');

/** Checks that are judged by requests of their own: accepted logins, and refusals. */
const checks = only(
  ...['op.*/json', 'op.*/xml', 'op.*/json-by-password'],
  ...['tenant.exclusive/json-*', 'tenant.exclusive/xml-*'],
);
type Asking = Partial<Pick<NetworkFault, 'timeoutMs' | 'profile' | 'checks'>>;
const flags = ({ timeoutMs = generousMs, profile, checks: others = [] }: Asking = {}) => [
  ...['--timeout', String(timeoutMs), '--seed', '1'],
  ...(profile === undefined ? [] : ['--profile', profile]),
  ...checks,
  ...only(...others),
];

/** A deadline for servers that answer some requests as they should, on a machine that is busy. */
const generousMs = 30_000;

/** Whatever happens, each check has a status, no message holds a stack, and the reports are there. */
function expectOrderly({ report, stdout, stderr, reports }: Outcome): void {
  expect(reports).toBe('whole');
  expect(stderr).toBe('');
  expect(stdout).not.toMatch(/\n\s+at .+:\d+/);
  expect(report?.checks.length).toBeGreaterThan(20);
  // Nothing passes whose answer never came.
  const failed = new Set(
    report?.exchanges.filter(({ failure }) => failure !== undefined).map(({ id }) => id),
  );
  const passed = report?.checks.filter(({ status }) => status === 'passed') ?? [];
  expect(passed.filter(({ exchanges }) => exchanges.some((id) => failed.has(id)))).toEqual([]);
}

for (const fault of networkFaults)
  page.row(fault.name, async () => {
    const { after = 0 } = fault;
    const outcome = await runAgainst(
      (asked) => (asked.index < after ? respondRightly(asked) : fault.answer(asked)),
      flags(fault),
      // Those that wait do so beside each other.
      { greet: fault.greet, run: fault.timeoutMs === undefined ? runInTurn : runOfTheSuite },
    );
    const messages = outcome.report?.checks.map(({ message }) => message) ?? [];
    const said = [outcome.report?.reason, ...new Set(messages)]
      .join(' ')
      .replaceAll(new URL(outcome.url).host, 'HOST');
    expect(said).toContain(fault.said);
    expect(outcome.exitCode).toBe(fault.exitCode);
    expectOrderly(outcome);
    if (fault.measured) expect(outcome.report?.summary.checks.passed).toBeGreaterThan(0);
    return rowOf(fault.name, fault.said, outcome);
  });

page.row('Nothing listens at the address', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const outcome = await runInTurn({ argv: ['run', '--base-url', `http://127.0.0.1:${port}`, ...flags()] });
  expect(outcome.stdout).toContain('refused the connection');
  expect(outcome.exitCode).toBe(3);
  expectOrderly(outcome);
  return rowOf('Nothing listens at the address', 'refused the connection', outcome);
});

page.row('The host name is not known', async () => {
  const outcome = await runInTurn({ argv: ['run', '--base-url', 'http://nowhere.invalid', ...flags()] });
  expect(outcome.report?.reason).toContain('the host name of nowhere.invalid');
  expect(outcome.exitCode).toBe(3);
  expectOrderly(outcome);
  return rowOf('The host name is not known', 'the host name of nowhere.invalid', outcome);
});

page.row('Every refusal is reset instead', async () => {
  const name = 'Every refusal is reset instead';
  const answer = async (asked: Asked) => {
    const right = await asked.rightResponse();
    const first = right.subarray(9, 12).toString('latin1') === '200' || asked.body.toString() === '{}';
    if (first || asked.index === 0) asked.socket.write(right);
    else asked.socket.resetAndDestroy();
  };
  const outcome = await runAgainst(answer, flags());
  expect(outcome.exitCode).toBe(4);
  expectOrderly(outcome);
  return rowOf(name, 'No response was received', outcome);
});

page.close();

test('a request that met a closing connection is sent again, and counted as often as it was sent', async () => {
  const answer = async (asked: Asked) => {
    if (asked.indexOnConnection > 0) asked.socket.resetAndDestroy();
    else await respondRightly(asked);
  };
  const outcome = await runAgainst(answer, flags());
  expect(outcome.exitCode).toBe(0);
  expect(outcome.report?.summary.requests).toBe(outcome.asked.length);
});
