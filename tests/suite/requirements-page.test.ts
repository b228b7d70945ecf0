import { spawnSync } from 'node:child_process';
import { inProject } from '../../src/contract/package-files';

test('docs/requirements.md is what the catalogue and the specs say', () => {
  const { stderr, status } = spawnSync(process.execPath, [inProject('scripts', 'write-docs.js'), '--check'], {
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
