import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { marked } from 'marked';
import { inProject } from '../../src/contract/package-files';
import { callIn } from './host-project';

const { dirname, join, normalize } = posix;

let packed: ReadonlySet<string>;

beforeAll(async () => {
  const argv = ['pack', '--dry-run', '--ignore-scripts', '--json'];
  const { stdout } = await callIn(inProject(), 'npm', argv);
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  packed = new Set(files.map(({ path }) => path));
});

/** Where the links and pictures of a page lead that do not leave the package. */
function linksOf(page: string): string[] {
  const links: string[] = [];
  void marked.walkTokens(marked.lexer(text(page)), (token) => {
    if (token.type === 'link' || token.type === 'image') links.push((token as { href: string }).href);
  });
  return links.filter((href) => !/^[a-z]+:/.test(href));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = text(page).match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

function text(page: string): string {
  return readFileSync(inProject(page), 'utf8');
}

test('every link of a page in the package leads to a file in it, or to a heading of one', () => {
  const pages = [...packed].filter((path) => path.endsWith('.md'));
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/entries.md', 'SECURITY.md']));
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .filter((href) => !leadsSomewhere(page, href))
      .map((href) => `${page}: ${href}`),
  );
  expect(dead).toEqual([]);
});

function leadsSomewhere(page: string, href: string): boolean {
  const [path = '', anchor] = href.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (anchor !== undefined && target.endsWith('.md'))
    return packed.has(target) && anchorsOf(target).includes(anchor);
  return packed.has(target) || [...packed].some((file) => file.startsWith(`${target}/`));
}
