import { isFirstHalf, isSecondHalf } from './folded-text';

/** A part of a text that gives a secret away, and the mask that hides it. */
export interface Finding {
  readonly start: number;
  end: number;
  readonly mask: string;
}

/** Adds a finding, or extends the last one: a text may hold a secret at every place, each overlapping the next. */
export function note(findings: Finding[], start: number, end: number, mask: string): void {
  const last = findings.at(-1);
  if (last && last.mask === mask && start >= last.start && start < last.end)
    last.end = Math.max(last.end, end);
  else findings.push({ start, end, mask });
}

/**
 * A text with its findings masked; overlapping ones become one, with the mask of the longest.
 *
 * @param until where the returned text ends; a finding that begins before it is returned in full
 */
export function withMasks(text: string, findings: readonly Finding[], until = text.length): string {
  if (findings.length === 0) return text.slice(0, until);
  let masked = '';
  let from = 0;
  for (const { start, end, mask } of merged(findings)) {
    if (start >= until) break;
    masked += text.slice(from, start) + mask;
    // A character of two units is found by its first one.
    from = isFirstHalf(text.charCodeAt(end - 1)) && isSecondHalf(text.charCodeAt(end)) ? end + 1 : end;
  }
  return masked + text.slice(from, Math.max(from, until));
}

function merged(findings: readonly Finding[]): Finding[] {
  const ordered = [...findings].sort((a, b) => a.start - b.start);
  const result: Finding[] = [];
  let longest = 0;
  for (const finding of ordered) {
    const last = result.at(-1);
    const length = finding.end - finding.start;
    if (!last || finding.start >= last.end) {
      result.push({ ...finding });
      longest = length;
      continue;
    }
    const mask = length > longest ? finding.mask : last.mask;
    longest = Math.max(longest, length);
    result[result.length - 1] = { start: last.start, end: Math.max(last.end, finding.end), mask };
  }
  return result;
}
