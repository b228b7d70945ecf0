import { distance } from 'fastest-levenshtein';

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
