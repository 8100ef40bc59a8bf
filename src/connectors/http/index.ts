// Any system that speaks JSON over HTTP, by the contract alone: it has no words and no files of its own.
import type { Connector, NoDestination } from '../connector.js';
import { hostOf } from './checks.js';
import { httpClient } from './client.js';
import { HttpDestination } from './destination.js';
import { headerValue } from './request.js';

export const http: Connector = {
  name: 'http',
  destination: ({ contract, system, environment, now }) => {
    const declaration = contract.destinations.get(system);
    if (declaration === undefined) return { failed: `${system} has no http: block` };
    const headers = headersOf(declaration.headers, environment);
    if ('failed' in headers) return { failed: `${system}: ${headers.failed}` };
    const url = new URL(declaration.url);
    const client = httpClient({
      origin: url.origin,
      allowed: declaration.allow.map((host) => host.toLowerCase()).includes(hostOf(url)),
      connections: declaration.concurrency,
      timeoutMillis: declaration.timeoutMillis,
    });
    return new HttpDestination({ contract, declaration, headers: headers.values, client, now });
  },
};

function headersOf(
  written: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly values: Readonly<Record<string, string>> } | NoDestination {
  const values: [string, string][] = [];
  for (const [name, text] of Object.entries(written)) {
    const header = headerValue(text, environment);
    if ('missing' in header) {
      const { missing } = header;
      return { failed: `its header ${name} needs the environment variable ${missing}` };
    }
    values.push([name, header.value]);
  }
  return { values: Object.fromEntries(values) };
}
