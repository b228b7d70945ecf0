import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration } from '../../src/server';
import { coveredNotations } from '../secrets/notations';
import { type Asked, responseOf } from './faulty-server';
import { PageSection, rowOf } from './reliability-page';
import { textsIn } from './reports-in';
import { runAgainst, runInTurn } from './run-in-turn';
import { only } from './run-of-the-suite';

const page = new PageSection('Secrets');

const { user } = embeddedConfiguration().accounts;
const password = String(user?.password);
const apiKey = String(user?.apiKey);
/** Names of credentials in other protocols, and a value that nothing but such a name tells to be one. */
const otherNames = ['jwt', 'ticket', 'otp', 'refresh', 'pwd', 'privateKey'];
const credential = 'c4n4ry-Value-of-its-own';
const jwt = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"sub":"canary"}').toString('base64url')}.c2lnbmF0dXJlLWNhbmFyeQ`;
const gateway = 'gateway-Secret-41';

interface SecretsRow {
  readonly name: string;
  readonly answer: (asked: Asked) => void | Promise<void>;
  /** What the server gives away, none of which may be in any output. */
  readonly canaries: readonly string[];
  readonly exitCode: number;
  readonly said: string;
  readonly configuration?: object;
}

const written = coveredNotations.flatMap(({ write }) => [write(password), write(apiKey)]);

/** What the embedded server sends, the body of an access or a fault changed. */
function changed(change: (body: Record<string, Record<string, unknown>>) => void) {
  return async ({ socket, rightResponse }: Asked) => {
    const right = await rightResponse();
    const [head = ''] = right.toString('latin1').split('\r\n\r\n');
    if (!/^content-type: application\/json/im.test(head)) return void socket.write(right);
    const body = JSON.parse(right.subarray(head.length + 4).toString('utf8')) as Record<
      string,
      Record<string, unknown>
    >;
    change(body);
    const text = JSON.stringify(body);
    const length = `Content-Length: ${Buffer.byteLength(text)}`;
    socket.write(Buffer.from(`${head.replace(/^content-length: \d+/im, length)}\r\n\r\n${text}`));
  };
}

const rows: readonly SecretsRow[] = [
  {
    name: `Password and API key in the text of each fault, in ${coveredNotations.length} notations`,
    answer: changed((body) => {
      for (const fault of Object.values(body))
        if ('message' in fault) fault['message'] = written.join(' and ');
    }),
    canaries: written,
    ...{ exitCode: 0, said: '[masked accounts.user.password]' },
  },
  {
    name: 'An API key in the reason, and in the name and the value of a header',
    answer: ({ socket }) => {
      socket.write(
        `HTTP/1.1 500 ${apiKey}\r\nX-${apiKey}: ${apiKey}\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno`,
      );
    },
    canaries: [apiKey],
    ...{ exitCode: 1, said: '[masked accounts.user.apiKey]' },
  },
  {
    name: 'A JWT, and credentials under names of other protocols, in an access without the id of its token',
    answer: changed((body) => {
      const { access } = body;
      if (access)
        body['access'] = {
          ...access,
          ...Object.fromEntries(otherNames.map((name) => [name, credential])),
          note: jwt,
          token: { ...(access['token'] as object), id: undefined },
        };
    }),
    canaries: [credential, jwt],
    ...{ exitCode: 1, said: 'checks in scope failed' },
  },
  {
    name: 'A secret header of the configuration in the response that ends the run',
    answer: ({ socket }) => {
      socket.write(responseOf(404, gateway, { 'Content-Type': `text/${gateway}` }));
    },
    canaries: [gateway],
    configuration: { headers: { 'X-Gateway-Key': gateway } },
    ...{ exitCode: 1, said: 'There is no Identity service at' },
  },
];

const checks = only('access.json/*', 'auth.required/*', 'status.ok/*-password');

for (const { name, answer, canaries, exitCode, said, configuration = {} } of rows)
  page.row(name, async () => {
    const reportDirectory = mkdtempSync(join(tmpdir(), 'conformance-secrets-'));
    const outcome = await runAgainst(answer, ['--debug', ...checks], { configuration, reportDirectory });
    const reports = Object.values(textsIn(reportDirectory));
    rmSync(reportDirectory, { recursive: true });
    const printed = [outcome.stdout, outcome.stderr, ...reports].join('\n');
    expect(canaries.filter((canary) => printed.includes(canary))).toEqual([]);
    expect(printed).toContain(said);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.reports).toBe('whole');
    return rowOf(name, said, outcome);
  });

page.row('A password that is a word of every request', async () => {
  const name = 'A password that is a word of every request';
  const said = 'is a word of the contract';
  const accounts = { user: { ...user, password: 'passwordCredentials' } };
  const outcome = await runInTurn({
    argv: ['run', '--base-url', 'http://127.0.0.1:9'],
    configuration: { accounts },
  });
  expect(outcome.stderr).toContain(said);
  expect(outcome.exitCode).toBe(2);
  expect(outcome.reports).toBe('none');
  return rowOf(name, said, outcome);
});

page.close();
