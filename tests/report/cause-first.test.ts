import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration, startEmbeddedServer, type Behaviour } from '../../src/server';
import { runCommand } from '../suite/command';

interface Cause {
  readonly server: string;
  readonly behaviour: (standard: Behaviour) => Behaviour;
  readonly requirement: string;
  readonly sentence: string;
  readonly message: string;
  /** Of the request that shows it. */
  readonly request: RegExp;
}

const causes: readonly Cause[] = [
  {
    server: 'leaves expires out',
    behaviour: (standard) => ({
      ...standard,
      accessToJson: (access, request) => {
        const { token, ...rest } = access;
        return standard.accessToJson({ token: { ...token, expires: undefined }, ...rest } as never, request);
      },
    }),
    requirement: 'token.expires',
    sentence: 'is an ISO 8601 date and time with a zone',
    message: 'access.token.expires is missing; expected an ISO 8601 date and time with a zone.',
    request: /Accept: application\/json/,
  },
  {
    server: 'accepts both tenants',
    behaviour: (standard) => ({
      ...standard,
      askedTenant: (ids, names) => standard.askedTenant(ids, ids.length > 0 ? [] : names),
    }),
    requirement: 'tenant.exclusive',
    sentence: 'A request with both, wherever each of them is placed, is refused with 400.',
    message: 'The request should have been refused; the response is 200 with an access object.',
    request: /tenantId[^]*tenantName/,
  },
  {
    server: 'lets a disabled user in',
    behaviour: (standard) => ({ ...standard, refuseDisabled: () => undefined }),
    requirement: 'status.user-disabled',
    sentence: 'A valid request of a disabled user is refused with the status 403.',
    message: 'accounts.disabledUser could log in: check that it is disabled.',
    request: /DISABLED_USER_PASSWORD/,
  },
  {
    server: 'has an attribute in no namespace',
    behaviour: (standard) => ({
      ...standard,
      serialiseXml: (document) =>
        String(standard.serialiseXml(document)).replace(/[\w-]+:defaultRegion/, 'defaultRegion'),
    }),
    requirement: 'user.default-region',
    sentence: 'user.RAX-AUTH:defaultRegion is a string.',
    message: 'access.user.defaultRegion is missing (there is an attribute defaultRegion in no namespace)',
    request: /Accept: application\/xml/,
  },
];

/** Characters of a terminal of 40 lines, and of what stands before the first exchange of a page. */
const firstScreen = { terminal: 40 * 80, markdown: 2500 };

const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll('\u200b', '')
    .replace(/\s+/g, ' ');

describe.each(causes)('a server that $server', ({ behaviour, requirement, sentence, message, request }) => {
  let folder: string;
  let stdout: string;
  const read = (name: string): string => readFileSync(join(folder, 'reports', name), 'utf8');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cause-first-'));
    const server = await startEmbeddedServer({ behaviour });
    const configuration = { ...embeddedConfiguration(), baseUrl: server.url, limits: { maxRps: 1000 } };
    writeFileSync(join(folder, 'identity.json'), JSON.stringify(configuration));
    ({ stdout } = await runCommand(['run', '--config', 'identity.json'], { cwd: folder }));
    await server.close();
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('the console begins with the cause, its sentence and the request that shows it', () => {
    const beginning = stdout.slice(0, firstScreen.terminal);
    for (const part of [requirement, sentence, message]) expect(plain(beginning)).toContain(part);
    expect(beginning).toMatch(request);
    expect(beginning).not.toContain('parity.user/');
    expect(plain(beginning).indexOf(requirement)).toBeLessThan(plain(beginning).indexOf('setup.') >>> 0);
    expect(plain(stdout.slice(stdout.indexOf('checks in scope failed')))).toContain(requirement);
  });

  test('so does report.html', () => {
    const page = read('report.html');
    const [first = ''] = /<article[^]*?<\/article>/.exec(page) ?? [];
    for (const part of [requirement, sentence, message]) expect(plain(first)).toContain(part);
    const [, ids = ''] = /data-x="([^"]+)"/.exec(first) ?? [];
    const report = JSON.parse(read('report.json')) as { exchanges: { id: string; curl: string }[] };
    const [judged] = ids.split(' ');
    expect(report.exchanges.find(({ id }) => id === judged)?.curl).toMatch(request);
  });

  test('and summary.md', () => {
    const beginning = read('summary.md').slice(0, firstScreen.markdown);
    for (const part of [requirement, sentence, message]) expect(plain(beginning)).toContain(part);
    expect(beginning).toMatch(request);
  });
});
