import { distance } from 'fastest-levenshtein';

/** The candidate that somebody who typed `name` most likely meant, if any comes near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const typed = name.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: remoteness(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  const tolerated = Math.max(2, Math.floor(typed.length * 0.4));
  return best && best.distance <= tolerated ? best.candidate : undefined;
}

function remoteness(typed: string, candidate: string): number {
  const letters = distance(typed, candidate);
  // A part of a name (`url`, `exclusive`) is nearer than its missing letters say.
  const contained = candidate.includes(typed) || typed.includes(candidate);
  return contained && Math.min(typed.length, candidate.length) >= 3 ? Math.min(letters, 1.5) : letters;
}
