import { ConfigurationError } from './configuration-error';
import { formatPath } from './member-path';
import type { SourceDocument } from './source-document';

/** A configuration that a program holds, as if it had been read: members that are undefined are left out. */
export function sourceOfValue(value: unknown): SourceDocument {
  const place: SourceDocument['place'] = (path) =>
    path.length === 0 ? formatPath(path) : `configuration: ${formatPath(path)}`;
  return { value: plain(value), position: formatPath, place, placeOfName: place };
}

function plain(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    throw new ConfigurationError([
      'the configuration is not plain data; pass an object with the members of a configuration file.',
    ]);
  }
}
