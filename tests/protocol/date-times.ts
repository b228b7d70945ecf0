import fc from 'fast-check';

const twoDigits = (most: number) => fc.nat({ max: most }).map((number) => String(number).padStart(2, '0'));

/** A date and time with a zone in every form that ISO 8601 has for it (erratum E11). */
export const dateTime = fc
  .record({
    day: fc
      .date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10)),
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
  .chain(({ day, time, second, zone }) => {
    const clock = `${time}${second}`;
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
  '2015-W23-5T16:24:57Z',
  '２015-06-05T16:24:57Z',
  '20150605T16:24:57Z',
  '2015-06-05T162457Z',
  '20150230T162457Z',
  '20150605T256000Z',
  '150605T162457Z',
] as const;
