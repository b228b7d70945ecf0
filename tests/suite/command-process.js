/*
 * A process in which calls of the command run one after another, as a program would make them: what they load is loaded
 * once. The tests send it the arguments and surroundings of a call, and get what the executable would have shown.
 */
const { join } = require('node:path');
const { peakBytes } = require('../reliability/peak-memory');
const { main } = require(join(__dirname, '..', '..', 'dist', 'src', 'cli', 'main.js'));

async function answer({ id, argv, cwd, env }) {
  const shown = { stdout: '', stderr: '' };
  const io = {
    stdout: { write: (text) => (shown.stdout += text) },
    stderr: { write: (text) => (shown.stderr += text) },
    env,
    cwd,
    isTTY: false,
  };
  const status = await main(argv, io).catch((error) => {
    shown.stderr += error.stack;
    return null;
  });
  process.send({ id, status, ...shown, peakBytes: peakBytes() });
}

let last = Promise.resolve();
process.on('message', (call) => {
  last = last.then(() => answer(call));
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
