import type { Io } from './io';

/**
 * Calls `onEnter` for each line that is entered at a terminal; without a terminal, never.
 * @returns lets go of the terminal, so that the process can end
 */
export function onEnter(io: Io, onEnter: () => void): () => void {
  const { stdin } = io;
  if (!stdin?.isTTY) return () => undefined;
  stdin.on('data', onEnter);
  stdin.resume();
  return () => {
    stdin.off('data', onEnter);
    stdin.pause();
  };
}
