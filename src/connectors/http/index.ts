// Any system that speaks JSON or XML over HTTP, by the contract alone: it has no words and no files of its own.
import type { HttpDeclaration } from '../../core/contract/contract.js';
import type {
  Connector,
  DestinationGiven,
  NoDestination,
  Subscribed,
  SubscriptionForm,
} from '../connector.js';
import { hostOf } from './checks.js';
import type { HttpClient, HttpFetcher } from './client.js';
import { httpClient } from './client.js';
import { HttpDestination } from './destination.js';
import { httpPolled } from './poll.js';
import { headerValue } from './request.js';
import { declaredListing, formListing, httpSubscribed } from './subscribed.js';
import { httpTrial } from './trial.js';

export const http: Connector = {
  name: 'http',
  destination: (given) => {
    const { contract, now } = given;
    const way = wayTo(given);
    return 'failed' in way ? way : new HttpDestination({ contract, ...way, now });
  },
  polled: (given) => {
    const way = wayTo(given);
    return 'failed' in way ? way : httpPolled({ ...way, now: given.now });
  },
  trial: async (given) => {
    const way = wayTo(given);
    if ('failed' in way) return way;
    const { contract, system } = given;
    try {
      return await httpTrial({ ...way, polls: contract.polls.get(system) ?? [] });
    } finally {
      await way.client.close();
    }
  },
};

interface Way {
  readonly declaration: HttpDeclaration;
  /** With their secrets in place. */
  readonly headers: Readonly<Record<string, string>>;
  readonly client: HttpClient & HttpFetcher;
}

function wayTo({ contract, system, environment }: DestinationGiven): Way | NoDestination {
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
    secrets: headers.secrets,
  });
  return { declaration, headers: headers.values, client };
}

/** @param form of the system's connector; null: it has none, and the contract says how it is asked. */
export function subscribedBy(
  form: SubscriptionForm | null,
  { contract, system, environment, now }: DestinationGiven,
): Subscribed | NoDestination | null {
  const declaration = contract.webhooks.get(system)?.subscriptions ?? null;
  if (declaration === null) return null;
  const { listing: declared, allow, timeoutMillis } = declaration;
  const address = declaration.url ?? form?.url ?? null;
  if (address === null) return { failed: `${system}: its subscriptions: need url:` };
  const listing =
    declared !== null ? declaredListing(declared) : form === null ? null : formListing(form);
  if (listing === null) return { failed: `${system}: its subscriptions: need path: and list:` };
  const headers = headersOf(declaration.headers, environment);
  if ('failed' in headers) return { failed: `${system}: ${headers.failed}` };
  const url = new URL(address);
  const client = httpClient({
    origin: url.origin,
    allowed: allow.map((host) => host.toLowerCase()).includes(hostOf(url)),
    connections: 1,
    timeoutMillis,
    secrets: headers.secrets,
  });
  return httpSubscribed({ listing, url: address, headers: headers.values, client, now });
}

interface Headers {
  /** With their secrets in place. */
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Headers of the contract with their secrets in place. */
export function headersOf(
  written: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): Headers | NoDestination {
  const values: [string, string][] = [];
  const secrets: string[] = [];
  for (const [name, text] of Object.entries(written)) {
    const header = headerValue(text, environment);
    if ('missing' in header) {
      const { missing } = header;
      return {
        failed: `its header ${name} needs ${missing}: say weir connect, or set that variable`,
      };
    }
    values.push([name, header.value]);
    if (header.secret !== null) secrets.push(header.secret);
  }
  return { values: Object.fromEntries(values), secrets };
}
