import { gzipSync } from 'node:zlib';
import { embeddedConfiguration, type Behaviour } from '../../src/server';
import { judge } from './deviating';

const saying =
  (coding: string, change: (body: Buffer) => Buffer) =>
  (standard: Behaviour): Behaviour => ({
    ...standard,
    send: (answer, outgoing, request) =>
      standard.send(
        {
          ...answer,
          headers: { ...answer.headers, 'Content-Encoding': coding },
          body: change(Buffer.from(answer.body)),
        },
        outgoing,
        request,
      ),
  });

const flags = [
  'status.wrong-credentials/json-wrong-password',
  'op.password/json',
  'access.json/op-password-json',
].flatMap((check) => ['--check', check]);

test.each([
  ['gzip', (body: Buffer) => body],
  ['deflate', (body: Buffer) => gzipSync(body)],
])('a server whose bodies are not %s though it says so is judged by its statuses', async (coding, change) => {
  const { status, report, stdout } = await judge(saying(coding, change), ...flags);
  expect(status).toBe(1);
  expect(report.stopped).toBeUndefined();
  const found = Object.fromEntries(report.checks.map((check) => [check.id, check]));
  expect(found['status.wrong-credentials/json-wrong-password']?.status).not.toBe('failed');
  expect(found['access.json/op-password-json']).toMatchObject({ status: 'failed' });
  expect(found['access.json/op-password-json']?.message).toContain(`its Content-Encoding is ${coding}`);
  const shown = JSON.stringify(report) + stdout;
  for (const account of Object.values(embeddedConfiguration().accounts))
    for (const secret of [account.password, 'apiKey' in account ? account.apiKey : undefined])
      if (secret !== undefined) expect(shown).not.toContain(secret);
  // The id of a token of the embedded server.
  expect(shown).not.toMatch(/[0-9a-f]{32}/);
});
