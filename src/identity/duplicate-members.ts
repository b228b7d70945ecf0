import { scanJson } from './json-tokens';

/** Duplicates that are reported, characters of a name in a path, and the depth beyond which `Exchange.json` does not read. */
const most = { reported: 100, name: 200, depth: 256 };

interface Open {
  readonly isArray: boolean;
  /** Of an object, how often each name stood in it; made for the first name. */
  names?: Map<string, number>;
  /** Where the scan is: the last name, or the index in an array. */
  name: string;
  index: number;
}

/**
 * The members that stand more than once in one object of a JSON text (RFC 8259, 4), which `JSON.parse` does not show:
 * it keeps the last of them. Names are compared as they read, so that `"id"` and `"\u0069d"` are one.
 *
 * @param text a JSON text; of any other, what is found means nothing
 * @returns the path of each, once, in the notation of the schemas' problems: `access.token.id`,
 *   `access.user.roles[1].name`, `access["a b"]`; the first hundred. Time and memory grow with the text alone.
 */
export function duplicateMembers(text: string): string[] {
  const open: Open[] = [];
  const found: string[] = [];
  let deeper = 0;
  scanJson(text, {
    open: (isArray) => {
      if (open.length < most.depth) open.push({ isArray, name: '', index: 0 });
      else deeper += 1;
      return found.length < most.reported;
    },
    close: () => {
      if (deeper > 0) deeper -= 1;
      else open.pop();
    },
    comma: () => {
      const last = open.at(-1);
      if (last && deeper === 0) last.index += 1;
    },
    name: (start, end, quote) => {
      const last = open.at(-1);
      if (!last || last.isArray || deeper > 0) return;
      last.name = nameOf(text.slice(start, end), quote);
      last.names ??= new Map();
      const times = (last.names.get(last.name) ?? 0) + 1;
      last.names.set(last.name, times);
      if (times === 2 && found.length < most.reported) found.push(pathOf(open));
    },
  });
  return found;
}

function nameOf(written: string, quote: string): string {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`${quote}${written}${quote}`) as string;
  } catch {
    return written;
  }
}

function pathOf(open: readonly Open[]): string {
  return open.reduce((path, { isArray, index, name: whole }) => {
    if (isArray) return `${path}[${index}]`;
    const name = whole.length > most.name ? `${whole.slice(0, most.name)}…` : whole;
    if (!/^[\w:$-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
    return path === '' ? name : `${path}.${name}`;
  }, '');
}
