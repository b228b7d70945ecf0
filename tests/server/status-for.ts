import { request } from 'node:http';

/** The status of a response to a request with a name in its Host header. */
export function statusFor(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v2.0/tokens`, { method: 'POST', headers: { Host: host } }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}
