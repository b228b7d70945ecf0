'use strict';

// Required into each measured process; where there are several, the first one started is the one that ends last.
process.on('exit', () => {
  if (process.env.BENCH_PEAK)
    require('node:fs').writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS / 1024));
});
