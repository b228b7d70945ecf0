import { readdirSync, readFileSync } from 'node:fs';
import { validateWorkflow } from '@action-validator/core';
import type { Command } from 'commander';
import { parseAllDocuments } from 'yaml';
import { createProgram } from '../../src/cli/main';
import { inProject } from '../../src/contract/package-files';
import { capturedIo } from '../cli/captured-io';

const files = readdirSync(inProject('examples'));

function text(file: string): string {
  return readFileSync(inProject('examples', file), 'utf8');
}

/** The documents of an example, which has YAML that needs no second look. */
function documents(file: string): unknown[] {
  return parseAllDocuments(text(file)).map((document) => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    return document.toJS() as unknown;
  });
}

/** Every command line of the suite in an example, as arguments; variables of the engine stand for 1. */
function commandLines(file: string): string[][] {
  return documents(file)
    .flatMap(stringsIn)
    .flatMap((script) => script.split(/[\n;]|&&|\|\|/))
    .map((command) => command.replace(/\$\{\{[^}]*\}\}|\$\(\([^)]*\)\)|\$\{?\w+\}?/g, '1').trim())
    .flatMap((command) => {
      const found = /^(?:npx )?identity-conformance (.*)$/.exec(command)?.[1];
      return found === undefined ? [] : [found.split(/\s+/)];
    });
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Parses a command line as the executable does, and does nothing else. */
async function parse(argv: readonly string[]): Promise<Record<string, unknown>> {
  const { io, written } = capturedIo({});
  const program = await createProgram([], io, () => undefined);
  let flags: Record<string, unknown> = {};
  for (const command of program.commands)
    command.action((...given: unknown[]) => {
      flags = (given.at(-1) as Command).opts();
    });
  await program.parseAsync(argv, { from: 'user' });
  expect(written().stderr).toBe('');
  return flags;
}

test.each(files)('the command lines of %s are understood', async (file) => {
  const lines = commandLines(file);
  expect(lines.map(([command]) => command)).toEqual(['run', 'merge']);
  const [run, merge] = lines;
  expect(await parse(run ?? [])).toMatchObject({ shard: {}, seed: 1, config: expect.any(String) });
  await parse(merge ?? []);
  expect((merge ?? []).filter((word) => word.startsWith('shard-'))).toHaveLength(4);
});

test('the GitHub workflow is one, and its shards are as many as it says', () => {
  const file = 'github-matrix.yml';
  expect(validateWorkflow(text(file)).errors).toEqual([]);
  expect(documents(file)).toMatchObject([
    { jobs: { shard: { strategy: { matrix: { shard: [1, 2, 3, 4] } } }, merge: { needs: 'shard' } } },
  ]);
  expect(text(file)).toContain('--shard ${{ matrix.shard }}/4 ');
});

test('the GitLab jobs share a run and hand JUnit to GitLab', () => {
  const artifacts = { when: 'always', reports: { junit: 'reports/junit.xml' } };
  const script = [expect.stringContaining('--shard $CI_NODE_INDEX/$CI_NODE_TOTAL ')];
  expect(documents('gitlab-ci.yml')).toMatchObject([
    {
      stages: ['test', 'merge'],
      shard: { stage: 'test', parallel: 4, script, artifacts: { when: 'always' } },
      merge: { stage: 'merge', artifacts },
    },
  ]);
});

test('the Kubernetes Jobs share a volume, and the second waits for the first', () => {
  const name = 'identity-conformance-reports';
  const mount = { name: 'reports', mountPath: '/reports' };
  const pod = (args: string, mounts: unknown) => ({
    spec: {
      restartPolicy: 'Never',
      containers: [{ workingDir: '/reports', args: [expect.stringContaining(args)], volumeMounts: mounts }],
      volumes: expect.arrayContaining([{ name: 'reports', persistentVolumeClaim: { claimName: name } }]),
    },
  });
  expect(documents('kubernetes-indexed-job.yaml')).toMatchObject([
    { kind: 'PersistentVolumeClaim', metadata: { name }, spec: { accessModes: ['ReadWriteMany'] } },
    {
      ...{ apiVersion: 'batch/v1', kind: 'Job' },
      spec: {
        ...{ completionMode: 'Indexed', completions: 4, parallelism: 4 },
        template: pod('--shard $((JOB_COMPLETION_INDEX + 1))/4 ', expect.arrayContaining([mount])),
      },
    },
    { apiVersion: 'batch/v1', kind: 'Job', spec: { suspend: true, template: pod('merge ', [mount]) } },
  ]);
});
