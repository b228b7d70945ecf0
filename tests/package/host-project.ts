import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inProject } from '../../src/contract/package-files';
import { linkTree } from './linked-tree';

const call = promisify(execFile);

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls a program in a directory; the environment of the tests' own Jest does not reach it. */
export async function callIn(
  cwd: string,
  file: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { JEST_WORKER_ID: _worker, NODE_ENV: _mode, ...outer } = process.env;
  try {
    const { stdout, stderr } = await call(file, argv, {
      cwd,
      env: { ...outer, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code = -1, stdout = '', stderr = '' } = error as Partial<Outcome>;
    return { code, stdout, stderr: stderr || String(error) };
  }
}

/** Packs the project as it is built, and says where the tarball is. */
export async function packed(directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const argv = ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory];
  await callIn(inProject(), 'npm', argv);
  const [tarball] = readdirSync(directory).filter((name) => name.endsWith('.tgz'));
  return join(directory, tarball ?? 'no tarball');
}

/**
 * Installs a tarball beside Jest 29 in an empty directory. The binding of libxmljs2, a minute's compiling where no
 * ready one is to be had, is that which the project's own installation compiled.
 */
export async function installed(tarball: string, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "name": "host", "private": true }');
  const argv = [
    'install',
    '--engine-strict',
    '--ignore-scripts',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
  ];
  const { code, stderr } = await callIn(directory, 'npm', [...argv, tarball, 'jest@29.7.0']);
  if (code !== 0) throw new Error(`npm install failed: ${stderr}`);
  const binding = (root: string) => join(root, 'node_modules', 'libxmljs2', 'build', 'Release');
  linkTree(binding(inProject()), binding(directory));
}

/** Settings of a host that break whoever regards them. */
export function makeHostile(directory: string): void {
  const fails = 'throw new Error("settings of the host were read");\n';
  const manifest = {
    name: 'host',
    private: true,
    jest: { preset: 'no-such-preset', testEnvironment: 'no-such-environment' },
    'jest-junit': { outputDirectory: 'stray', outputName: 'stray.xml', suiteName: 'stray' },
    babel: { presets: ['no-such-preset'] },
  };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  for (const name of ['babel.config.js', 'jest.config.js', '.babelrc.js'])
    writeFileSync(join(directory, name), fails);
}

/** Variables that break whoever regards them. */
export const hostileVariables = {
  JEST_JUNIT_OUTPUT_DIR: 'stray',
  JEST_JUNIT_OUTPUT_FILE: 'stray/stray.xml',
  JEST_JUNIT_SUITE_NAME: 'stray',
  JEST_JUNIT_CLASSNAME: 'stray',
  JEST_SUITE_NAME: 'stray',
  BABEL_ENV: 'stray',
  NODE_ENV: 'production',
};
