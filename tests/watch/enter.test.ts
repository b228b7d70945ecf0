import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../../src/run';
import { call } from '../cli/captured-io';
import { conformant, nonConformant } from '../cli/suite-double';

jest.mock('../../src/run', () => ({ run: jest.fn(), describeChecks: jest.fn() }));

const running = jest.mocked(run);
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'enter-'));
  running.mockReset().mockResolvedValueOnce(conformant).mockResolvedValue(nonConformant);
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** Watches a server that is down, does something once that is told, and stops when it is down after another run. */
async function watch(isTTY: boolean, onDown: (input: PassThrough, stop: () => void) => void) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stop = new AbortController();
  let said = '';
  const write = (text: string) => {
    said += text;
    if (text.includes('The server is down')) {
      if (running.mock.calls.length === 1) onDown(stdin, () => stop.abort());
      else stop.abort();
    }
  };
  const argv = ['run', '--base-url', 'http://127.0.0.1:1', '--max-rps', '1000', '--watch', '--quiet'];
  const { code } = await call(argv, { cwd, stdin, stdout: { write }, stop: stop.signal });
  return { code, said, stdin };
}

test('Enter at a terminal runs the selection again, and the exit code is that of the last run', async () => {
  const { code, said, stdin } = await watch(true, (input) => input.write('\n'));
  expect(said).toContain('On request: running the whole selection.');
  expect(running).toHaveBeenCalledTimes(2);
  expect(code).toBe(1);
  expect(stdin.listenerCount('data')).toBe(0);
});

test('without a terminal nothing is read', async () => {
  const { code, said, stdin } = await watch(false, (input, stop) => {
    input.write('\n');
    stop();
  });
  expect(said).not.toContain('On request');
  expect(running).toHaveBeenCalledTimes(1);
  expect(code).toBe(0);
  expect(stdin.readableLength).toBe(1);
});
