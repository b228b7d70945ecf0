import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Markup } from './markup';

/**
 * The head of a page that loads nothing: its policy lets no other style or script run than those in it. What a
 * server sent is escaped by the template.
 *
 * @param script that of the page, where it has one
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
