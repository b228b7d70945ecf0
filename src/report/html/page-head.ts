import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Markup } from './markup';

/**
 * The head of a page that loads nothing: its policy lets no other style or script run than those in it. What a server
 * sent is escaped by the template.
 *
 * @param script the script of the page, if it has one
 */
export function pageHead(title: string, style: string, script?: string): Markup {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
    ${raw(`<style>${style}</style>`)}
  </head>` as Markup;
}

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/** The style of the page: light and dark by the reader's system, wide and narrow, screen and paper. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #fbfbfa; --card: #ffffff; --ink: #1d2126; --soft: #575e67; --line: #dcdfe3; --well: #f2f3f4;
  --link: #0b57a4; --failed: #b3261e; --unverified: #6a3ea1; --warned: #855300; --expected: #0b5f86;
  --passed: #176a3a; --none: #5b6169; --name: #0b57a4; --string: #176a3a; --number: #8a3b00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #15181c; --card: #1c2025; --ink: #e4e7ea; --soft: #a3abb5; --line: #343a42; --well: #23282e;
    --link: #8ab8f5; --failed: #ff9b92; --unverified: #c9adf7; --warned: #f0bb59; --expected: #7cc7ec;
    --passed: #83d3a0; --none: #a3abb5; --name: #8ab8f5; --string: #9ad6b1; --number: #f0bb59;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
@media screen and (min-width: 46.01rem) { html { scroll-padding-top: 7rem; } }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
body > header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { padding-top: 2rem; }
footer { padding-bottom: 3rem; color: var(--soft); font-size: .875rem; }
h1, h2, h3 { line-height: 1.25; margin: 0; font-weight: 650; text-wrap: balance; }
h1 { font-size: clamp(1.75rem, 5vw, 2.5rem); letter-spacing: -.015em; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 .85rem; }
h2.small, h3.small { font-size: .875rem; font-weight: 500; color: var(--soft); margin: 1.75rem 0 .5rem; }
h3 { font-size: 1.1rem; }
.part { font-size: .8125rem; font-weight: 650; color: var(--soft); margin: 0 0 .25rem; }
p { margin: .4rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .8125rem; }
code { overflow-wrap: anywhere; }
pre {
  margin: 0; padding: .6rem .75rem; background: var(--well); border-radius: .375rem; line-height: 1.5;
  white-space: pre-wrap; overflow-wrap: anywhere; max-height: 26rem; overflow: auto; tab-size: 2;
}
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
.eyebrow { color: var(--soft); margin: 0 0 .5rem; font-size: .875rem; }
.reason { font-size: 1.125rem; max-width: 46rem; margin: .6rem 0 1.5rem; overflow-wrap: anywhere; }
.failed { color: var(--failed); } .not-verified { color: var(--unverified); } .warned { color: var(--warned); }
.expected-failure { color: var(--expected); } .passed { color: var(--passed); } .not-applicable { color: var(--none); }
.mark { white-space: nowrap; font-weight: 600; font-size: .875rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .9rem 1.5rem; margin: 0; }
.facts dt { font-size: .8125rem; color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.counts, .sections, .notes { list-style: none; margin: 0; padding: 0; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; }
.count {
  display: block; min-width: 7.5rem; padding: .55rem .85rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; text-decoration: none; font-size: .875rem;
}
.count:hover { border-color: currentColor; }
.count b { display: block; font-size: 1.5rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.cause {
  color: var(--ink); background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--failed);
  border-radius: .5rem; padding: 1rem 1.25rem; margin: 0 0 1rem;
}
.cause.warned { border-left-color: var(--warned); }
.meta { color: var(--soft); font-size: .875rem; }
blockquote { margin: .75rem 0; padding-left: .9rem; border-left: 2px solid var(--line); max-width: 48rem; }
.cite { color: var(--soft); font-size: .875rem; }
.message { font-weight: 600; white-space: pre-line; overflow-wrap: anywhere; max-width: 52rem; }
.cases { font-size: .875rem; color: var(--soft); margin: .75rem 0; }
.cases p { margin: 0; }
.cases ul { list-style: none; margin: .15rem 0; padding: 0; }
.evidence, .messages { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; margin: .75rem 0; }
.evidence dt { font-size: .8125rem; font-weight: 650; color: var(--soft); margin: 0 0 .25rem; }
.evidence dd { margin: 0; }
.evidence .expected dt { color: var(--passed); } .evidence .received dt { color: var(--failed); }
.messages > div, .copyable { position: relative; min-width: 0; }
.messages > div > .part { padding-right: 7.5rem; }
.curl { grid-column: 1 / -1; }
.exchange-head { margin: 1.25rem 0 0; font-weight: 600; font-size: .875rem; overflow-wrap: anywhere; }
.copyable { max-width: 52rem; }
.command { padding-right: 5rem; }
pre .a { color: var(--name); } pre .s { color: var(--string); } pre .n { color: var(--number); } pre .c { color: var(--soft); }
details > summary { cursor: pointer; padding: .3rem 0; border-radius: .25rem; }
summary:hover { color: var(--link); }
.notes li { padding: .35rem 0; overflow-wrap: anywhere; }
.notes li + li { border-top: 1px solid var(--line); }
.sections { columns: 15rem; column-gap: 2rem; margin-bottom: 1rem; font-size: .9375rem; }
.sections li { break-inside: avoid; padding: .1rem 0; }
#filters {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .6rem 1.1rem; align-items: center;
  margin: 2.5rem 0 0; padding: .7rem .9rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; font-size: .875rem;
}
#filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem .9rem; }
#filters legend { position: absolute; left: -100rem; }
#filters label { display: inline-flex; align-items: center; gap: .35rem; }
#filters .grow { flex: 1 1 12rem; }
#filters .grow input { flex: 1; min-width: 0; }
#filters output { color: var(--soft); font-variant-numeric: tabular-nums; }
[hidden] { display: none !important; }
input, select, button {
  font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: .3rem;
  padding: .2rem .5rem;
}
button { cursor: pointer; }
::placeholder { color: var(--soft); opacity: 1; }
.copy { position: absolute; right: 0; top: -.5rem; font-size: .8125rem; line-height: 1.4; padding: .15rem .65rem; background: var(--card); }
.copyable .copy { right: .35rem; top: .35rem; }
table.section { width: 100%; border-collapse: collapse; margin: 0 0 2rem; table-layout: fixed; }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding: .75rem 0 .5rem; }
caption .name { display: block; color: var(--ink); font-size: 1.1rem; font-weight: 650; }
thead th { font-size: .8125rem; font-weight: 500; color: var(--soft); text-align: left; padding: .3rem .75rem .3rem 0; }
thead th:nth-child(1) { width: 9.5rem; } thead th:nth-child(3) { width: 5.5rem; }
thead th:nth-child(4) { width: 6.5rem; } thead th:nth-child(5) { width: 14rem; }
tbody { border-top: 1px solid var(--line); }
tbody:target { background: var(--well); }
tbody td, tbody th { vertical-align: baseline; padding: .55rem .75rem 0 0; font-size: .9375rem; }
tbody th { text-align: left; font-weight: 500; overflow-wrap: anywhere; }
tbody th code { color: var(--soft); font-weight: 400; display: block; }
tbody .more td { padding: 0 0 .5rem 9.5rem; }
.checks > summary { font-size: .875rem; color: var(--soft); }
.statement { max-width: 48rem; color: var(--soft); font-size: .9375rem; }
.check { border-top: 1px solid var(--line); font-size: .9375rem; }
.check > summary { overflow-wrap: anywhere; }
.check > summary code { color: var(--soft); display: block; padding-left: 1.1rem; }
.check[open] { padding-bottom: .75rem; }
.refs, .unscripted { color: var(--soft); font-size: .875rem; }
.unscripted { max-width: 70rem; margin: 1rem auto; padding: 0 1.25rem; }
@media (max-width: 46rem) {
  body > header { padding-top: 1.25rem; }
  .evidence, .messages { grid-template-columns: minmax(0, 1fr); }
  .counts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .count { min-width: 0; }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .facts div:first-child { grid-column: 1 / -1; }
  .cause { padding: .85rem 1rem; }
  #filters { position: static; }
  table.section, table.section tbody, caption { display: block; }
  thead { position: absolute; left: -100rem; }
  tbody tr { display: flex; flex-wrap: wrap; gap: 0 .9rem; }
  tbody td, tbody th { padding: .4rem 0 0; font-size: .875rem; color: var(--soft); }
  tbody th { flex: 1 0 100%; order: -1; font-size: 1rem; color: var(--ink); }
  tbody .more td { flex: 1 1 100%; padding: 0 0 .5rem; color: inherit; min-width: 0; }
}
@media print {
  :root { --page: #fff; --card: #fff; }
  body { font-size: 10pt; }
  body > header, main, footer { max-width: none; padding: 0; }
  #filters, .skip, .copy, .sections, .unscripted { display: none; }
  pre { max-height: none; border: 1px solid var(--line); }
  .cause, tbody tr { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .cause .follows, #requirements tbody[data-s="passed"], #requirements tbody[data-s="not-applicable"] { display: none; }
  .checks:not([open]) > summary { color: var(--soft); list-style: none; }
  a { color: inherit; text-decoration: none; }
}
`;
