// What nobody should send to the API, and the answer that each gets. Over real HTTP, where it
// matters over a bare socket.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Asking, OpenDoors } from '../../../test/open-doors.js';
import { openDoors, openedAt } from '../../../test/open-doors.js';
import { MemoryStore } from '../../store/memory/memory-store.js';

let doors: OpenDoors;

beforeAll(async () => {
  doors = await openDoors();
});

afterAll(async () => doors.close());

const lines = { 'content-type': 'application/jsonl' };
const json = { 'content-type': 'application/json' };

async function post(
  path: string,
  body: string | Uint8Array,
  headers: Asking['headers'] = lines,
): Promise<Answer> {
  return doors.ask(path, { method: 'POST', headers, body });
}

function line(id: string, more: object = {}): string {
  const order = { id, system: 'amazon', kind: 'order.placed', at: '2026-03-04T10:00:00Z' };
  const data = { lines: [{ sku: 'A', qty: 1 }] };
  return JSON.stringify({ ...order, refs: { order: id }, data, ...more });
}

describe('a body that is not taken', () => {
  it.each([
    ['without a content type', {}],
    ['of a form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['of a form of a browser', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['of an unknown type', { 'content-type': 'application/octet-stream' }],
    ['in an unknown encoding', { ...lines, 'content-encoding': 'gzip' }],
    ['that grows when it is unpacked', { ...lines, 'content-encoding': 'br' }],
  ])('%s is 415', async (_, headers) => {
    const body = gzipSync(Buffer.alloc(1_000_000, 'a'));
    const before = (await doors.store.counts()).receipts;
    expect(await post('/api/observations', body, headers)).toMatchObject({ status: 415 });
    expect((await doors.store.counts()).receipts).toBe(before);
  });

  it('is 400 where it is empty', async () => {
    expect(await post('/api/observations', '')).toMatchObject({ status: 400 });
  });

  it('is 413 where it is too large, before it is read and while it is', async () => {
    const declared = 'Content-Length: 10485761\r\n\r\n';
    expect(await bare(declared)).toMatch(/^HTTP\/1.1 413 /);
    const chunk = `100000\r\n${'a'.repeat(0x10_0000)}\r\n`;
    expect(await bare(`Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(11)}`)).toMatch(
      /^HTTP\/1.1 413 /,
    );
  });
});

/** What a request is answered that is written by hand. */
async function bare(rest: string): Promise<string> {
  const start = 'POST /api/observations HTTP/1.1\r\nHost: 127.0.0.1\r\n';
  return written(`${start}Content-Type: application/jsonl\r\n${rest}`);
}

async function written(whole: string): Promise<string> {
  const socket = connect(doors.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(whole);
  const said = await text(socket);
  socket.destroy();
  return said;
}

describe('what is no request', () => {
  it.each([
    ['two lengths', 400, 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a bad chunk', 400, 'Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n'],
    ['no header', 400, 'nothing at all\r\n\r\n'],
    ['an unknown expectation', 417, 'Expect: wonders\r\nContent-Length: 0\r\n\r\n'],
    ['headers of 17 KiB', 431, `X-Long: ${'a'.repeat(17_408)}\r\n\r\n`],
    ['another host', 400, 'Host: elsewhere.example\r\nContent-Length: 0\r\n\r\n'],
    ['the same host again', 400, 'host: 127.0.0.1\r\nContent-Length: 0\r\n\r\n'],
  ])('%s: %i, and the connection ends', async (_, status, rest) => {
    const said = await bare(rest);
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(said).toMatch(/^connection: close/im);
    expect(said).toContain('application/problem+json');
  });

  it.each([
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['a host that is none', 'GET /health/live HTTP/1.1\r\nHost: quux quux\r\n\r\n'],
    ['two hosts, where nothing is', 'GET /no HTTP/1.1\r\nHost: quux\r\nHost: a\r\n\r\n'],
  ])('%s: 400 on any address', async (_, whole) => {
    const said = await written(whole);
    expect(said).toMatch(/^HTTP\/1.1 400 /);
    expect(said).toMatch(/^connection: close/im);
    expect(said).toContain('application/problem+json');
    expect(said).not.toContain('quux');
  });

  it('is answered without a host where HTTP knew of none yet', async () => {
    expect(await written('GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });

  it.concurrent.each([
    ['headers', 'X-Slow: '],
    ['a body', 'Content-Length: 100\r\n\r\n{'],
  ])(
    'whose %s never end is 408',
    async (_, rest) => {
      const said = await bare(rest);
      if (!/^HTTP\/1.1 408 /.test(said)) throw new Error(said);
    },
    30_000,
  );
});

describe('an address', () => {
  it.each([
    ['GET', '/api/observations', 'POST'],
    ['PUT', '/api/observations', 'POST'],
    ['TRACE', '/api/counts', 'GET'],
    ['DELETE', '/api/orders/A', 'GET'],
    ['HEAD', '/api/stream', 'GET'],
  ])('takes no %s on %s: 405 with what it takes', async (method, path, allow) => {
    const { status, headers } = await doors.ask(path, { method });
    expect([status, headers.allow]).toEqual([405, allow]);
  });

  it.each(['/', '/api', '/api/nothing', '/api/orders/%zz', '/api/../etc/passwd'])(
    'that is not there is no more than that: %s',
    async (path) => {
      const { status, text: said } = await doors.ask(path);
      expect([400, 404]).toContain(status);
      expect(said).not.toContain('passwd');
    },
  );
});

describe('an address that can not be read', () => {
  const act = { reason: 'a' };

  it.each([
    ['GET', '/api/orders/%00'],
    ['GET', '/api/orders/a%00b/may?to=erp&do=create-order'],
    ['GET', '/api/orders?state=%00'],
    ['GET', '/api/orders?system=%00'],
    ['GET', '/api/handoffs?state=%00'],
    ['GET', '/api/handoffs?ref=a%00'],
    ['GET', '/api/findings?pattern=%00'],
    ['GET', '/api/findings?system=%00'],
    ['GET', '/api/clusters?cause=%00'],
    ['GET', '/api/receipts?system=%00'],
    ['GET', '/api/receipts/%00'],
    ['POST', '/api/orders/%00/erase', { preview: true }],
    ['POST', '/api/handoffs/%00/replay', act],
    ['POST', '/api/findings/%00/resolve', act],
    ['POST', '/api/destinations/%00/pause', act],
    ['POST', '/api/destinations/%00/resume', {}],
  ])('is 400 with a NUL in it: %s %s', async (method, path, body?: object) => {
    const headers = { ...json, 'idempotency-key': path };
    const given = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const answer = await doors.ask(path, { method, ...given });
    expect([answer.status, answer.body['detail']]).toEqual([400, expect.stringMatching(/NUL/)]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it.each([
    ['no text', '/api/orders/secret-%ZZ', 400],
    ['too long', `/api/orders/${'secret'.repeat(400)}`, 414],
  ])('is a problem that repeats nothing of it: %s', async (_, path, status) => {
    const answer = await doors.ask(path);
    expect([answer.status, answer.body['status']]).toEqual([status, status]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.text).not.toContain('secret');
  });
});

describe('a field that is not as described', () => {
  it.each([
    ['/api/orders?limit=abc', 'limit: it has to be a number.'],
    ['/api/orders?limit=0', 'limit: it has to be 1 or more.'],
    ['/api/orders?limit=201', 'limit: it has to be 200 or less.'],
    ['/api/receipts?state=x', 'state: it has to be one of quarantined, read, unread.'],
    ['/api/findings?since=today', /^since: it has to be a time with its zone, such as/],
    ['/api/orders/x/may', 'to: it is missing.'],
    ['/api/orders?colour=red', 'There is no colour here.'],
  ])('says what it has to be: %s', async (path, detail) => {
    const { status, body } = await doors.ask(path);
    expect([status, body['detail']]).toEqual([400, expect.stringMatching(detail)]);
  });

  it.each([
    [{}, 'reason: it is missing.'],
    [{ reason: 5 }, 'reason: it has to be a text.'],
    [{ reason: ' ' }, 'reason: it may not be empty.'],
    [{ reason: 'a'.repeat(2_001) }, 'reason: it may have no more than 2,000 characters.'],
    [{ reason: 'a', not_there: 'no' }, 'not_there: it has to be true or false.'],
    [[], 'The body: it has to be a JSON object.'],
  ])('says so of a body: %j', async (given, detail) => {
    const headers = { ...json, 'idempotency-key': 'a' };
    const body = JSON.stringify(given);
    const answer = await doors.ask('/api/handoffs/x/replay', { method: 'POST', headers, body });
    expect([answer.status, answer.body['detail']]).toEqual([422, detail]);
  });
});

/** Lines beside a good one: set aside with this reason, and the good one taken all the same. */
const quarantined: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ['no JSON', 'not json', /not a JSON object/],
  ['cut off', line('x').slice(0, -5), /breaks off/],
  ['NaN', '{"id":NaN}', /not valid JSON/],
  ['a comment', '{"id":"a"/* b */}', /not valid JSON/],
  ['half of a character', line('x').replace('"x"', '"\\ud800"'), /lone surrogate/],
  ['a NUL', line('x').replace('"x"', '"\\u0000"'), /NUL/],
  ['Latin-1', Buffer.from(line('caf\u00e9'), 'latin1'), /not UTF-8/],
  ['UTF-16', Buffer.from(`\ufeff${line('x')}`, 'utf16le'), /not UTF-8|NUL|not a JSON object/],
  ['nested 200,000 deep', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /nested deeper/],
  ['a field twice', '{"qty":1,"qty":99}', /twice/],
  ['__proto__', '{"__proto__":{"admin":true}}', /__proto__/],
  ['constructor', '{"constructor":{}}', /constructor/],
  ['an id as a number', line('x').replace('"order":"x"', '"order":576461413038785752'), /text/],
  ['1e400', withLines('"qty":1e400'), /qty/],
  ['a quantity below zero', withLines('"qty":-1'), /qty/],
  ['a quantity of none', withLines('"qty":0'), /qty .* zero/],
  ['half of one', withLines('"qty":1.5'), /qty .* whole/],
  ['a price below zero', withLines('"qty":1,"price":"-1"'), /price .* negative/],
  ['no such currency', line('x', totalOf('1', 'XXQ')), /ISO 4217/],
  ['parts of a yen', line('x', totalOf('1.5', 'JPY')), /JPY has none/],
  ['a sum of doubles', line('x').replace('"lines"', `"amount":${0.1 + 0.2},"lines"`), /amount/],
  ['a comma as the decimal point', withLines('"qty":"19,99"'), /qty/],
  ['a thousands point', withLines('"qty":1,"price":"1.234,56"'), /price/],
  ['a time without a zone', line('x', { at: '2026-03-04T10:00:00' }), /offset/],
  ['the year 1', line('x', { at: '0001-01-01T00:00:00Z' }), /at /],
  ['the year 9999', line('x', { at: '9999-01-01T00:00:00Z' }), /at /],
  ['31 February', line('x', { at: '2026-02-31T00:00:00Z' }), /at /],
  ['an unknown kind', line('x', { kind: 'order.exploded' }), /kind/],
  ['an unknown system', line('x', { system: 'nobody' }), /no system nobody/],
];

function totalOf(amount: string, currency: string): object {
  return { data: { lines: [{ sku: 'A', qty: 1 }], total: { amount, currency } } };
}

function withLines(fields: string): string {
  return line('x').replace('"qty":1', fields);
}

describe('a line that can not be read', () => {
  it.each(quarantined)('is set aside beside a good one: %s', async (name, bad, reason) => {
    const good = Buffer.from(`${line(`good ${name}`)}\n`);
    const { status, body } = await post(
      '/api/observations',
      Buffer.concat([good, Buffer.from(bad)]),
    );
    expect([status, body]).toMatchObject([202, { accepted: 1, duplicate: 0 }]);
    const rows = body['quarantined'] as readonly { readonly reason: string }[];
    expect(rows[0]).toMatchObject({ line: 2, reason: expect.stringMatching(reason) as unknown });
  });

  it.each([
    [`[${line('x')},${line('y').slice(0, 40)}`, 1, /list that begins here is cut off/],
    [`[\n  ${line('x')},\n  ${line('y')}`, 1, /list that begins here is cut off/],
    ['[{"data":{"lines":[1]', 1, /list that begins here is cut off/],
    ['[]', 1, /holds no observation line/],
    [' \n\n ', 1, /holds no observation line/],
  ])('says what is wrong with %j as a whole', async (whole, at, reason) => {
    const { body } = await post('/api/observations', whole);
    const [first] = body['quarantined'] as readonly object[];
    expect(first).toMatchObject({ line: at, reason: expect.stringMatching(reason) as unknown });
  });

  it('is 422 alone, and its receipt is kept', async () => {
    const before = (await doors.store.counts()).receipts;
    for (const body of ['not json', '[]', '[1, null]', '{}', '""', ' ']) {
      expect([body, (await post('/api/observations', body)).status]).toEqual([body, 422]);
    }
    expect((await doors.store.counts()).receipts).toBe(before + 6);
  });

  it('is found in a list as it was written', async () => {
    const items = [line('in-a-list'), withLines('"qty":1e400'), '{"qty":1,"qty":99}'];
    const { status, body } = await post('/api/observations', `[${items.join(',')}]`, json);
    expect([status, body]).toMatchObject([202, { accepted: 1 }]);
    expect(body['quarantined']).toMatchObject([
      { line: 2, reason: expect.stringContaining('qty') as unknown },
      { line: 3, reason: expect.stringContaining('twice') as unknown },
    ]);
  });
});

describe('a body of very many lines', () => {
  it.each([
    ['lines', lines, 'x\n'.repeat(20_001)],
    ['lines, with empty ones between them', lines, 'x\n\n'.repeat(20_001)],
    ['lines that are not UTF-8', lines, Buffer.from('\u00e9\n'.repeat(20_001), 'latin1')],
    ['a list', json, `[${'1,'.repeat(20_000)}1]`],
  ])('is 413 and not kept: %s', async (_, headers, body) => {
    const before = (await doors.store.counts()).receipts;
    const answer = await post('/api/observations', body, headers);
    expect([answer.status, answer.body['detail']]).toEqual([
      413,
      'The body has more than 20000 lines: send it in parts.',
    ]);
    expect((await doors.store.counts()).receipts).toBe(before);
  });

  it('lists the first that can not be read, and counts the others', async () => {
    const { status, body } = await post('/api/observations', '\nx'.repeat(1_500));
    const rows = body['quarantined'] as readonly { readonly line: number }[];
    expect([status, rows.length, rows.at(-1)?.line]).toEqual([422, 1_000, 1_001]);
    expect(body['unlisted']).toBe(500);
    const kept = await doors.ask(`/api/receipts/${String(body['receipt'])}`);
    expect(kept.body['quarantined']).toBe(1_500);
  });
});

describe('what is read and odd', () => {
  it.each([
    ['markup', '<script>alert(1)</script>'],
    ['a formula', '=cmd()'],
    ['text that turns around', 'abc\u202Edef'],
    ['a query', "'; drop table receipt; --"],
    ['a template', '{{7*7}}${7*7}'],
  ])('is data and comes back as it went in: %s', async (_, name) => {
    expect(await doors.tell([{ ...(JSON.parse(line(name)) as object) }])).toMatchObject({
      status: 202,
      body: { accepted: 1 },
    });
    const { status, headers, body } = await doors.ask(`/api/orders/${encodeURIComponent(name)}`);
    expect([status, body['key']]).toEqual([200, name]);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('holds a status that nobody knows', async () => {
    const status = { native: 'Bamboozled' };
    await doors.tell([JSON.parse(line('odd-word', { kind: 'order.status', status })) as object]);
    const { body } = await doors.ask('/api/orders/odd-word');
    expect(body['timeline']).toMatchObject([{ verdict: 'unmapped' }]);
  });

  it('keeps both where one id says two things', async () => {
    await doors.tell([JSON.parse(line('twice')) as object]);
    const other = line('twice').replace('"qty":1', '"qty":2');
    expect(await post('/api/observations', other)).toMatchObject({
      status: 202,
      body: { accepted: 1 },
    });
  });
});

describe('a JSON request', () => {
  const path = '/api/findings/none/resolve';
  const keyed = { ...json, 'idempotency-key': 'bad-input' };

  it.each([
    ['{"reason":', 400],
    ['', 400],
    ['{"reason":"a","reason":"b"}', 400],
    ['{"__proto__":{},"reason":"a"}', 400],
    ['[]', 422],
    ['{}', 422],
    ['{"reason":""}', 422],
    ['{"reason":1}', 422],
    ['{"reason":"a","more":true}', 422],
    ['{"reason":"a"}', 404],
  ])('%j is %i', async (body, status) => {
    const answer = await post(path, body, keyed);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.text).not.toMatch(/at .*\.[jt]s|stack/);
  });

  it.each(['/api/handoffs/none/replay', '/api/destinations/erp/pause', '/api/orders/none/erase'])(
    'has no field that %s does not know',
    async (acting) => {
      const headers = { ...json, 'idempotency-key': acting };
      const { status, body } = await post(acting, '{"reason":"a","bogus":1}', headers);
      expect([status, body['detail']]).toEqual([422, expect.stringMatching(/^There is no /)]);
    },
  );

  it('is 409 while the same is under way under its key, and 422 under that of another', async () => {
    const body = '{"reason":"a"}';
    const digest = createHash('sha256').update(`POST\n${path}\n${body}`).digest('hex');
    const begun = { client: 'this machine', key: 'under-way', digest, at: openedAt };
    await doors.store.requests.beginRequest(begun);
    const headers = { ...json, 'idempotency-key': 'under-way' };
    const again = await post(path, body, headers);
    expect([again.status, again.headers['retry-after']]).toEqual([409, '1']);
    expect((await post(path, '{"reason":"b"}', headers)).status).toBe(422);
  });

  it.each([
    ['none', {}],
    ['an empty one', { 'idempotency-key': '' }],
    ['a long one', { 'idempotency-key': 'k'.repeat(256) }],
  ])('with %s as its idempotency key is 400', async (_, more) => {
    expect((await post(path, '{"reason":"a"}', { ...json, ...more })).status).toBe(400);
  });
});

describe('too much, and trouble behind the doors', () => {
  it('is 429 with when to come again, and never for observations', async () => {
    const many = await openDoors();
    const ask = async (): Promise<Answer> => many.ask('/api/handoffs?limit=0');
    let last = await ask();
    for (let count = 0; count < 70 && last.status === 400; count += 1) {
      await Promise.all(Array.from({ length: 100 }, ask));
      last = await ask();
    }
    expect([last.status, Number(last.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
    expect(last.body).toMatchObject({ title: 'Too many requests' });
    const body = line('in-spite-of-it');
    const taken = await many.ask('/api/observations', { method: 'POST', headers: lines, body });
    expect(taken.status).toBe(202);
    await many.close();
  }, 60_000);

  it('is 503 with when to come again where nothing can be kept', async () => {
    const store = new MemoryStore();
    Object.assign(store, {
      receive: async () => Promise.reject(new Error('the disk is full: /x')),
    });
    const away = await openDoors({ store });
    const body = line('lost');
    const answer = await away.ask('/api/observations', { method: 'POST', headers: lines, body });
    await away.close();
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
    expect(answer.text).not.toContain('disk');
    // A commit whose answer was lost may have been done.
    expect(answer.text).not.toContain('nothing was taken in');
    expect(answer.body['detail']).toContain('Send the same again');
    expect(away.complaints).toEqual([expect.stringContaining('the disk is full')]);
  });

  it('is 503 where nothing can be asked, and speaks of no sending', async () => {
    const store = new MemoryStore();
    Object.assign(store, { counts: async () => Promise.reject(new Error('it is away')) });
    const away = await openDoors({ store });
    const answer = await away.ask('/api/counts');
    await away.close();
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
    expect(answer.body).toMatchObject({
      title: 'Not answered',
      detail: 'The ledger could not be asked. Ask again.',
    });
  });
});
