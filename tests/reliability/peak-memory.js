/*
 * Loaded into a process before its program: when it ends, the most memory that it ever held goes to the file
 * PEAK_MEMORY_FILE, in bytes. What getrusage tells would include the memory of the process that started this one.
 */
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => {
  const file = process.env.PEAK_MEMORY_FILE;
  if (file) writeFileSync(file, String(peakBytes()));
});

/** The most memory that this process ever held. */
function peakBytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

module.exports = { peakBytes };
