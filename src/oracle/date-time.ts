/** Date, time to the minute or finer with a fraction by point or comma, and a zone (ISO 8601; erratum E11). */
const pattern = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)$/;

export function isDateTime(text: string): boolean {
  return !Number.isNaN(instantOf(text));
}

/** Milliseconds since 1970 of a date and time with a zone; NaN for anything else. */
export function instantOf(text: string): number {
  const [, date, minute, second = '00', fraction = '0', zone = ''] = pattern.exec(text) ?? [];
  if (date === undefined) return NaN;
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const offset = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  return Date.parse(`${date}T${minute}:${second}.${fraction.slice(0, 3)}${offset}`);
}
