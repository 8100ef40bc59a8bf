import { describe, expect, it } from 'vitest';
import type { ContextOptions } from '../../../test/stated.js';
import { contextOf, instant, said, shuffled, summary } from '../../../test/stated.js';
import type { Partner } from '../contract/contract.js';
import type { Candidate } from '../detect/finding.js';
import { emptyTally } from '../detect/tally.js';
import type { Tally } from '../detect/tally.js';
import { patternWords } from '../detect/words.js';
import type { Observation } from '../observation/observation.js';
import { foldDocuments } from './fold.js';
import { judgeDocuments } from './judge.js';

const systems = ['erp', 'acme-edi', 'shop'];

interface Named {
  readonly type?: string;
  readonly partner?: string;
  readonly po?: string;
  readonly basis?: string;
  readonly until?: string;
}

function document(headline: string, control: string, named: Named = {}): Observation {
  const [system, kind, clock] = headline.split(' ');
  const { type, partner = 'acme', po, basis, until } = named;
  return said(`${system} document.${kind} ${clock}`, {
    id: `${headline} ${control}`,
    refs: { document: control, partner, ...(po === undefined ? {} : { po }) },
    data: type === undefined ? {} : { type },
    ...(until === undefined ? {} : { until, basis: basis ?? 'day' }),
  });
}

const sent = (clock: string, control: string, po = `PO-${control}`): Observation =>
  document(`acme-edi sent ${clock}`, control, { type: '850', po });
const read = (clock: string, control: string): Observation =>
  document(`acme-edi acknowledged ${clock}`, control, { type: '997' });
const taken = (clock: string, control: string, kind = 'accepted'): Observation =>
  document(`acme-edi ${kind} ${clock}`, control);

/** The partner is known to send both answers. */
const usual = [sent('08:00', '1'), read('08:30', '1'), taken('10:00', '1')];

interface Judgement {
  readonly found: readonly Candidate[];
  readonly tally: Tally;
}

function judge(statements: readonly Observation[], options: ContextOptions = {}): Judgement {
  const tally = emptyTally();
  return { found: judgeDocuments(statements, contextOf({ systems, ...options }), tally), tally };
}

const partner: Partner = {
  name: 'acme',
  ids: [],
  system: 'acme-edi',
  acknowledges: ['850'],
  answers: [],
};
const declares = (fields: Partial<Partner>): ContextOptions => ({
  contract: { partners: [{ ...partner, ...fields }] },
});

interface Case {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly options?: ContextOptions;
  readonly then: readonly string[];
}

const missing = 'missing-acknowledgement(missing) acme-edi→acme';

const cases: readonly Case[] = [
  {
    it: 'finds a document that was never acknowledged by a partner who acknowledges such',
    given: [...usual, sent('12:00', '2'), taken('13:00', '2')],
    then: [missing],
  },
  {
    it: 'finds an order that was read and never answered',
    given: [...usual, sent('12:00', '2'), read('12:30', '2')],
    then: [missing],
  },
  {
    it: 'states one finding where neither answer came',
    given: [...usual, sent('12:00', '2')],
    then: [missing],
  },
  { it: 'leaves alone what was acknowledged and answered in time', given: usual, then: [] },
  {
    it: 'takes no acknowledgement of a test for one of live business',
    given: [
      ...usual,
      ...[sent('12:00', '2'), taken('13:00', '2')],
      said('acme-edi document.acknowledged 12:30', {
        refs: { document: '2', partner: 'acme' },
        data: { type: '997', test: true },
      }),
    ],
    then: [missing],
  },
  {
    it: 'owes a test no answer',
    given: [
      ...usual,
      said('acme-edi document.sent 12:00', {
        refs: { document: '3', partner: 'acme', po: 'PO-3' },
        data: { type: '850', test: true },
      }),
    ],
    then: [],
  },
  {
    it: 'takes a refusal and a change for answers, too',
    given: [
      ...usual,
      ...[sent('12:00', '2'), read('12:30', '2'), taken('13:00', '2', 'refused')],
      ...[sent('12:00', '3'), read('12:30', '3'), taken('13:00', '3', 'changed')],
    ],
    then: [],
  },
  {
    it: 'takes an answer to a whole group for one to each document in it',
    given: [
      ...usual,
      ...['2', '3'].map((control) =>
        said('acme-edi document.sent 12:00', {
          id: `sent ${control}`,
          refs: { document: control, partner: 'acme', group: '77', po: `PO-${control}` },
          data: { type: '850' },
        }),
      ),
      said('acme-edi document.acknowledged 12:30', {
        refs: { partner: 'acme', group: '77' },
        data: { type: '997' },
      }),
      ...[taken('13:00', '2'), taken('13:00', '3')],
    ],
    then: [],
  },
  {
    it: 'finds the answer by the purchase order where it names no control number',
    given: [
      ...usual,
      sent('12:00', '2'),
      read('12:30', '2'),
      said('acme-edi document.received 14:00', {
        refs: { partner: 'acme', po: 'PO-2', document: '9001' },
        data: { type: '855' },
      }),
    ],
    then: [],
  },
  {
    it: 'expects nothing of a partner who never acknowledged and declared nothing',
    given: [sent('08:00', '1'), taken('10:00', '1')],
    then: [],
  },
  {
    it: 'expects nothing of a type that the partner never acknowledged',
    given: [...usual, document('acme-edi sent 12:00', '2', { type: '810' })],
    then: [],
  },
  {
    it: 'expects what the partner declares',
    given: [sent('08:00', '1'), taken('10:00', '1')],
    options: declares({}),
    then: ['missing-acknowledgement(missing) acme-edi'],
  },
  {
    it: 'never expects an acknowledgement of an acknowledgement',
    given: [
      ...usual,
      document('acme-edi sent 12:00', '2', { type: '997' }),
      document('acme-edi sent 12:00', '3', { type: '999' }),
      document('acme-edi sent 12:00', '4', { type: 'TA1' }),
    ],
    options: declares({ acknowledges: ['850', '997', '999', 'TA1'] }),
    then: [],
  },
  {
    it: 'says that a right acknowledgement came late, as information',
    given: [...usual, sent('12:00', '2'), read('17:00', '2'), taken('17:30', '2')],
    then: ['sync-delay(delay) acme-edi→acme'],
  },
  {
    it: 'takes an acknowledgement of which only the day is known for in time',
    given: [
      ...usual,
      sent('12:00', '2'),
      document('acme-edi acknowledged 1T00:00', '2', { until: '1T23:59' }),
      taken('13:00', '2'),
    ],
    then: [],
  },
  {
    it: 'concludes nothing of the inbound folder where it was not given',
    given: [...usual, sent('12:00', '2')],
    options: {
      without: [
        'acme-edi:document.acknowledged',
        'acme-edi:document.accepted',
        'acme-edi:document.changed',
        'acme-edi:document.refused',
      ],
    },
    then: [],
  },
  {
    it: 'concludes nothing past the end of coverage',
    given: [...usual, sent('2T12:00', '2')],
    options: { ends: { 'acme-edi': '2T13:00' } },
    then: [],
  },
  {
    it: 'waits for what is not due',
    given: [...usual, sent('12:00', '2')],
    options: { now: '13:00' },
    then: [],
  },
  {
    it: 'keeps one control number of two partners apart',
    given: [
      ...usual,
      sent('12:00', '2'),
      document('acme-edi acknowledged 12:30', '2', { partner: 'globex' }),
      taken('13:00', '2'),
    ],
    then: [missing],
  },
];

describe('missing acknowledgements', () => {
  for (const one of cases) {
    it(one.it, () => {
      expect(summary(judge(one.given, one.options).found)).toEqual([...one.then].sort());
    });
  }

  it('depend neither on the order of arrival nor on repeats', () => {
    for (const one of cases) {
      const expected = judge(one.given, one.options);
      for (let seed = 1; seed <= 12; seed += 1) {
        const again = judge(shuffled([...one.given, ...one.given.slice(0, 2)], seed), one.options);
        expect(again.found, one.it).toEqual(expected.found);
        expect({ ...again.tally, duplicates: 0 }, one.it).toEqual({
          ...expected.tally,
          duplicates: 0,
        });
      }
    }
  });

  it('say what was due when, and that it was sent again and then answered', () => {
    const again = [
      ...usual,
      sent('12:00', '2', 'PO-7'),
      sent('18:00', '3', 'PO-7'),
      read('18:30', '3'),
      taken('19:00', '3'),
    ];
    const [found] = judge(again).found;
    expect(found).toMatchObject({
      subject: {
        type: 'document',
        key: '2',
        refs: { document: ['2'], partner: ['acme'], po: ['PO-7'] },
      },
      handoff: 'ack-997',
      at: instant('12:00'),
      due: instant('16:00'),
      healedAt: instant('18:30'),
    });
  });

  it('count documents, handoffs and what cannot be judged', () => {
    const { tally } = judge([...usual, sent('12:00', '2')]);
    expect(tally.documents).toBe(2);
    expect(tally.handoffs.get('ack-997→acme')).toMatchObject({ seen: 1, overdue: 1 });
    expect(tally.handoffs.get('ack-855→acme')).toMatchObject({ seen: 1, overdue: 1 });
    expect(tally.traffic.get('acme-edi→acme|document.sent')).toBe(2);
    const early = judge([...usual, sent('12:00', '2')], { now: '13:00' });
    expect(early.tally.handoffs.get('ack-997→acme')).toMatchObject({ expected: 1, notCovered: 0 });
    const blind = judge([...usual, sent('12:00', '2')], { without: ['acme-edi'] });
    expect(blind.tally.unknown.get('acme-edi|document.acknowledged')).toBe(2);
  });
});

/** The partner could not read it. */
const rejects = (clock: string, control: string): Observation => ({
  ...read(clock, control),
  id: `rejected ${clock} ${control}`,
  native: 'R',
});
const notice = (clock: string, control: string): Observation =>
  document(`acme-edi sent ${clock}`, control, { type: '856', po: 'PO-7' });

describe('documents that their partner rejected', () => {
  const rejected = 'transform-mismatch(mapping) acme-edi→acme';
  const found = (...given: Observation[]): string[] => summary(judge([...usual, ...given]).found);

  it('are found, whatever else is awaited of them', () => {
    expect(found(notice('12:00', '2'), rejects('12:30', '2'))).toEqual([rejected]);
    expect(found(sent('12:00', '2'), rejects('12:30', '2'))).toEqual([
      `${rejected} + missing-acknowledgement`,
    ]);
    const known: Observation = { ...read('12:30', '2'), canonical: 'document:syntax_rejected' };
    expect(found(notice('12:00', '2'), known)).toEqual([rejected]);
  });

  it('are no delay, however late the rejection came', () => {
    expect(found(notice('12:00', '2'), rejects('19:00', '2'))).toEqual([rejected]);
  });

  it('are none once the same was sent again and could be read, or the business answered', () => {
    const again = [notice('13:00', '2'), read('13:30', '2')];
    expect(found(notice('12:00', '2'), rejects('12:30', '2'), ...again)).toEqual([]);
    expect(found(sent('12:00', '2'), rejects('12:30', '2'), taken('13:00', '2'))).toEqual([]);
  });

  it('are healed by another of the same order, where an order has only one of its type', () => {
    const healedAt = (...given: Observation[]): unknown =>
      judge([...usual, ...given]).found.map((one) => [one.pattern, one.healedAt]);
    const next = [sent('13:00', '3', 'PO-2'), read('13:30', '3'), taken('14:00', '3')];
    expect(healedAt(sent('12:00', '2'), rejects('12:30', '2'), ...next)).toEqual([
      ['transform-mismatch', instant('13:30')],
    ]);
    const parcel = [notice('13:00', '3'), read('13:30', '3')];
    expect(healedAt(notice('12:00', '2'), rejects('12:30', '2'), ...parcel)).toEqual([
      ['transform-mismatch', null],
    ]);
  });

  it('are told as rejected, with what the partner said of them', () => {
    const [one] = judge([
      ...usual,
      notice('12:00', '2'),
      { ...rejects('12:30', '2'), data: { type: '856', errors: ['LIN03 is missing'] } },
    ]).found;
    const { explain, remedy } = patternWords['transform-mismatch'];
    expect(one).toMatchObject({ handoff: 'ack-997', field: '856', at: instant('12:30') });
    expect(one === undefined ? '' : explain(one)).toBe(
      'acme rejected 856 2 at 2026-03-02T12:30:00Z ("LIN03 is missing"): nothing in it was taken in. The path itself reported success.',
    );
    expect(one === undefined ? '' : remedy(one)).toContain('send it again');
  });
});

it('takes the notice of another parcel for no repeat of one that nobody acknowledged', () => {
  const parcels = [notice('12:00', '2'), notice('13:00', '3'), read('13:30', '3')];
  const [one] = judge([...usual, ...parcels]).found;
  expect(one).toMatchObject({ pattern: 'missing-acknowledgement', healedAt: null });
});

describe('the record of a document', () => {
  const rejected = { ...read('09:00', '1'), native: 'R' };

  it('is rejected by its own answer, whatever becomes of the rest of its group', () => {
    const inGroup = ['1', '2'].map((control) =>
      said('acme-edi document.sent 08:00', {
        id: `sent ${control}`,
        refs: { document: control, partner: 'acme', group: '77' },
        data: { type: '850' },
      }),
    );
    const rest = said('acme-edi document.acknowledged 09:00', {
      id: 'the rest',
      refs: { partner: 'acme', group: '77' },
    });
    const { documents } = foldDocuments([...inGroup, rejected, rest]);
    expect(documents.map(({ name, state }) => `${name} ${state}`)).toEqual([
      '1 syntax-rejected',
      '2 syntax-accepted',
    ]);
  });

  it('keeps syntax and business apart', () => {
    const state = (...statements: Observation[]): string | undefined =>
      foldDocuments(statements).documents[0]?.state;
    expect(state(sent('08:00', '1'))).toBe('sent');
    expect(state(sent('08:00', '1'), read('09:00', '1'))).toBe('syntax-accepted');
    expect(state(sent('08:00', '1'), rejected)).toBe('syntax-rejected');
    expect(state(sent('08:00', '1'), rejected, sent('10:00', '1'))).toBe('sent');
    expect(state(...usual)).toBe('accepted');
    expect(state(...usual, { ...read('11:00', '1'), id: 'again' })).toBe('accepted');
  });
});
