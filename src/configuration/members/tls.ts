import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { isAbsolute, relative, resolve } from 'node:path';
import type { TlsSettings } from '../../http/settings';
import { Secret } from '../../protocol/secret';
import { ConfigurationError, Problems } from '../configuration';
import { readNamedFile } from '../named-file';

/** The member `tls` of the configuration file, validated by the schema. */
export interface RawTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly serverName?: string;
  readonly insecure?: boolean;
}

/** A file to read, and where it was configured. */
interface Named {
  readonly name: string;
  /** The directory that a relative path starts from. */
  readonly directory: string;
  readonly place: string;
}

interface TlsSources {
  readonly raw: RawTls;
  /** The directory of the configuration file. */
  readonly rawDirectory: string;
  readonly place: (path: readonly string[]) => string;
  readonly flags: { readonly ca?: string; readonly insecure?: boolean };
  /** The working directory. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

const pemCertificate = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^]+?-----END [^-]*-----/g;

/**
 * The TLS settings, with their files read: paths in the configuration file are relative to its directory, the path of
 * `--ca` to the working directory.
 * @throws ConfigurationError for a file that is missing or not PEM, or a key that does not fit its certificate
 */
export function readTls(sources: TlsSources): TlsSettings {
  const { raw, flags, place } = sources;
  const problems = new Problems();
  const member = (name: 'ca' | 'cert' | 'key'): Named | undefined =>
    raw[name] === undefined
      ? undefined
      : { name: raw[name], directory: sources.rawDirectory, place: place(['tls', name]) };
  const authority =
    flags.ca === undefined ? member('ca') : { name: flags.ca, directory: sources.directory, place: '--ca' };
  const ca = problems.attempt(() => (authority ? [readCertificates(authority)] : []));
  const client = problems.attempt(() => readClient(member('cert'), member('key'), raw.passphrase, place));
  const serverName = problems.attempt(() => readServerName(raw.serverName, place));
  problems.throwIfAny();
  const files = filesFrom(sources.directory, { ca: authority, cert: member('cert'), key: member('key') });
  const trusted = ca ?? [];
  return {
    verify: !(flags.insecure ?? raw.insecure ?? false),
    ca: trusted.length === 0 ? [] : [...extraAuthorities(sources), ...trusted],
    ...(serverName === undefined ? {} : { serverName }),
    ...client,
    ...(Object.keys(files).length === 0 ? {} : { files }),
  };
}

/** The given paths, relative to a directory; absolute paths are kept as they are. */
function filesFrom(
  directory: string,
  named: Readonly<Record<'ca' | 'cert' | 'key', Named | undefined>>,
): NonNullable<TlsSettings['files']> {
  const entries = Object.entries(named).flatMap(([member, file]) =>
    file
      ? [
          [
            member,
            isAbsolute(file.name) ? file.name : relative(directory, resolve(file.directory, file.name)),
          ],
        ]
      : [],
  );
  return Object.fromEntries(entries) as NonNullable<TlsSettings['files']>;
}

/** The authorities of NODE_EXTRA_CA_CERTS, which Node.js ignores as soon as `ca` is set. */
function extraAuthorities({ environment, directory }: TlsSources): string[] {
  const name = environment['NODE_EXTRA_CA_CERTS'];
  if (name === undefined || name === '') return [];
  return [readCertificates({ name, directory, place: 'NODE_EXTRA_CA_CERTS' })];
}

function readCertificates(named: Named): string {
  const text = readNamedFile(named.name, named.directory, named.place);
  const certificates = text.match(pemCertificate) ?? [];
  if (certificates.length === 0 || !certificates.every(isCertificate))
    throw problem(
      named,
      'is not a certificate in PEM; name a file that begins with -----BEGIN CERTIFICATE-----',
    );
  return text;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

function readClient(
  cert: Named | undefined,
  key: Named | undefined,
  passphrase: string | undefined,
  place: TlsSources['place'],
): Pick<TlsSettings, 'cert' | 'key' | 'passphrase'> {
  if (cert && key) {
    const secret = passphrase === undefined ? undefined : new Secret(passphrase, 'tls.passphrase');
    const certificate = readCertificates(cert);
    const text = readNamedFile(key.name, key.directory, key.place);
    if (!new X509Certificate(certificate).checkPrivateKey(readKey(key, text, secret)))
      throw problem(key, 'is not the key of the certificate in tls.cert; name the matching key');
    return { cert: certificate, key: text, ...(secret ? { passphrase: secret } : {}) };
  }
  if (cert) throw new ConfigurationError([`${cert.place} needs its key; add tls.key.`]);
  if (key) throw new ConfigurationError([`${key.place} needs its certificate; add tls.cert.`]);
  if (passphrase !== undefined)
    throw new ConfigurationError([
      `${place(['tls', 'passphrase'])} is given without a key; add tls.cert and tls.key, or leave it out.`,
    ]);
  return {};
}

function readKey(named: Named, text: string, passphrase: Secret | undefined): KeyObject {
  try {
    return createPrivateKey({ key: text, passphrase: passphrase?.reveal() });
  } catch {
    if (passphrase === undefined && /\bENCRYPTED\b/.test(text))
      throw problem(named, 'is a key protected by a passphrase; add tls.passphrase');
    if (passphrase !== undefined)
      throw problem(named, 'is a key that tls.passphrase does not decrypt; check both');
    throw problem(
      named,
      'is not a private key in PEM; name a file that begins with -----BEGIN PRIVATE KEY----- or the like',
    );
  }
}

function readServerName(name: string | undefined, place: TlsSources['place']): string | undefined {
  if (name === undefined) return undefined;
  if (isIP(name) || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(name))
    throw new ConfigurationError([
      `${place(['tls', 'serverName'])} must be a host name without scheme or port, as in the certificate; change it.`,
    ]);
  return name;
}

function problem({ name, place }: Named, what: string): ConfigurationError {
  return new ConfigurationError([`${place}: the file ${name} ${what}.`]);
}
