// What a page is asked for, and how its answer leads to the next.
import { describe, expect, it } from 'vitest';
import type { PollDeclaration, PollNext, SinceFormat } from '../../core/contract/poll.js';
import type { Instant } from '../../core/observation/instant.js';
import type { PageAnswer, PageRequest } from '../connector.js';
import { httpPolled } from './poll.js';

const at = Date.parse('2026-03-04T10:15:30.250Z') as Instant;

function pollOf(given: Partial<PollDeclaration>): PollDeclaration {
  return {
    reader: 'orders',
    path: '/orders?limit=2',
    everyMillis: 1,
    overlapMillis: 1,
    since: null,
    changed: null,
    order: null,
    next: null,
    reconcile: null,
    ...given,
  };
}

interface Asked {
  readonly poll?: Partial<PollDeclaration>;
  readonly request?: Partial<PageRequest>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function ask({
  poll,
  request,
  headers = {},
  body = '{}',
}: Asked): Promise<{ path: string; answer: PageAnswer }> {
  let asked = '';
  const polled = httpPolled({
    declaration: { url: 'https://shop.example/api' },
    headers: {},
    client: {
      fetch: async ({ path }, { take }) => {
        asked = path;
        await take(Buffer.from(body));
        return { got: 'answer', status: 200, headers };
      },
      close: async () => Promise.resolve(),
    },
    now: () => at,
  });
  const page = { poll: pollOf(poll ?? {}), since: null, next: null, page: 1, ...request };
  return { answer: await polled.page(page), path: asked };
}

describe('the request for a page', () => {
  it('keeps a question mark that stands in the query', async () => {
    const { path } = await ask({ poll: { path: '/orders?title=what?&limit=2' } });
    expect(path).toBe('/api/orders?title=what%3F&limit=2');
  });

  it.each<[SinceFormat, string]>([
    ['iso', '2026-03-04T10%3A15%3A29Z'],
    ['date', '2026-03-03'],
    ['seconds', '1772619329'],
    ['millis', '1772619330249'],
  ])('asks one step before the time, as %s', async (format, text) => {
    const poll = { since: { param: 'since', format } };
    const { path } = await ask({ poll, request: { since: at } });
    expect(path).toBe(`/api/orders?limit=2&since=${text}`);
  });

  it('asks for all where there is no time, and carries the token of the next page', async () => {
    const next: PollNext = { by: 'param', param: 'cursor', expression: 'body.next' };
    const poll = { since: { param: 'since', format: 'iso' as const }, next };
    expect((await ask({ poll })).path).toBe('/api/orders?limit=2');
    expect((await ask({ poll, request: { next: 'a b&c' } })).path).toBe(
      '/api/orders?limit=2&cursor=a+b%26c',
    );
  });
});

describe('the next page', () => {
  const link = (text: string): Asked => ({
    poll: { next: { by: 'link' } },
    headers: { link: text },
  });
  const address = (body: unknown): Asked => ({
    poll: { next: { by: 'address', expression: 'body.next' } },
    body: JSON.stringify(body),
  });

  it.each<[string, Asked, string | null]>([
    ['the Link header', link('<https://shop.example/api/o?p=2>; rel="next"'), '/api/o?p=2'],
    [
      'one of several',
      link('</a>; rel="prev", </b?c=1,2>; title="x"; rel="last next"'),
      '/b?c=1,2',
    ],
    ['no such link', link('</a>; rel="prev"'), null],
    ['no link', { poll: { next: { by: 'link' } } }, null],
    ['an address', address({ next: 'https://shop.example/api/o?p=2' }), '/api/o?p=2'],
    ['a query alone', address({ next: '?p=3' }), '/api/orders?p=3'],
    ['nothing', address({}), null],
    ['null', address({ next: null }), null],
  ])('is led to by %s', async (_how, asked, next) => {
    expect((await ask(asked)).answer).toMatchObject({ got: 'page', next });
  });

  it.each<[string, Asked]>([
    ['another host', address({ next: 'https://evil.example/' })],
    ['another port', address({ next: 'https://shop.example:8443/' })],
    ['another protocol', address({ next: 'http://shop.example/' })],
    ['no text', address({ next: { page: 2 } })],
  ])('is not followed to %s', async (_where, asked) => {
    expect((await ask(asked)).answer).toMatchObject({ got: 'nothing' });
  });

  it('tells the clock of the system', async () => {
    const { answer } = await ask({ headers: { date: 'Wed, 04 Mar 2026 10:15:30 GMT' } });
    expect(answer).toMatchObject({ servedAt: Date.parse('2026-03-04T10:15:30Z') });
    expect((await ask({ headers: { date: 'soon' } })).answer).toMatchObject({ servedAt: null });
  });
});
