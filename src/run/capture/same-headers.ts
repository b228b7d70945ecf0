import { formatOf, mediaTypes, type Format } from '../../identity/format';
import { headersOf } from '../../identity/header-list';
import type { RecordedExchange } from './recorded-exchange';

/**
 * Whether a recorded request asks for what a wanted one does, by the headers that matter to the operation. A client
 * that takes several formats stands for one that asks for the format of the response.
 *
 * @param wanted names in any case
 */
export function sameHeaders(
  wanted: Readonly<Record<string, string>>,
  { headers, answer }: RecordedExchange,
): boolean {
  const own = headersOf(Object.entries(wanted));
  const answered = formatOf(headersOf(answer.rawHeaders)['content-type']);
  return (
    sameContentType(own['content-type'], headers['content-type']) &&
    sameAccept(own['accept'], headers['accept'], answered) &&
    own['x-sessionid'] === headers['x-sessionid']
  );
}

/** `charset=utf-8` says what is so anyhow (RFC 8259, 8.1). */
function sameContentType(wanted: string | undefined, recorded: string | undefined): boolean {
  if (plain(wanted) === plain(recorded)) return true;
  return formatOf(wanted) !== undefined && plain(recorded) === `${plain(wanted)};charset=utf-8`;
}

function sameAccept(
  wanted: string | undefined,
  recorded: string | undefined,
  answered: Format | undefined,
): boolean {
  if (plain(wanted) === plain(recorded)) return true;
  const asked = Object.values(mediaTypes).find((mediaType) => mediaType === wanted);
  return asked !== undefined && formatOf(asked) === answered && admits(recorded, asked);
}

/** Whether an Accept header lists a media type, itself or by a range (RFC 9110, 12.5.1); without one all are taken. */
function admits(accept: string | undefined, mediaType: string): boolean {
  if (accept === undefined) return true;
  const [type] = mediaType.split('/');
  return plain(accept)
    .split(',')
    .filter((range) => !/;q=0(?:\.0*)?$/.test(range))
    .some((range) => [mediaType, `${type}/*`, '*/*'].includes(range.split(';')[0] ?? ''));
}

function plain(value = ''): string {
  return value.toLowerCase().replace(/[\s"]/g, '');
}
