import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  readdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inProject } from '../../src/contract/package-files';
import { callIn } from './host-project';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

const action = parse(readFileSync(inProject('action.yml'), 'utf8')) as Action;
const [step] = action.runs.steps;
const folder = mkdtempSync(join(tmpdir(), 'action-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the script of the action as a runner does, with an npx that notes its arguments and calls the command here. */
async function act(
  name: string,
  inputs: Readonly<Record<string, string>>,
): Promise<{ code: number | null; argv: string[]; outputs: Record<string, string>; summary: string }> {
  const directory = join(folder, name);
  mkdirSync(join(directory, 'bin'), { recursive: true });
  const [output, summary] = [join(directory, 'output'), join(directory, 'summary')];
  writeFileSync(
    join(directory, 'bin', 'npx'),
    `#!/usr/bin/env bash
printf '%s\\n' "$@" > "${directory}/argv"
shift 2
exec node "${inProject('bin', 'identity-conformance.js')}" "$@"
`,
    { mode: 0o755 },
  );
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([variable, value]) => [variable, filled(value, inputs)]),
  );
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], {
    cwd: directory,
    env: {
      ...process.env,
      ...env,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      PATH: `${join(directory, 'bin')}:${process.env['PATH']}`,
    },
    stdio: 'ignore',
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const pairs = readFileSync(output, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('='));
  return {
    code,
    argv: readFileSync(join(directory, 'argv'), 'utf8').trim().split('\n'),
    outputs: Object.fromEntries(pairs) as Record<string, string>,
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  };
}

function filled(value: string, inputs: Readonly<Record<string, string>>): string {
  return value
    .replace(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name: string) => inputs[name] ?? action.inputs[name]?.default ?? '',
    )
    .replace('${{ github.action_path }}', inProject());
}

test('the action and the workflows are valid by the schemas of their makers', async () => {
  const workflows = readdirSync(inProject('.github', 'workflows')).map((name) => `.github/workflows/${name}`);
  const validator = inProject('tests', 'node_modules', '.bin', 'action-validator');
  for (const file of ['action.yml', ...workflows])
    expect(await callIn(inProject(), validator, [file])).toMatchObject({ code: 0 });
});

test('the action uses every input that it declares, and none else', () => {
  const used = Object.values(step?.env ?? {}).flatMap((value) => /inputs\.([\w-]+)/.exec(value)?.[1] ?? []);
  expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
  // What the environment does not carry would be pasted into the script.
  expect(step?.run).not.toContain('${{');
});

test('the action gives verdict, exit code and counts, and a summary', async () => {
  const { code, argv, outputs, summary } = await act('conformant', {
    profiles: 'core, xml',
    args: '--check\ntenant.exclusive/*\n--seed\n7',
  });
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
  expect(argv).toEqual([
    ...['--yes', `identity-conformance@${version}`, 'run', '--report-dir', 'identity-conformance-reports'],
    ...['--profile', 'core', '--profile', 'xml', '--check', 'tenant.exclusive/*', '--seed', '7'],
  ]);
  expect(code).toBe(0);
  expect(outputs).toMatchObject({
    verdict: 'conformant',
    'exit-code': '0',
    failed: '0',
    'not-verified': '0',
  });
  expect(Number(outputs['passed'])).toBeGreaterThan(0);
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
  expect(summary).toContain('Identity conformance: Conformant');
});

test('the action fails as the run does, and takes no earlier report for its own', async () => {
  const reports = join(folder, 'refused', 'reports');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'report.json'), '{ "verdict": "conformant", "summary": { "checks": {} } }');
  const { code, argv, outputs, summary } = await act('refused', {
    'base-url': '$(touch pasted) "; touch pasted',
    config: 'no such file.yaml',
    version: '0.0.0',
    'report-dir': 'reports',
  });
  expect(argv.slice(1, 3)).toEqual(['identity-conformance@0.0.0', 'run']);
  expect(argv).toContain('$(touch pasted) "; touch pasted');
  expect(existsSync(join(folder, 'refused', 'pasted'))).toBe(false);
  expect(code).toBe(2);
  expect(outputs).toEqual({ verdict: 'not-run', 'exit-code': '2', 'report-dir': 'reports' });
  expect(summary).toBe('');
});
