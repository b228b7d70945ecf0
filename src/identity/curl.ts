/** The environment variable that stands for a secret in a curl line: `accounts.user.password` gives `USER_PASSWORD`. */
function variableOf(label: string): string {
  return label
    .replace(/^accounts\./, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

function quoted(text: string): string {
  return text
    .split(/(\[masked [^\]]+\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const label = /^\[masked ([^\]]+)\]$/.exec(part)?.[1];
      if (label !== undefined) return `"$${variableOf(label)}"`;
      return /[\x00-\x09\x0b-\x1f\x7f]/.test(part) ? ansiQuoted(part) : `'${part.replaceAll("'", `'\\''`)}'`;
    })
    .join('');
}

function ansiQuoted(text: string): string {
  const escaped = text.replace(/['\\]/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, hex);
  return `$'${escaped}'`;
}

function hex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/**
 * A line for a POSIX shell (bash for bodies that are no text) that repeats a request.
 *
 * @param request masked texts; each mask becomes an environment variable
 */
export function curlLine(request: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}): string {
  const body =
    typeof request.body === 'string'
      ? quoted(request.body)
      : `$'${bytesOf(request.body).replaceAll("'", "\\'")}'`;
  return [
    `curl -i -X ${request.method} ${quoted(request.url)}`,
    ...Object.entries(request.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...('Content-Type' in request.headers ? [] : [`-H 'Content-Type:'`]),
    ...(request.body.length === 0 ? [] : [`--data-binary ${body}`]),
  ].join(' ');
}

function bytesOf(body: Buffer): string {
  return [...body].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
