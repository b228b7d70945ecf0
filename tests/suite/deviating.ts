import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer, type Behaviour } from '../../src/server';
import type { Report } from '../../src/report/report';
import { runCommand } from './command';
import { configure, fastConfiguration, reportIn } from './workplace';

export interface Judged {
  readonly status: number | null;
  readonly stdout: string;
  readonly report: Report;
  readonly failed: readonly string[];
}

/** What the command says of a server that behaves otherwise than the embedded one; `flags` narrow what is judged. */
export async function judge(
  behaviour: (standard: Behaviour) => Behaviour,
  ...flags: readonly string[]
): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'deviation-'));
  const server = await startEmbeddedServer({ behaviour });
  const file = configure(folder, fastConfiguration);
  const argv = [
    'run',
    '--base-url',
    server.url,
    '--config',
    file,
    '--report-dir',
    join(folder, 'reports'),
    ...flags,
  ];
  const { status, stdout } = await runCommand(argv);
  await server.close();
  const report = reportIn(folder);
  rmSync(folder, { recursive: true });
  const failed = report.requirements
    .filter((requirement) => requirement.status === 'failed')
    .map(({ id }) => id);
  return { status, stdout, report, failed };
}
