// What each answer means: the table of statuses, and the contract's own words over it.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import type { Exchanged } from './client.js';
import type { Expression } from './expression.js';
import { expressionOf } from './expression.js';
import type { Read, Readers } from './reply.js';
import { readLookUp, readReply, waitOf } from './reply.js';

const now = Date.parse('2026-03-04T10:00:00Z') as Instant;

function answer(status: number, body: unknown = {}, retryAfter: string | null = null): Exchanged {
  return { got: 'answer', status, retryAfter, text: JSON.stringify(body) };
}

function written(text: string | undefined): Expression | null {
  if (text === undefined) return null;
  const expression = expressionOf(text);
  if ('failed' in expression) throw new Error(expression.failed);
  return expression;
}

function readers(texts: Partial<Record<keyof Readers, string>>): Readers {
  const { accepted, refused, record, present, shows } = texts;
  return {
    accepted: written(accepted),
    refused: written(refused),
    record: written(record),
    present: written(present),
    shows: written(shows),
  };
}

async function read(
  exchanged: Exchanged,
  texts: Partial<Record<keyof Readers, string>> = {},
): Promise<Read> {
  return readReply(exchanged, { readers: readers(texts), now });
}

describe('an answer to a command', () => {
  it.each([
    [200, 'accepted'],
    [201, 'accepted'],
    [204, 'accepted'],
    [301, 'refused'],
    [302, 'refused'],
    [303, 'unknown'],
    [307, 'refused'],
    [400, 'refused'],
    [401, 'retry'],
    [403, 'refused'],
    [404, 'refused'],
    [408, 'retry'],
    [409, 'refused'],
    [422, 'refused'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unknown'],
    [504, 'unknown'],
  ])('of %d is %s', async (status, outcome) => {
    expect((await read(answer(status))).outcome).toBe(outcome);
  });

  it('that never came is unknown once anything was sent', async () => {
    const nothing = { got: 'nothing', why: 'it broke off' } as const;
    expect((await read({ ...nothing, sent: true })).outcome).toBe('unknown');
    expect((await read({ ...nothing, sent: false })).outcome).toBe('retry');
  });

  it('counts as taken where the contract says so, and names its record', async () => {
    const there = { accepted: 'status < 300 or body.code = "exists"', record: 'body.id' };
    expect(await read(answer(409, { code: 'exists', id: 576 }), there)).toEqual({
      outcome: 'accepted',
      answer: 'answered 409: 576',
      record: '576',
    });
    expect((await read(answer(409, { code: 'other' }), there)).outcome).toBe('refused');
    expect(await read(answer(200, { id: '' }), there)).toMatchObject({ record: null });
  });

  it('of 200 with an error inside is refused where the contract sees it, and else unknown', async () => {
    const failed = answer(200, { ok: false, error: 'no such sku' });
    expect(await read(failed, { refused: 'body.error' })).toEqual({
      outcome: 'refused',
      answer: 'answered 200: no such sku',
    });
    expect((await read(failed, { accepted: 'body.ok' })).outcome).toBe('unknown');
    expect((await read(answer(200, 'x'), { accepted: '$error("no")' })).outcome).toBe('unknown');
    // What passes is not refused by the text that comes with it.
    expect((await read(answer(429, { error: 'slow' }), { refused: 'body.error' })).outcome).toBe(
      'retry',
    );
  });

  it.each([
    [200, { errors: [{ message: 'no such sku' }] }],
    [202, { job: 77 }],
    [207, { results: [{ status: 422 }] }],
    [200, '<html>Sign in</html>'],
    [200, { id: null }],
  ])(
    'of %d without the record that the contract looks for is unknown: %j',
    async (status, body) => {
      expect(await read(answer(status, body), { record: 'body.id' })).toEqual({
        outcome: 'unknown',
        answer: `answered ${status}, and names no record`,
      });
      const said = { accepted: 'status < 300', record: 'body.id' };
      expect(await read(answer(status, body), said)).toMatchObject({ outcome: 'accepted' });
    },
  );

  it.each([
    [200, { refused: '$error("no")' }, 'unknown'],
    [400, { refused: '$error("no")' }, 'refused'],
    [429, { refused: '$error("no")' }, 'retry'],
    [409, { accepted: '$error("no")' }, 'unknown'],
    [409, { accepted: '$error("no")', refused: 'true' }, 'refused'],
    [200, { accepted: 'true', refused: '$error("no")' }, 'accepted'],
  ])('of %d is read no further where a rule fails: %j', async (status, texts, outcome) => {
    const { outcome: found, answer: said } = await read(answer(status), texts);
    expect(found).toBe(outcome);
    if (found === 'unknown') expect(said).toContain('of the contract fails');
  });

  it('without a body is taken as its status says, whatever record it could have named', async () => {
    const empty = { ...answer(204, {}), text: '' } as const;
    expect(await read(empty, { record: 'body.id' })).toMatchObject({ outcome: 'accepted' });
  });

  it('that broke off says nothing where its body may refuse', async () => {
    const broken = { ...answer(200, {}), text: '{"error":"no' } as const;
    expect((await read(broken, { refused: 'body.error' })).outcome).toBe('unknown');
    expect((await read(broken)).outcome).toBe('accepted');
    const empty = { ...answer(204, {}), text: '' } as const;
    expect((await read(empty, { refused: 'body.error' })).outcome).toBe('accepted');
  });

  it.each([
    ['30', 30_000],
    ['0', 0],
    ['999999999999', 999_999_999_999_000],
    ['-5', null],
    ['1e9', null],
    ['soon', null],
    ['99999999999999999999', null],
    ['Wed, 04 Mar 2026 10:00:30 GMT', 30_000],
    ['Wed, 04 Mar 2026 09:00:00 GMT', null],
    ['2026-12-31', null],
    [null, null],
  ])('that says Retry-After: %s is tried again after %s ms', async (text, afterMillis) => {
    expect(await read(answer(429, {}, text))).toMatchObject({ outcome: 'retry', afterMillis });
  });

  it.each([
    ['Wed, 04 Mar 2026 10:00:30 GMT', 30_000],
    ['Wednesday, 04-Mar-26 10:00:30 GMT', 30_000],
    // That of C's asctime names no zone, and is of GMT like the others.
    ['Wed Mar  4 10:00:30 2026', 30_000],
    ['Tue, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - now],
  ])('that says Retry-After: %s means the same in every zone', (text, afterMillis) => {
    const zone = process.env['TZ'];
    try {
      for (const one of ['Pacific/Chatham', 'UTC', 'America/Los_Angeles']) {
        process.env['TZ'] = one;
        expect(waitOf(text, now)).toBe(afterMillis);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('of 503 says that nothing was taken only with a time to come back', async () => {
    expect((await read(answer(503, {}, '5'))).outcome).toBe('retry');
    expect((await read(answer(503, {}, '-5'))).outcome).toBe('unknown');
  });
});

describe('an answer to a look-up', () => {
  const texts = { present: '$count(body.orders) > 0', record: 'body.orders[0].id' };

  it('is present or absent only where it certainly is', async () => {
    const seen = async (exchanged: Exchanged): Promise<unknown> =>
      readLookUp(exchanged, { readers: readers(texts), now });
    expect(await seen(answer(200, { orders: [{ id: 'SO-1' }] }))).toEqual({
      found: 'present',
      answer: 'looked up: it is there: SO-1',
      record: 'SO-1',
      shows: null,
    });
    const shows = readers({ ...texts, shows: '{ "total": body.orders[0].sum }' });
    const shown = await readLookUp(answer(200, { orders: [{ id: 'SO-1', sum: '9.90' }] }), {
      readers: shows,
      now,
    });
    expect(shown).toMatchObject({ shows: { total: '9.90' } });
    expect(await seen(answer(200, { orders: [] }))).toEqual({ found: 'absent' });
    expect(await seen(answer(404))).toEqual({ found: 'absent' });
    for (const status of [301, 400, 401, 403, 429, 500, 503]) {
      expect(await seen(answer(status))).toMatchObject({ found: 'unsure' });
    }
    const nothing = { got: 'nothing', sent: false, why: 'it refuses connections' } as const;
    expect(await seen(nothing)).toMatchObject({ found: 'unsure' });
  });

  it('says until when it is to be left alone', async () => {
    const seen = async (...said: Parameters<typeof answer>): Promise<unknown> =>
      readLookUp(answer(...said), { readers: readers(texts), now });
    expect(await seen(429, {}, '30')).toMatchObject({ found: 'unsure', afterMillis: 30_000 });
    expect(await seen(503, {}, '5')).toMatchObject({ found: 'unsure', afterMillis: 5_000 });
    expect(await seen(429, {}, '-5')).toMatchObject({ found: 'unsure', afterMillis: null });
  });

  it('says nothing where its expression gives no truth', async () => {
    const vague = { readers: readers({ present: 'body.found' }), now };
    expect(await readLookUp(answer(200, {}), vague)).toMatchObject({ found: 'unsure' });
    expect(await readLookUp(answer(200, { found: 'yes' }), vague)).toMatchObject({
      found: 'unsure',
    });
    expect(await readLookUp(answer(200, {}), { readers: readers({}), now })).toMatchObject({
      found: 'present',
    });
  });
});
