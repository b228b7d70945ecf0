import fc from 'fast-check';

const twoDigits = (most: number) => fc.nat({ max: most }).map((number) => String(number).padStart(2, '0'));

const dayMs = 24 * 60 * 60 * 1000;

/** A day by its month, by its number in the year, and by its week, which the year of its Thursday counts. */
function daysOf(date: Date): string[] {
  const inYear = (day: number, year: number) =>
    Math.floor((day - new Date(0).setUTCFullYear(year, 0, 1)) / dayMs);
  const four = (year: number) => String(year).padStart(4, '0');
  const year = date.getUTCFullYear();
  const weekday = date.getUTCDay() || 7;
  const thursday = new Date(date.getTime() + (4 - weekday) * dayMs);
  const week = Math.floor(inYear(thursday.getTime(), thursday.getUTCFullYear()) / 7) + 1;
  return [
    date.toISOString().slice(0, 10),
    `${four(year)}-${String(inYear(date.getTime(), year) + 1).padStart(3, '0')}`,
    ...(thursday.getUTCFullYear() > 9999 || thursday.getUTCFullYear() < 1
      ? []
      : [`${four(thursday.getUTCFullYear())}-W${String(week).padStart(2, '0')}-${weekday}`]),
  ];
}

/** A date and time with a zone in every form that ISO 8601 has for it (erratum E11). */
export const dateTime = fc
  .record({
    day: fc
      .date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .chain((date) => fc.constantFrom(...daysOf(date))),
    time: fc.tuple(twoDigits(23), twoDigits(59)).map((parts) => parts.join(':')),
    second: fc.oneof(
      fc.constant(''),
      twoDigits(59).map((second) => `:${second}`),
      fc
        .tuple(twoDigits(59), fc.constantFrom('.', ','), fc.stringMatching(/^[0-9]{1,9}$/))
        .map(([second, point, fraction]) => `:${second}${point}${fraction}`),
    ),
    zone: fc.oneof(
      fc.constant('Z'),
      fc
        .tuple(fc.constantFrom('+', '-'), twoDigits(23), fc.constantFrom(':', ''), twoDigits(59))
        .map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('+', '-'), twoDigits(23)).map((parts) => parts.join('')),
    ),
  })
  .chain(({ day, time, second, zone }) =>
    fc.constantFrom(`${time}${second}`, '24:00', '24:00:00.0').map((clock) => ({ day, clock, zone })),
  )
  .chain(({ day, clock, zone }) => {
    const basic = `${day.replaceAll('-', '')}T${clock.replaceAll(':', '')}`;
    return fc.constantFrom(`${day}T${clock}${zone}`, `${basic}${zone}`);
  });

/** Texts that are no date and time with a zone. */
export const badDateTimes = [
  'tomorrow',
  '1433521497',
  '2015-06-05',
  '2015-06-05T16:24:57.637',
  '2015-06-05 16:24:57Z',
  '2015-06-05T16:24:57 Z',
  ' 2015-06-05T16:24:57Z',
  '2015-06-05T16:24:57Z\n',
  '2015-13-05T16:24:57Z',
  '2015-00-05T16:24:57Z',
  '2015-02-30T16:24:57Z',
  '2015-06-31T16:24:57Z',
  '2015-06-05T25:24:57Z',
  '2015-06-05T16:60:57Z',
  '2015-06-05T16:24:57.Z',
  '2015-06-05T16Z',
  '2015-06-05T16:24:57+24:00',
  '2015-06-05T16:24:57+1',
  '2015-06-05T16:24:57CET',
  '12015-06-05T16:24:57Z',
  '-2015-06-05T16:24:57Z',
  '15-06-05T16:24:57Z',
  '2015-W54-5T16:24:57Z',
  '2015-W23-8T16:24:57Z',
  '2015-W235T16:24:57Z',
  '2015-000T16:24:57Z',
  '2015-06-05T24:00:01Z',
  '2015-06-05T24:01Z',
  '２015-06-05T16:24:57Z',
  '20150605T16:24:57Z',
  '2015-06-05T162457Z',
  '20150230T162457Z',
  '20150605T256000Z',
  '150605T162457Z',
] as const;
