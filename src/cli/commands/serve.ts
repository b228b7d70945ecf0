import type { RequestListener } from 'node:http';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import {
  embeddedConfiguration,
  type EmbeddedServer,
  type EmbeddedServerOptions,
  startEmbeddedServer,
} from '../../server';
import type { Behaviour } from '../../server/behaviour';
import type { InjectedFault } from '../../server/faults';
import { integerBetween, namedFault } from '../arguments';
import { interruptible, type Io, UsageError } from '../io';

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
    .description('start the embedded server alone and print a configuration for it')
    .option('--port <n>', 'the port; 0 chooses a free one', integerBetween(0, 65535), 0)
    .option('--host <host>', 'the address to listen on', '127.0.0.1')
    .option('--prefix <path>', 'a path before /v2.0/tokens, such as /identity')
    .option('--fault <name>', 'inject one fault; list --faults shows the names')
    .action(async (flags: ServeFlags) => {
      if (!/^[\w./~-]*$/.test(flags.prefix ?? '')) {
        throw new UsageError('--prefix is not a plain path; write it like /identity.');
      }
      const fault = flags.fault === undefined ? undefined : namedFault(flags.fault);
      const behaviour = (standard: Behaviour) => onlyByName(fault?.deviate(standard) ?? standard, flags.host);
      const server = await start({ ...flags, behaviour });
      io.stdout.write(introduction(server.url, fault));
      await untilStopped(io.stop);
      await server.close();
    });
}

/**
 * A server on this machine responds only to the names of this machine: otherwise a page in a local browser could point
 * its own name at it and read its responses (DNS rebinding). One that listens on other addresses is meant to be
 * reached.
 */
function onlyByName(behaviour: Behaviour, host: string): Behaviour {
  if (!isLoopback(host)) return behaviour;
  return {
    ...behaviour,
    openHttp: (server) => {
      behaviour.openHttp(server);
      const answer = server.listeners('request') as RequestListener[];
      server.removeAllListeners('request');
      server.on('request', (request, response) => {
        if (isLoopback(nameIn(request.headers.host ?? host)))
          answer.forEach((each) => each(request, response));
        else
          response
            .writeHead(421, { 'Content-Type': 'text/plain' })
            .end('This server responds to localhost only.\n');
      });
    },
  };
}

/** The host of a Host header, without its port. */
function nameIn(header: string): string {
  return header.replace(/:\d{0,5}$/, '').replace(/^\[(.*)\]$/, '$1');
}

function isLoopback(name: string): boolean {
  return /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|::1)\.?$/i.test(name);
}

async function start(flags: EmbeddedServerOptions): Promise<EmbeddedServer> {
  try {
    return await startEmbeddedServer(flags);
  } catch (error) {
    // The system refused the address, which the user chose; anything else is a defect.
    if (error instanceof Error && isSystemError(error.cause)) throw new UsageError(error.message);
    throw error;
  }
}

function isSystemError(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'syscall' in cause;
}

/** Valid YAML as a whole, so that it can be redirected to a file. */
function introduction(baseUrl: string, fault: InjectedFault | undefined): string {
  return [
    ...(fault ? [`# With a fault: ${fault.what}; this breaks ${fault.breaks}.`] : []),
    `# The embedded server listens on ${baseUrl}/v2.0/tokens until it is stopped (Ctrl-C).`,
    '# A configuration for a run against it follows; its passwords are public test data.',
    stringify({ baseUrl, ...embeddedConfiguration() }),
  ].join('\n');
}

async function untilStopped(stop: AbortSignal | undefined): Promise<void> {
  const { signal, release } = interruptible(stop);
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  release();
}
