/** `1 check`, `2 checks`. */
export function quantity(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a, b, c and 4 more`: at most `most` items by name. */
export function listOf(items: readonly string[], most: number): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}

/** The text with a full stop at its end, unless it ends in one already. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** The text without the full stop at its end, to put it into a longer sentence. */
export function withoutStop(text: string): string {
  return text.trim().replace(/(?<!\.)\.+$/, '');
}
