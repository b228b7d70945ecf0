'use strict';

const { readFileSync, writeFileSync } = require('node:fs');

// Required into each measured process; where there are several, the first one started is the one that ends last.
process.on('exit', () => {
  if (process.env.BENCH_PEAK) writeFileSync(process.env.BENCH_PEAK, String(peakMegabytes()));
});

/** What getrusage tells would include the memory of the process that started this one. */
function peakMegabytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
