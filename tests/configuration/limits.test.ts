import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/report/report';
import { running } from '../network/servers';
import { runCommand } from '../suite/command';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'limits-'));
});

afterEach(() => rmSync(cwd, { recursive: true }));

const noise = (length: number) =>
  Array.from({ length }, (_, at) => ((at * 2654435761) >>> 0).toString(36)).join('');
const manyTokens = (length: number) =>
  Array.from({ length }, (_, at) => ({ access: { token: { id: `token-${at}-of-this-answer` } } }));

/** Why a run against a server with this response to everything has nothing to judge. */
async function reasons(limits: Readonly<Record<string, number>>, answer: object): Promise<string> {
  const body = JSON.stringify(answer);
  const server = await running(
    http.createServer((_, response) =>
      response.writeHead(401, { 'Content-Type': 'application/json' }).end(body),
    ),
  );
  writeFileSync(join(cwd, 'identity.json'), JSON.stringify({ limits: { maxRps: 1000, ...limits } }));
  const url = `http://127.0.0.1:${server.port}`;
  const few = ['--check', 'fault.schema/auth-required-json-auth-a-*'];
  await runCommand(['run', '--config', 'identity.json', '--base-url', url, ...few], { cwd });
  await server.close();
  const report = JSON.parse(readFileSync(join(cwd, 'reports', 'report.json'), 'utf8')) as Report;
  return report.exchanges.map(({ failure }) => failure).join('\n');
}

test.each([
  [
    'maxValues',
    1000,
    { list: Array.from({ length: 1500 }, (_, at) => at) },
    'holds more than limits.maxValues, 1000 values',
  ],
  [
    'maxKeptBytes',
    65536,
    { text: noise(20_000) },
    'the responses of this run are longer in all than limits.maxKeptBytes, 65536 bytes',
  ],
  [
    'maxSecretBytes',
    65536,
    { list: manyTokens(50) },
    'hold more secrets than can be masked within limits.maxSecretBytes, 65536 bytes',
  ],
])(
  'a response beyond limits.%s is not verified, and the limit is named',
  async (name, limit, answer, sentence) => {
    expect(await reasons({ [name]: limit }, answer)).toContain(sentence);
    expect(await reasons({}, answer)).not.toContain('limits.');
  },
);
