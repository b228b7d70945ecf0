import type { Report } from './report/report';

/** Equal for reports of one target. The embedded server has another port in each run. */
export function targetKey({ target: { name, baseUrl, embedded } }: Pick<Report, 'target'>): string {
  return name !== undefined ? `name ${name}` : embedded ? 'embedded' : baseUrl;
}

/** A name for each of several targets that can be that of a directory: its own, or one made of its base URL. */
export function namesOf(reports: readonly Pick<Report, 'target'>[]): readonly string[] {
  const taken = new Set<string>();
  return reports.map(({ target: { name, baseUrl } }) => {
    const stem = name ?? baseUrl.replace(/^https?:\/\//, '').replace(/[^A-Za-z0-9]+/g, '-');
    let own = stem;
    // Directories cannot differ by case alone everywhere.
    for (let more = 2; taken.has(own.toLowerCase()); more += 1) own = `${stem}-${more}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
