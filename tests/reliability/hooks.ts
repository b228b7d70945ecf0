import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file for `node --require` that changes what a module is when the suite asks for it. */
export function hookIn(folder: string, replacement: string): string {
  const file = join(folder, 'hook.js');
  const text = `
const Module = require('node:module');
const load = Module._load;
Module._load = function (request, parent, isMain) {
  ${replacement}
  return load.call(this, request, parent, isMain);
};
`;
  writeFileSync(file, text);
  return file;
}
