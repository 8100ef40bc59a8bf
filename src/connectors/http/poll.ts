// A system that is asked over HTTP for what has changed, as `poll:` of the contract says: which page
// to ask for, and how its answer leads to the next. What its rows say is another's to read.
import { limits } from '../../core/limits.js';
import type { HttpDeclaration } from '../../core/contract/contract.js';
import type { PollNext, SinceFormat } from '../../core/contract/poll.js';
import { day, instantText, second } from '../../core/observation/instant.js';
import type { Instant } from '../../core/observation/instant.js';
import type { PageAnswer, PageRequest, Polled } from '../connector.js';
import type { HttpFetcher } from './client.js';
import { expressionOf } from './expression.js';
import { plainBody } from './plain-body.js';
import { waitOf } from './reply.js';

export interface HttpPolledGiven {
  readonly declaration: Pick<HttpDeclaration, 'url'>;
  /** Headers with their secrets in place. */
  readonly headers: Readonly<Record<string, string>>;
  readonly client: HttpFetcher;
  readonly now: () => Instant;
}

export function httpPolled({ declaration, headers, client, now }: HttpPolledGiven): Polled {
  const url = new URL(declaration.url);
  return {
    page: async (request) => {
      const chunks: Buffer[] = [];
      const fetched = await client.fetch(
        {
          method: 'GET',
          path: pathOf(request, url),
          headers: { accept: 'application/json, text/csv, */*;q=0.1', ...headers },
          body: null,
        },
        { most: limits.pageBytesMax, take: (chunk) => void chunks.push(chunk) },
      );
      if (fetched.got === 'nothing') return { ...fetched, afterMillis: null };
      const { status } = fetched;
      if (status < 200 || status > 299) {
        const afterMillis = waitOf(fetched.headers['retry-after'] ?? null, now());
        return { got: 'nothing', why: `it answered ${status}`, afterMillis };
      }
      const body = Buffer.concat(chunks);
      return answered({ request, url, body, status, headers: fetched.headers });
    },
    certificateUntil: () => client.certificateUntil?.() ?? null,
    close: async () => client.close(),
  };
}

/** Path and query of a page. */
function pathOf({ poll, since, next }: PageRequest, url: URL): string {
  const leads = poll.next !== null && poll.next.by !== 'param';
  if (next !== null && leads) return next;
  const under = url.pathname.replace(/\/+$/, '');
  const [path = '', ...query] = (under + poll.path).split('?');
  const params = new URLSearchParams(query.join('?'));
  if (poll.since !== null && since !== null) {
    params.set(poll.since.param, sinceText(since, poll.since.format));
  }
  if (next !== null && poll.next?.by === 'param') params.set(poll.next.param, next);
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Milliseconds of one step of a form: whether the bound is within, and how it rounds, nobody says. */
const steps: Readonly<Record<SinceFormat, number>> = {
  iso: second,
  date: day,
  seconds: second,
  millis: 1,
};

/** One whole step before it: what changed in the same step is then among the answers. */
function sinceText(since: Instant, format: SinceFormat): string {
  const step = steps[format];
  const from = (Math.floor(Math.max(since, step) / step) * step - step) as Instant;
  switch (format) {
    case 'iso':
      return instantText(from);
    case 'date':
      return instantText(from).slice(0, 10);
    case 'seconds':
      return String(from / second);
    case 'millis':
      return String(from);
  }
}

interface Answered {
  readonly request: PageRequest;
  readonly url: URL;
  readonly body: Buffer;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

async function answered(answer: Answered): Promise<PageAnswer> {
  const { request, body, headers } = answer;
  const date = Date.parse(headers['date'] ?? '');
  const servedAt = Number.isFinite(date) ? (date as Instant) : null;
  const { next: way } = request.poll;
  const next = way === null ? { next: null } : await nextOf(way, answer);
  if ('failed' in next) return { got: 'nothing', why: next.failed, afterMillis: null };
  return { got: 'page', body, next: next.next, servedAt };
}

type Next = { readonly next: string | null } | { readonly failed: string };

async function nextOf(way: PollNext, answer: Answered): Promise<Next> {
  const { url, status, body, headers, request } = answer;
  if (way.by === 'link') return addressOf(linkOf(headers['link'] ?? ''), url, request);
  const expression = expressionOf(way.expression);
  if ('failed' in expression) throw new Error(expression.failed);
  const over = { status, body: plainBody(body.toString('utf8')), page: request.page };
  const evaluated = await expression.evaluate(over);
  if ('failed' in evaluated) return { failed: `next: of the contract fails: ${evaluated.failed}` };
  const { value } = evaluated;
  if (value === undefined || value === null || value === '' || value === false) {
    return { next: null };
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    return { failed: 'next: of the contract gives neither a text nor a number' };
  }
  const text = String(value);
  return way.by === 'param' ? { next: text } : addressOf(text, url, request);
}

/** `<https://shop.example.com/orders?page=2>; rel="next"` (RFC 8288, section 3). */
function linkOf(header: string): string | null {
  for (const [, address, parameters = ''] of header.matchAll(/<([^<>]*)>((?:\s*;\s*[^,<]*)*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? [];
    const relations = (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return address ?? null;
  }
  return null;
}

/** Another host is never followed: what the contract allows is one. */
function addressOf(text: string | null, url: URL, { poll }: PageRequest): Next {
  if (text === null) return { next: null };
  const here = new URL(url.pathname.replace(/\/+$/, '') + poll.path, url.origin);
  if (!URL.canParse(text, here.href)) return { failed: 'the next page has no address' };
  const found = new URL(text, here.href);
  if (found.origin !== url.origin) return { failed: `the next page is at ${found.host}` };
  return { next: found.pathname + found.search };
}
