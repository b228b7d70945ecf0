import { writeFileSync } from 'node:fs';

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Records what it sends to a service as browsers and proxies do, in an HTTP Archive. */
export class HarRecorder {
  readonly entries: object[] = [];

  constructor(readonly baseUrl: string) {}

  async send({ method = 'POST', path = '/v2.0/tokens', headers = {}, body }: Sent): Promise<Response> {
    const url = `${this.baseUrl}${path}`;
    const sent = { 'Content-Type': 'application/json', Accept: 'application/json', ...headers };
    const answer = await fetch(url, { method, headers: sent, body });
    const text = await answer.clone().text();
    this.entries.push({
      startedDateTime: '2026-01-01T00:00:00.000Z',
      time: 12.5,
      request: { method, url, headers: pairs(Object.entries(sent)), postData: { mimeType: '', text: body } },
      response: {
        status: answer.status,
        headers: pairs([...answer.headers]),
        content: { size: text.length, mimeType: '', text },
      },
    });
    return answer;
  }

  writeTo(file: string): void {
    writeFileSync(file, JSON.stringify({ log: { version: '1.2', entries: this.entries } }));
  }
}

function pairs(fields: readonly (readonly [string, string])[]): object[] {
  return fields.map(([name, value]) => ({ name, value }));
}
