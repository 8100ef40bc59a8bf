// When several records of one order are one too many, and what is said of how they came about.
import { describe, expect, it } from 'vitest';
import type { GivenOptions } from '../../../test/given.js';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';
import { words } from './duplicate-draft.js';

const usd = (amount: string): { total: object } => ({ total: { amount, currency: 'USD' } });
const placed = said('shop order.placed 10:00', {
  data: { ...lines('A×2'), ...usd('20.00'), payable: 'captured' },
});
const held = (
  record: string,
  clock: string,
  data: Readonly<Record<string, unknown>> = lines('A×2'),
): Observation =>
  said(`erp order.acknowledged ${clock}`, { data: { record, state: 'confirmed', ...data } });
const updated = (data: Readonly<Record<string, unknown>>): Observation =>
  said('shop order.updated 10:10', { data });
const hop = (kind: string, clock: string): Observation =>
  said(`ipaas hop.${kind} ${clock}`, {
    data: { to: 'erp', from: 'shop', kind_of: 'order.placed' },
  });

const found = (given: readonly Observation[], options?: GivenOptions): readonly string[] =>
  summary(judged(given, options));
const duplicate = ['duplicate-draft(duplicate) order-to-erp'];

describe('several records of one order', () => {
  it('are a split of what the order was raised to', () => {
    const raised = updated({ ...lines('A×4'), ...usd('40.00') });
    expect(found([placed, held('SO-1', '10:03'), raised, held('SO-2', '10:15')])).toEqual([]);
  });

  it('are a split of what its total was raised to, where only that is told', () => {
    const raised = updated(usd('40.00'));
    const given = [
      placed,
      held('SO-1', '10:03', usd('20.00')),
      raised,
      held('SO-2', '10:15', usd('20.00')),
    ];
    expect(found(given, { without: ['erp:order.updated'] })).toEqual([]);
  });

  it('are too many with more than any version of it', () => {
    const lowered = updated({ ...lines('A×1'), ...usd('10.00') });
    const options = { without: ['erp:order.updated'] };
    const given = [placed, held('SO-1', '10:03'), lowered, held('SO-2', '10:15', lines('A×1'))];
    expect(found(given, options)).toEqual(duplicate);
  });

  it('are counted as unknown where one tells neither lines nor total', () => {
    const given = [placed, held('SO-1', '10:03', {}), held('SO-2', '10:05', {})];
    const judgement = judged(given);
    expect(summary(judgement)).toEqual([]);
    expect([...judgement.tally.unknown]).toEqual([['erp|order lines', 1]]);
  });

  it('are not compared in two currencies', () => {
    const euros = { total: { amount: '19.00', currency: 'EUR' } };
    expect(found([placed, held('SO-1', '10:03', euros), held('SO-2', '10:05', euros)])).toEqual([]);
  });

  it('are too many where one of them is still a draft', () => {
    const draft = { state: 'draft', ...lines('A×2') };
    expect(found([placed, held('D-1', '10:02', draft), held('SO-1', '10:03')])).toEqual(duplicate);
  });
});

describe('a backorder that was released twice', () => {
  const one = lines('A×1');
  const parcel = (headline: string, shipment: string): Observation =>
    said(headline, { refs: { order: 'O-1', shipment }, data: one });
  const both = (shipment: string, clock: string): readonly Observation[] =>
    ['erp', 'shop'].map((system) => parcel(`${system} shipment.shipped ${clock}`, shipment));
  const released = [placed, held('SO-1', '10:03', one), held('SO-1-B', '2T10:00', one)];
  const parcels = [...both('P-1', '12:00'), ...both('P-2', '2T12:00'), ...both('P-3', '2T12:30')];

  it('is one fault: what ships twice is the work of the second record', () => {
    expect(found([...released, held('SO-1-C', '2T10:30', one), ...parcels])).toEqual([
      'duplicate-draft(duplicate) order-to-erp + impossible-quantity',
    ]);
  });

  it('leaves what shipped twice to be seen to once its record is voided', () => {
    const corrected = said('erp hand.corrected 3T09:00');
    const gone = said('erp order.cancelled 3T09:00', { refs: { order: 'O-1', record: 'SO-1-C' } });
    const twice = [...released, held('SO-1-C', '2T10:30', one), ...parcels, gone, corrected];
    expect(found(twice)).toContain('impossible-quantity(unknown) -');
  });

  it('is told by its parcels alone where no second record shows it', () => {
    expect(found([...released, ...parcels])).toEqual(['impossible-quantity(unknown) -']);
  });

  it('explains no money that was given back twice', () => {
    const money = (headline: string): Observation =>
      said(headline, { data: { amount: '20.00', currency: 'USD' } });
    const refunded = ['2T14:00', '2T16:00'].map((clock) => money(`shop refund.issued ${clock}`));
    const given = [...released, held('SO-1-C', '2T10:30', one)];
    const captured = [money('shop payment.captured 10:01'), money('erp payment.captured 10:05')];
    expect(found([...given, ...captured, ...refunded])).toContain('impossible-quantity(unknown) -');
  });
});

describe('how a second record came about', () => {
  const explained = (...logged: readonly Observation[]): string => {
    const given = [placed, ...logged, held('SO-1', '10:03'), held('SO-2', '10:05')];
    return judged(given).candidates.map(words.explain).join();
  };

  it('is only supposed where no log shows it', () => {
    const supposed =
      'erp holds this one order as several records (SO-1, SO-2), together more than was ordered. ' +
      'A retry after a lost answer, or a second path, may have created it again: no log shows which.';
    expect(explained()).toBe(supposed);
    expect(explained(hop('received', '10:01'), hop('forwarded', '10:02'))).toBe(supposed);
  });

  it('is said where the log shows that it was sent again', () => {
    const told =
      'erp holds this one order as several records (SO-1, SO-2), together more than was ordered. ' +
      'The log of ipaas shows that it was sent there again.';
    expect(explained(hop('forwarded', '10:01'), hop('forwarded', '10:04'))).toBe(told);
    expect(explained(hop('failed', '10:01'), hop('forwarded', '10:04'))).toBe(told);
  });
});
