import type { Configuration } from '../configuration/configuration';
import { type Ended, look, nextChange, watch } from '../run/watch';
import type { Io } from './io';

/**
 * `run --watch`: runs until it is stopped, whenever the server changes or Enter is pressed.
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
        // Enter pressed during a run does not ask for another one.
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

/**
 * Calls `onEnter` for each line that is entered at a terminal; without a terminal, never.
 * @returns releases the terminal, so that the process can end
 */
function onEnter(io: Io, onEnter: () => void): () => void {
  const { stdin } = io;
  if (!stdin?.isTTY) return () => undefined;
  stdin.on('data', onEnter);
  stdin.resume();
  return () => {
    stdin.off('data', onEnter);
    stdin.pause();
  };
}
