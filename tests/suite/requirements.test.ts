import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadCatalogue, retiredChecks } from '../../src/contract/catalogue';
import { inProject } from '../../src/contract/package-files';
import { checksOfTheSuite } from './checks-of-the-suite';

const requirements = loadCatalogue().requirements;
const checks = checksOfTheSuite();

test('every requirement has a check, or says why it has none', () => {
  const checked = new Set(checks.map(({ requirement }) => requirement));
  const open = requirements.filter(({ id, excluded }) => !checked.has(id) === !excluded);
  expect(open.map(({ id }) => id)).toEqual([]);
});

test('every check names a requirement of the catalogue', () => {
  const known = new Set(requirements.map(({ id }) => id));
  expect(checks.filter(({ requirement }) => !known.has(requirement))).toEqual([]);
});

test('the checks of a catalogue file are in the spec of its name', () => {
  const everywhere = ['fault', 'media', 'access', 'status'];
  const strays = checks.filter(({ id, requirement, spec }) => {
    const file = requirements.find((entry) => entry.id === requirement)?.file;
    const isOverAll = spec === 'specs/every-exchange.spec.ts';
    return (
      spec !== `specs/${file}.spec.ts` &&
      !isOverAll &&
      !everywhere.some((prefix) => id.startsWith(`${prefix}.`))
    );
  });
  expect(strays.map(({ id, spec }) => `${id} in ${spec}`)).toEqual([]);
});

test('no two checks have one id', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
});

test('a check that was released is still there under its id, or another one does its work', () => {
  const released = readFileSync(inProject('specs', 'released-checks.txt'), 'utf8').trim().split('\n');
  const ids = checks.map(({ id }) => id);
  expect({
    gone: released.filter((id) => !ids.includes(id) && !ids.includes(retiredChecks().get(id) ?? '')),
    unlisted: ids.filter((id) => !released.includes(id)),
  }).toEqual({
    gone: [],
    unlisted: [],
  });
});

test('docs/requirements.md is what the catalogue and the specs say', () => {
  const script = inProject('scripts', 'write-docs.js');
  const { stderr, status } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
