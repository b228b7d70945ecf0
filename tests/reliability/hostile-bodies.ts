import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { responseOf, type Asked } from './faulty-server';

export const mb = 1024 * 1024;
const zeros = Buffer.alloc(300 * mb, ' ');
/** The usual quality takes seconds, and packs no better. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
export const bomb = {
  gzip: gzipSync(zeros),
  deflate: deflateSync(zeros),
  br: brotliCompressSync(zeros, quick),
};

/** 600 MB, written as fast as they are read. */
export function pour(asked: Asked): void {
  const { socket } = asked;
  let left = 600;
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${left * mb}\r\n\r\n`);
  const piece = Buffer.alloc(mb, '[');
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(piece)) return;
    }
  };
  socket.on('drain', more);
  more();
}

/** The same body to every request, as XML where XML was asked for if `xml` is given. */
export function body(
  json: string | Buffer,
  xml?: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
) {
  return ({ socket, head }: Asked) => {
    const wantsXml = xml !== undefined && /^accept: application\/xml/im.test(head);
    const type = { 'Content-Type': wantsXml ? 'application/xml' : 'application/json', ...headers };
    socket.write(responseOf(200, wantsXml ? xml : json, type));
  };
}

/** What the embedded server answers, its body changed. */
export function changed(
  change: (text: string) => string | Buffer,
  headers: Readonly<Record<string, string>> = {},
) {
  return async ({ socket, rightResponse }: Asked) => {
    const right = await rightResponse();
    const at = right.indexOf('\r\n\r\n');
    const head = right.subarray(0, at).toString('latin1');
    const status = Number(head.slice(9, 12));
    const type = /^content-type: (.*)$/im.exec(head)?.[1]?.trim() ?? 'application/json';
    const text = right.subarray(at + 4).toString('utf8');
    socket.write(responseOf(status, change(text), { 'Content-Type': type, ...headers }));
  };
}

export const access = '<access xmlns="http://docs.openstack.org/identity/api/v2.0">';
export const doctype = (inner: string) =>
  `<?xml version="1.0"?><!DOCTYPE access [${inner}]>${access}<token id="&a;"/>&a;</access>`;
export const laughs = Array.from(
  { length: 12 },
  (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
).join('');
export const catalogue = Array.from({ length: 10_000 }, (_, n) => ({
  ...{ name: `service-${n}`, type: `type-${n}` },
  endpoints: [{ region: 'ORD', tenantId: '777001', publicURL: `https://service-${n}.example.com/v1/777001` }],
}));

export const xmlCatalogue = `<serviceCatalog>${catalogue
  .map(({ name, type, endpoints }) => {
    const inner = endpoints.map((endpoint) => {
      const attributes = Object.entries(endpoint).map(([member, value]) => `${member}="${value}"`);
      return `<endpoint ${attributes.join(' ')}/>`;
    });
    return `<service name="${name}" type="${type}">${inner.join('')}</service>`;
  })
  .join('')}</serviceCatalog>`;

/** Every text of a JSON or XML answer with what ends a script, a CDATA section and the colours of a terminal. */
export function withHostileTexts(text: string): string {
  if (text.startsWith('{')) {
    const hostile = '\u001b[31m\u001b]0;title\u0007\u009b31m</script><script>alert(1)</script>]]>';
    return JSON.stringify(
      JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? hostile + value : value)),
    );
  }
  const start = text.indexOf('<access');
  // Of the control characters of a terminal, XML admits only those beyond U+007F.
  const hostile = '\u009b31m&lt;/script>&lt;script>alert(1)&lt;/script>]]&gt;';
  return (
    text.slice(0, Math.max(0, start)) +
    text
      .slice(Math.max(0, start))
      .replace(/ (?!xmlns)([\w:-]+)="/g, (before) => before + hostile)
      .replace(/>(?=[^<>]+<)/g, (before) => before + hostile)
  );
}

/** Many things that differ by a number alone. */
export function alike(count: number, one: (n: number) => string, between = ','): string {
  return Array.from({ length: count }, (_, n) => one(n)).join(between);
}
