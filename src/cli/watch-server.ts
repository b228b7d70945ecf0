import type { Configuration } from '../identity/configuration';
import { look, nextChange, watch, type Ended } from '../run/watch';
import type { Io } from './io';
import { onEnter } from './keyboard';

/**
 * `run --watch`: runs until it is stopped, by the server's doing or at a key.
 * @returns the exit code of the last run
 */
export async function watchServer(
  configuration: Configuration,
  run: (checks?: readonly string[], seed?: number) => Promise<Ended>,
  { io, stopped }: { readonly io: Io; readonly stopped: AbortSignal },
): Promise<number> {
  let asked = new AbortController();
  const letGo = onEnter(io, () => asked.abort());
  const say = (sentence: string) => io.stdout.write(`\n> ${sentence}\n`);
  try {
    return await watch({
      run,
      stopped,
      say,
      change: async (failed) => {
        // Enter during a run was meant for what is being run.
        asked = new AbortController();
        return nextChange({
          look: () => look(configuration, failed),
          onDown: () => say('The server is down; waiting for it to come back.'),
          asked: asked.signal,
          stopped,
        });
      },
    });
  } finally {
    letGo();
  }
}
