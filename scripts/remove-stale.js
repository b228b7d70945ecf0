/* Before a build: removes compiled files whose sources are gone, since a spec left over in dist would still run. */
const { existsSync, readdirSync, rmSync } = require('node:fs');
const { join, relative } = require('node:path');

const root = join(__dirname, '..');
const dist = join(root, 'dist');

if (existsSync(dist))
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const source = /^(.*?)(\.d\.ts|\.js)$/.exec(relative(dist, file))?.[1];
    if (entry.isFile() && source && !existsSync(join(root, `${source}.ts`))) rmSync(file);
  }
