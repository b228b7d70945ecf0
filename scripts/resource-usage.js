/** Loaded before the executable by write-scale.js: leaves what the process used where it is asked to. */
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  writeFileSync(process.env.RESOURCE_USAGE_FILE, JSON.stringify(process.resourceUsage()));
});
