/**
 * Date, time to the minute or finer with a fraction by point or comma, and a zone (ISO 8601; erratum E11). The date is
 * that of a calendar, of a week or of a year; midnight may be the end of a day.
 */
const extended =
  /^(\d{4}-(?:\d\d-\d\d|W\d\d-\d|\d{3}))[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)$/;
/** The same without the separators. */
const basic =
  /^(\d{4}(?:\d{4}|W\d{3}|\d{3}))[Tt](\d\d)(\d\d)(?:(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)$/;

const dayMs = 24 * 60 * 60 * 1000;

export function isDateTime(text: string): boolean {
  return !Number.isNaN(instantOf(text));
}

/** Milliseconds since 1970 of a date and time with a zone; NaN for anything else. */
export function instantOf(text: string): number {
  const [, date = '', hour, minute, second = '00', fraction = '0', zone = ''] =
    extended.exec(text) ?? basic.exec(text) ?? [];
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const offset = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  const sinceMidnight = Date.parse(`1970-01-01T${hour}:${minute}:${second}.${fraction.slice(0, 3)}${offset}`);
  return midnightOf(date.replaceAll('-', '')) + sinceMidnight;
}

/** Milliseconds since 1970 when a day begins, `YYYYMMDD`, `YYYYDDD` or `YYYYWwwD`; NaN if there is no such day. */
function midnightOf(day: string): number {
  const year = day.slice(0, 4);
  const rest = day.slice(4);
  const newYear = Date.parse(`${year}-01-01T00:00:00Z`);
  const at = rest.startsWith('W')
    ? mondayOfFirstWeek(newYear) + ((Number(rest.slice(1, 3)) - 1) * 7 + Number(rest[3]) - 1) * dayMs
    : rest.length === 3
      ? newYear + (Number(rest) - 1) * dayMs
      : Date.parse(`${year}-${rest.slice(0, 2)}-${rest.slice(2)}T00:00:00Z`);
  return isDay(day, at) ? at : NaN;
}

/** The first week of a year is that of 4 January (ISO 8601). */
function mondayOfFirstWeek(newYear: number): number {
  const fourth = newYear + 3 * dayMs;
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
}

/** Whether the calendar has such a day; a lenient reader takes 30 February for 2 March. */
function isDay(day: string, at: number): boolean {
  if (Number.isNaN(at)) return false;
  const rest = day.slice(4);
  if (rest.startsWith('W')) return /^W(?:0[1-9]|[1-4]\d|5[0-3])[1-7]$/.test(rest);
  const date = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
  return rest.length === 3 ? date.startsWith(day.slice(0, 4)) && rest !== '000' : date === day;
}
