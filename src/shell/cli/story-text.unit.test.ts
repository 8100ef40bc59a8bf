import { describe, expect, it } from 'vitest';
import type { Attempt, HandoffState } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Story, Told } from '../../store/store.js';
import { storyText } from './story-text.js';

const start = Date.parse('2026-03-02T09:00:00Z') as Instant;
const after = (millis: number): Instant => (start + millis) as Instant;
const key = 'shipment-to-erp/erp/wh/shipment=S-1';

const handoff: HandoffState = {
  ...{ key, subject: 'A-1', rule: 'shipment-to-erp', to: 'erp', state: 'unknown' },
  ...{ carriage: 'ready', waitingFor: null, due: after(120_000), notBefore: null, attempts: 2 },
  ...{ command: null, errand: 'settle' },
  detail: JSON.stringify({ reason: 'its answer was lost' }),
};

function told(at: Instant, kind: string, over: Partial<Told> = {}): Told {
  const text = JSON.stringify({ system: 'wh', kind, at: 'elsewhere' });
  return { id: at, receipt: at, at, arrivedAt: at, text, verdict: 'applied', reason: '', ...over };
}

function attempt(at: Instant, over: Partial<Attempt>): Attempt {
  return {
    ...{ id: at, handoff: key, worker: 'w', errand: 'send', at, outcome: null },
    ...{ answeredAt: null, retryAt: null, answer: '', replayed: null },
    ...over,
  };
}

function lines(story: Partial<Story>): readonly string[] {
  const subject = {
    type: 'order',
    key: 'A-1',
    headline: 'shipped',
    names: [],
    state: '{}',
  } as const;
  const whole = { subject, told: [], attempts: [], handoffs: [handoff], findings: [], ...story };
  return storyText(whole).split('\n');
}

describe('The story of a subject', () => {
  it('has what systems said and what Weir did in one order of time', () => {
    const attempts = [
      attempt(after(2_000), { outcome: 'unknown', answeredAt: after(2_900), answer: 'no answer' }),
    ];
    const story = lines({
      told: [told(start, 'shipment.shipped'), told(after(5_000), 'order.placed')],
      attempts,
    });
    expect(story.slice(0, 5)).toEqual([
      'order A-1: shipped',
      '',
      '  2026-03-02T09:00:00Z     wh             shipment.shipped',
      '  2026-03-02T09:00:02Z     weir           shipment-to-erp to erp: sent, nobody knows whether it was taken after 900 ms: no answer',
      '  2026-03-02T09:00:05Z     wh             order.placed',
    ]);
    expect(story).toContain(
      '  shipment-to-erp to erp: unknown, due 2026-03-02T09:02:00Z (its answer was lost)',
    );
  });

  it('does not say that something was sent which was held back for its erased data', () => {
    const refused = { outcome: 'refused', answeredAt: after(6) } as const;
    const held = attempt(start, { ...refused, answer: 'its personal data was erased' });
    const [, , send, check] = lines({ attempts: [held, { ...held, errand: 'check' }] });
    expect(send).toMatch(/ to erp: not sent: its personal data was erased$/);
    expect(check).toMatch(/: looked up before it is sent, not sent: its personal data was erased$/);
    const [, , other] = lines({ attempts: [{ ...held, answer: 'answered 422' }] });
    expect(other).toMatch(/ to erp: sent, refused after 6 ms: answered 422$/);
  });

  it('tells a look-up from what was sent after it', () => {
    const done = (given: Partial<Attempt>): string => {
      const [, , line = ''] = lines({
        attempts: [attempt(start, { answeredAt: after(9), ...given })],
      });
      return line.slice(line.indexOf('erp: ') + 5);
    };
    const check = { errand: 'check' } as const;
    expect(done({ ...check, outcome: 'accepted', answer: 'answered 201: SO-1' })).toBe(
      'looked up, not there, and sent, accepted after 9 ms: answered 201: SO-1',
    );
    expect(done({ ...check, outcome: 'accepted', answer: 'looked up: it is there: SO-1' })).toBe(
      'looked up before it is sent, it was taken after 9 ms: it is there: SO-1',
    );
    expect(done({ ...check, outcome: 'unknown', answer: 'looked up: answered 500' })).toBe(
      'looked up before it is sent, which told nothing after 9 ms: answered 500',
    );
    const settle = { errand: 'settle' } as const;
    expect(done({ ...settle, outcome: 'refused', answer: 'answered 422' })).toBe(
      'sent again, for an answer was lost, refused after 9 ms: answered 422',
    );
    expect(done({ ...settle, outcome: 'unknown', answer: 'looked up: no connection' })).toBe(
      'looked up, for an answer was lost, which told nothing after 9 ms: no connection',
    );
    expect(done({ ...settle, outcome: 'unknown', answer: 'no whole answer in time' })).toBe(
      'sent again, for an answer was lost, nobody knows whether it was taken after 9 ms: no whole answer in time',
    );
    expect(
      done({ errand: 'read-back', outcome: 'unknown', answer: 'looked up: answered 429' }),
    ).toBe('read back, which told nothing after 9 ms: answered 429');
    expect(done({ ...settle, outcome: 'unsettled', answer: 'look by hand' })).toBe(
      'to be looked up, for an answer was lost, left to a person after 9 ms: look by hand',
    );
  });

  it('says how late a statement came, and why one was not applied', () => {
    const late = { arrivedAt: after(61_000), verdict: 'duplicate', reason: 'told before' } as const;
    expect(lines({ told: [told(start, 'order.placed', late)] })[2]).toBe(
      '  2026-03-02T09:00:00Z     wh             order.placed, arrived 2026-03-02T09:01:01Z  [duplicate: told before]',
    );
    const soon = { arrivedAt: after(60_000) };
    expect(lines({ told: [told(start, 'order.placed', soon)] })[2]).not.toContain('arrived');
  });

  it('says until when a destination asked to be left alone, and who had it tried anew', () => {
    const replayed = { by: 'ann', at: after(9_000), reason: 'the ERP is back', absent: false };
    const first = attempt(start, {
      outcome: 'retry',
      answeredAt: after(10),
      retryAt: after(60_000),
      replayed,
    });
    const story = lines({ attempts: [first] });
    expect(story[2]).toContain(
      'sent, not taken now after 10 ms; not again before 2026-03-02T09:01:00Z',
    );
    expect(story[3]).toBe(
      '  2026-03-02T09:00:09Z     weir           shipment-to-erp to erp: ann has it tried anew (the ERP is back)',
    );
  });

  it('says nothing in the place of a reason that nobody gave', () => {
    const replayed = { by: 'ann', at: after(9_000), reason: '', absent: false };
    const story = lines({ attempts: [attempt(start, { outcome: 'refused', replayed })] });
    expect(story[3]).toMatch(/: ann has it tried anew$/);
  });

  it('cuts a long answer, and puts it on one line', () => {
    const [line] = lines({
      attempts: [attempt(start, { outcome: 'refused', answer: `a\n  b ${'c'.repeat(500)}` })],
    }).slice(2);
    expect(line).toMatch(/sent, refused: a b c{116}…$/);
  });

  it('shows an attempt that is under way', () => {
    expect(lines({ attempts: [attempt(start, {})] })[2]).toContain('sent, and not answered yet');
  });
});
