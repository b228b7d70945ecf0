import { distance } from 'fastest-levenshtein';

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

/** The candidate that somebody who typed `name` most likely meant, if any comes near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const typed = name.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: remoteness(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.candidate.length - b.candidate.length);
  const best = ranked[0];
  const tolerated = Math.max(2, Math.floor(typed.length * 0.4));
  return best && best.distance <= tolerated ? best.candidate : undefined;
}

/** The letters to change; names of which one is a part of the other are nearer than their missing letters say. */
function remoteness(typed: string, candidate: string): number {
  const letters = distance(typed, candidate);
  if (Math.min(typed.length, candidate.length) < 3) return letters;
  // Who knows the beginning of a name (`tenant`) is nearer than who knows a word of it (`url`, `exclusive`).
  const beginning = distance(typed, candidate.slice(0, typed.length));
  if (beginning === 0 || (beginning === 1 && typed.length > 4))
    return Math.min(letters, 1.2 + beginning / 10);
  return candidate.includes(typed) || typed.includes(candidate) ? Math.min(letters, 1.5) : letters;
}
