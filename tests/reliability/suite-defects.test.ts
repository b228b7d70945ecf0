import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { respondRightly } from './faulty-server';
import { hookIn } from './hooks';
import { PageSection, rowOf } from './reliability-page';
import { runAgainst } from './run-in-turn';
import { only, runOfTheSuite } from './run-of-the-suite';

const page = new PageSection('Defects of the suite and of its installation');

/** What is broken, as the body of a hook into the loading of modules; see hooks.ts. */
const defects: readonly {
  readonly name: string;
  readonly hook: string;
  readonly said: string;
  /** Whether requests were sent by then, so that there are reports of them. */
  readonly kept?: boolean;
}[] = [
  {
    name: 'The binding of libxmljs2 is missing',
    hook: `if (request === 'libxmljs2') throw new Error("Could not locate the bindings file.");`,
    said: 'libxmljs2',
  },
  {
    name: 'An exception in the harness',
    hook: exchangesEndBy("return Promise.reject(new RangeError('out of exchanges'))"),
    said: 'out of exchanges',
    kept: true,
  },
  {
    name: 'An exception in the harness, before anything is awaited',
    hook: exchangesEndBy("throw new RangeError('out of exchanges')"),
    said: 'out of exchanges',
    kept: true,
  },
  {
    name: 'Jest itself fails',
    hook: `
  if (request === '@jest/core') return { createTestScheduler: async () => { throw new Error('no room for a cache'); } };`,
    said: 'no room for a cache',
    kept: true,
  },
  {
    name: 'A file of specs cannot be loaded',
    hook: `if (/tenant.*\\.spec\\.js$/.test(request)) throw new SyntaxError('Unexpected end of input');`,
    said: 'run again with --debug and report the output',
  },
  {
    name: 'The validator of the reports cannot be loaded',
    hook: `
  if (/validators.report\\.js$/.test(request)) throw new SyntaxError('Unexpected end of input');`,
    said: 'The schema of report.json cannot be used (Unexpected end of input)',
  },
  {
    name: 'The validators of responses cannot be loaded',
    hook: `
  if (/validators.contract\\.js$/.test(request)) throw new SyntaxError('Unexpected end of input');`,
    said: 'cannot be used: Unexpected end of input; reinstall the suite',
  },
];

/** @param statement what happens instead of the fifth exchange and those after it */
function exchangesEndBy(statement: string): string {
  return `
  if (/\\/exchanges$/.test(request) && !global.broken) {
    global.broken = true;
    const loaded = load.call(this, request, parent, isMain);
    const { of } = loaded.Exchanges.prototype;
    let calls = 0;
    loaded.Exchanges.prototype.of = function (sending) {
      calls += 1;
      if (calls > 4) ${statement};
      return of.call(this, sending);
    };
    return loaded;
  }`;
}

for (const { name, hook, said, kept } of defects)
  page.row(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'conformance-hook-'));
    const environment = {
      NODE_OPTIONS: `--require ${hookIn(folder, hook)} --require ${require.resolve('./peak-memory.js')}`,
    };
    const checks = only('op.*/json*', 'tenant.exclusive/json-*');
    const outcome = await runAgainst(respondRightly, checks, { run: runOfTheSuite, environment });
    rmSync(folder, { recursive: true });
    expect(`${outcome.stdout}${outcome.stderr}`.replace(/\s+/g, ' ')).toContain(said);
    expect(outcome.exitCode).toBe(5);
    expect(outcome.reports).toBe(kept ? 'whole' : 'none');
    if (!kept) expect(outcome.asked).toEqual([]);
    expect(`${outcome.stdout}${outcome.stderr}`).toMatch(/report|npm|install/i);
    expect(`${outcome.stdout}${outcome.stderr}`).not.toMatch(/\n\s+at .+:\d+/);
    return rowOf(name, said, outcome);
  });

page.close();
