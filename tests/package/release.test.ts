import { existsSync, readFileSync } from 'node:fs';
import { inProject } from '../../src/contract/package-files';
import { subset } from 'semver';
import { changelogProblems } from '../../scripts/release/changelog';
import { lostIds } from '../../scripts/release/ids';
import { sbomProblems } from '../../scripts/release/sbom';
import { dependencyProblems, tarballProblems } from '../../scripts/release/tarball';
import { callIn } from './host-project';

interface Locked {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

interface Manifest {
  readonly engines: { readonly node: string };
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

test('the project can be released', async () => {
  const { code, stdout, stderr } = await callIn(inProject(), process.execPath, ['scripts/release-check.js']);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'Ready for release.\n', stderr: '' });
});

test('a lost id, a version without its changelog and a stray file hold a release up', () => {
  expect(lostIds(['a.b', 'c.d'], ['c.d'], 'requirements/')).toEqual([
    'a.b was released and is gone from requirements/; put it back, with `excluded` and a reason if it is given up.',
  ]);
  const changelog = '## [Unreleased]\n\n## [1.2.0] - 2026-01-01\n';
  expect(changelogProblems({ manifest: '1.2.0', lockfile: '1.2.0', changelog })).toEqual([]);
  expect(changelogProblems({ manifest: '1.3', lockfile: '1.2.0', changelog })).toHaveLength(3);
  const found = tarballProblems({ size: 2e6, files: ['dist/src/gone.js', 'tests/a.ts'], sources: [] });
  expect(found).toEqual(
    expect.arrayContaining([
      'The tarball has 2000000 bytes; 1000000 are too many.',
      'The tarball lacks dist/src/index.js.',
      'The tarball holds tests/a.ts; leave it out.',
      'dist/src/gone.js has no source; delete dist and build again.',
    ]),
  );
});

test('a package that is loaded and not a dependency, or left out of the bill of materials, does so too', () => {
  const code = `require("node:fs"); require("@a/b/c"); require("yaml/dist"); await import('otplib'); require("./x");`;
  expect(dependencyProblems({ 'dist/x.js': code }, ['yaml', 'otplib'])).toEqual([
    'dist/x.js loads @a/b, which is no dependency; make it one.',
  ]);
  const bill = JSON.stringify({ bomFormat: 'CycloneDX', components: [{ group: '@a', name: 'b' }] });
  expect(sbomProblems(bill, ['@a/b', 'yaml'])).toEqual([
    'The bill of materials leaves out yaml; run npm ci.',
  ]);
});

test('of all scripts of packages, one may run as the project is installed', () => {
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as Locked;
  const { allowScripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Manifest;
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
    .filter((name) => name !== '' && name !== 'fsevents');
  expect(scripted.filter((name) => !(name in allowScripts))).toEqual([]);
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['libxmljs2']);
});

test('every package that npm ci installs takes every Node.js that is promised, so that none is warned of', () => {
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as Locked;
  const { engines } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Manifest;
  const narrower = Object.entries(packages)
    .filter(([, locked]) => !subset(engines.node, locked.engines?.node ?? '*'))
    .map(([path, locked]) => `${path}: ${locked.engines?.node}`);
  expect(narrower).toEqual([]);
  const readme = readFileSync(inProject('README.md'), 'utf8');
  const [, ...promised] =
    /Node\.js (?:\d+) \(from ([\d.]+)\) or (?:\d+) \(from ([\d.]+)\)/.exec(readme) ?? [];
  expect(engines.node).toBe(promised.map((version) => `^${version}.0`).join(' || '));
});

test('npm takes the lock file for this Node.js when it is strict about engines', async () => {
  const argv = ['ci', '--dry-run', '--engine-strict', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, stderr } = await callIn(inProject(), 'npm', argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('EBADENGINE') });
});

test('the image is built by a Dockerfile in which a public linter finds nothing, and runs as nobody special', async () => {
  const linter = inProject('tests', 'node_modules', '.bin', 'dockerfilelint');
  expect(await callIn(inProject(), linter, ['Dockerfile'])).toMatchObject({ code: 0 });
  const dockerfile = readFileSync(inProject('Dockerfile'), 'utf8');
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/^FROM \S+-slim$/m);
});

test('every file that the threat model names is there', () => {
  const named = [...readFileSync(inProject('SECURITY.md'), 'utf8').matchAll(/`([\w.-]+(?:\/[\w.-]*)+)`/g)];
  const files = named.map(([, file]) => file ?? '').filter((file) => !file.startsWith('/'));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(inProject(file)))).toEqual([]);
});
