import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/report/report';
import { embeddedConfiguration } from '../../src/server';
import { listen } from '../http/listen';

/** What a run against the embedded server needs, as fast as it can. */
export const fastConfiguration = { ...embeddedConfiguration(), limits: { maxRps: 1000 } };

/** A folder of its own for each test; with a space in its name, as few expect it. */
export function useFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance test '));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return () => folder;
}

/** Writes a configuration. @returns the path of its file */
export function configure(folder: string, configuration: object): string {
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

/** The report of a run in a folder. */
export function reportIn(folder: string, directory = 'reports'): Report {
  return JSON.parse(readFileSync(join(folder, directory, 'report.json'), 'utf8')) as Report;
}

/** Uses a server that is no Identity service, and counts what it is asked. */
export async function serving(
  use: (url: string) => Promise<void>,
  answer: RequestListener = (_request, response) => response.end(),
): Promise<number> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  try {
    await use(url);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return asked;
}

/** The answer of a web server that knows nothing of Identity. */
export const page: RequestListener = (_request, response) => {
  response.writeHead(404, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Not found</title>');
};

/** A table or paragraph as running text, so that a sentence can be found across its lines. */
export function prose({ stdout }: { readonly stdout: string }): string {
  return stdout.replace(/\s+/g, ' ');
}
