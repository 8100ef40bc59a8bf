// Asks a system over HTTP which webhooks it is to send: by the form of its connector, or by what the
// contract says of its list.
import { limits } from '../../core/limits.js';
import type { SubscriptionsDeclaration } from '../../core/contract/webhook.js';
import type { Instant } from '../../core/observation/instant.js';
import type {
  ListRequest,
  Subscribed,
  Subscription,
  SubscriptionForm,
  SubscriptionList,
} from '../connector.js';
import { fieldsAt, textOf } from '../reading/document.js';
import type { HttpFetcher } from './client.js';
import { expressionOf } from './expression.js';
import { plainBody } from './plain-body.js';
import { waitOf } from './reply.js';

/** How the list is asked for and read; either may be the connector's or the contract's. */
export interface Listing extends Pick<SubscriptionForm, 'credential' | 'request' | 'again'> {
  readonly read: (answer: Answered, after: string | null) => Promise<ListPage>;
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

type ListPage =
  | { readonly subscriptions: readonly Subscription[]; readonly after: string | null }
  | { readonly failed: string };

const noList = { failed: 'its answer is no list of subscriptions' } as const;

export function formListing(form: SubscriptionForm): Listing {
  const { read, ...rest } = form;
  return {
    ...rest,
    read: async ({ body }, after) => Promise.resolve(read(body, after) ?? noList),
  };
}

export function declaredListing({
  path,
  list,
}: NonNullable<SubscriptionsDeclaration['listing']>): Listing {
  return {
    request: () => ({ method: 'GET', path }),
    again: 'where the system lets webhooks be made',
    read: async (answer) => {
      const expression = expressionOf(list);
      if ('failed' in expression) throw new Error(expression.failed);
      const evaluated = await expression.evaluate(answer);
      if ('failed' in evaluated) {
        return { failed: `list: of the contract fails: ${evaluated.failed}` };
      }
      const rows = fieldsAt(evaluated.value ?? [], '').map(declaredRow);
      if (rows.every(({ topic }) => topic !== '')) return { subscriptions: rows, after: null };
      return { failed: 'list: of the contract gives something without a topic' };
    },
  };
}

function declaredRow(row: Readonly<Record<string, unknown>>): Subscription {
  const { topic, address, active } = row;
  return { topic: textOf(topic), address: textOf(address), active: active !== false };
}

export interface SubscribedGiven {
  readonly listing: Listing;
  readonly url: string;
  /** Headers with their secrets in place. */
  readonly headers: Readonly<Record<string, string>>;
  readonly client: HttpFetcher;
  readonly now: () => Instant;
}

export function httpSubscribed(given: SubscribedGiven): Subscribed {
  return {
    list: async () => listed(given),
    again: given.listing.again,
    close: async () => given.client.close(),
  };
}

async function listed(given: SubscribedGiven): Promise<SubscriptionList> {
  const { listing } = given;
  const headers = await credentialed(given);
  if ('got' in headers) return headers;
  const subscriptions: Subscription[] = [];
  let after: string | null = null;
  for (let page = 1; page <= limits.subscriptionsPagesMax; page += 1) {
    const answer = await asked(listing.request(after), { ...given, headers: headers.headers });
    if ('got' in answer) return answer;
    const read = await listing.read(answer, after);
    if ('failed' in read) return { got: 'nothing', why: read.failed, afterMillis: null };
    subscriptions.push(...read.subscriptions);
    ({ after } = read);
    if (after === null) return { got: 'list', subscriptions };
  }
  const why = `its list of subscriptions has more than ${limits.subscriptionsPagesMax} pages`;
  return { got: 'nothing', why, afterMillis: null };
}

type Nothing = Extract<SubscriptionList, { readonly got: 'nothing' }>;

async function credentialed(
  given: SubscribedGiven,
): Promise<{ readonly headers: Readonly<Record<string, string>> } | Nothing> {
  const { listing, headers } = given;
  if (listing.credential === undefined) return { headers };
  const answer = await asked(listing.credential.request, given);
  if ('got' in answer) return answer;
  const made = listing.credential.headers(answer.body);
  if (made !== null) return { headers: { ...headers, ...made } };
  return { got: 'nothing', why: 'it gave no token', afterMillis: null };
}

async function asked(
  { method, path, headers: own, body }: ListRequest,
  { url, headers, client, now }: Omit<SubscribedGiven, 'listing'>,
): Promise<Answered | Nothing> {
  const chunks: Buffer[] = [];
  const under = new URL(url).pathname.replace(/\/+$/, '');
  const fetched = await client.fetch(
    {
      method,
      path: under + path,
      headers: { accept: 'application/json', ...own, ...headers },
      body: body ?? null,
    },
    { most: limits.subscriptionsBytesMax, take: (chunk) => void chunks.push(chunk) },
  );
  if (fetched.got === 'nothing') return { ...fetched, afterMillis: null };
  const { status } = fetched;
  if (status < 200 || status > 299) {
    const afterMillis = waitOf(fetched.headers['retry-after'] ?? null, now());
    return { got: 'nothing', why: `it answered ${status}`, afterMillis };
  }
  return { status, body: plainBody(Buffer.concat(chunks).toString('utf8')) };
}
