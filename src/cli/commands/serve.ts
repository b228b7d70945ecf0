import type { Command } from 'commander';
import { stringify } from 'yaml';
import {
  referenceConfiguration,
  startReferenceServer,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '../../reference';
import type { InjectedFault } from '../../reference/faults';
import { interruptible } from '../interrupt';
import type { Io } from '../io';
import { namedFault } from '../named-fault';
import { integerBetween } from '../option-values';
import { UsageError } from '../usage-error';

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly prefix?: string;
  readonly fault?: string;
}

/** `serve`: the embedded server by itself, until it is stopped. */
export function addServeCommand(program: Command, io: Io): void {
  program
    .command('serve')
    .description('start the embedded server by itself and print a configuration for it')
    .option('--port <n>', 'the port, 0 for a free one', integerBetween(0, 65535), 0)
    .option('--host <host>', 'the address to listen at', '127.0.0.1')
    .option('--prefix <path>', 'a path before /v2.0/tokens, such as /identity')
    .option('--fault <name>', 'break one promise; list --faults shows the names')
    .action(async (flags: ServeFlags) => {
      if (!/^[\w./~-]*$/.test(flags.prefix ?? '')) {
        throw new UsageError('--prefix is not a plain path; write it like /identity.');
      }
      const fault = flags.fault === undefined ? undefined : namedFault(flags.fault);
      const server = await start({ ...flags, behaviour: fault?.deviate });
      io.stdout.write(introduction(server.url, fault));
      await untilStopped(io.stop);
      await server.close();
    });
}

async function start(flags: ReferenceServerOptions): Promise<ReferenceServer> {
  try {
    return await startReferenceServer(flags);
  } catch (error) {
    // The system refused the address, which the user chose; anything else is a defect.
    if (error instanceof Error && isSystemError(error.cause)) throw new UsageError(error.message);
    throw error;
  }
}

function isSystemError(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'syscall' in cause;
}

/** Valid YAML as a whole, so that it can be sent to a file. */
function introduction(baseUrl: string, fault: InjectedFault | undefined): string {
  return [
    ...(fault ? [`# With a fault: ${fault.what}; this breaks ${fault.breaks}.`] : []),
    `# The reference server listens at ${baseUrl}/v2.0/tokens until it is stopped (Ctrl-C).`,
    '# The configuration of a run against it follows; its passwords are public test data.',
    stringify({ baseUrl, ...referenceConfiguration() }),
  ].join('\n');
}

async function untilStopped(stop: AbortSignal | undefined): Promise<void> {
  const { signal, release } = interruptible(stop);
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  release();
}
