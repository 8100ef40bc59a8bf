// Money that came back to who gave it, and goods that came back more than once.
import { describe, expect, it } from 'vitest';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';

const found = (...given: readonly Observation[]): readonly string[] =>
  summary(
    judged([
      said('shop order.placed 10:00', { data: { ...lines('A×2'), payable: 'captured' } }),
      said('erp order.acknowledged 10:03', { data: { record: 'SO-1', ...lines('A×2') } }),
      ...given,
    ]),
  );

describe('a refund that failed', () => {
  const money = (headline: string, refund: string): Observation =>
    said(headline, {
      refs: { order: 'O-1', refund },
      data: { amount: '20.00', currency: 'USD' },
    });
  const captured = ['pay', 'erp'].map((system) =>
    said(`${system} payment.captured 10:01`, { data: { amount: '20.00', currency: 'USD' } }),
  );
  const first = money('pay refund.issued 12:00', 'f-1');
  const failed = money('pay refund.failed 12:20', 'f-1');

  it('gave nothing back, so that it may be given again', () => {
    const again = money('pay refund.issued 12:30', 'f-2');
    const told = money('erp refund.issued 13:00', 'cm-1');
    expect(found(...captured, first, failed, again, told)).toEqual([]);
    expect(found(...captured, first, money('pay refund.issued 12:30', 'f-2'), told)).toEqual([
      'impossible-quantity(unknown) -',
      'rollback-gap(missing) refund-to-erp',
    ]);
  });

  it('is owed to nobody', () => {
    expect(found(...captured, first, failed)).toEqual([]);
  });

  it('is another one than a refund of another name, or of its own name afterwards', () => {
    const owed = ['rollback-gap(missing) refund-to-erp'];
    expect(found(...captured, first, money('pay refund.failed 12:20', 'f-9'))).toEqual(owed);
    expect(found(...captured, failed, money('pay refund.issued 12:30', 'f-1'))).toEqual(owed);
  });
});

describe('a refund of what was charged twice', () => {
  const money = (headline: string, payment: string, more = {}): Observation =>
    said(headline, {
      refs: { order: 'O-1', payment, ...more },
      data: { amount: '20.00', currency: 'USD' },
    });
  const total = { total: { amount: '20.00', currency: 'USD' } };
  const bought = [
    said('shop order.placed 10:00', { data: { ...lines('A×2'), ...total, payable: 'captured' } }),
    said('erp order.acknowledged 10:03', { data: { record: 'SO-1', ...lines('A×2'), ...total } }),
    money('pay payment.captured 10:01', 'p-1'),
    money('pay payment.captured 10:02', 'p-2'),
    money('erp payment.captured 10:05', 'p-1'),
  ];
  const owed = ['rollback-gap(missing) refund-to-erp'];
  const told = (...given: Observation[]): readonly string[] =>
    summary(judged([...bought, ...given]));

  it('is owed to no books that took in the other charge alone', () => {
    expect(told(money('pay refund.issued 10:30', 'p-2', { refund: 'f-2' }))).toEqual([]);
  });

  it('is owed where it is of the charge that they took in, or they may have taken in both', () => {
    expect(told(money('pay refund.issued 10:30', 'p-1', { refund: 'f-1' }))).toEqual(owed);
    const both = money('erp payment.captured 10:06', 'p-2');
    expect(told(both, money('pay refund.issued 10:30', 'p-2', { refund: 'f-2' }))).toEqual(owed);
    const named = money('erp payment.captured 10:06', 'DEP-7');
    expect(told(named, money('pay refund.issued 10:30', 'p-2', { refund: 'f-2' }))).toEqual(owed);
  });

  it('is another one than the refund of the order afterwards', () => {
    const second = money('pay refund.issued 10:30', 'p-2', { refund: 'f-2' });
    const whole = money('pay refund.issued 3T10:30', 'p-1', { refund: 'f-1' });
    expect(told(second, whole)).toEqual(owed);
    const memo = money('erp refund.issued 3T12:00', 'p-1', { refund: 'CM-1' });
    expect(told(second, whole, memo)).toEqual([]);
  });
});

describe('a second return', () => {
  const back = (
    headline: string,
    name: string | null,
    data: Readonly<Record<string, unknown>> = lines('A×1'),
  ): Observation =>
    said(headline, {
      refs: name === null ? { order: 'O-1' } : { order: 'O-1', return: name },
      data,
    });
  const owed = ['rollback-gap(missing) return-to-erp'];
  const first = back('shop return.received 12:00', 'R-a');
  const second = back('shop return.received 13:00', 'R-b');

  it('is owed where the ERP shows only the first, by its name', () => {
    const shown = back('erp return.received 12:30', 'R-a');
    expect(found(first, second, shown)).toEqual(owed);
    expect(found(first, second, shown, back('erp return.received 13:30', 'R-b'))).toEqual([]);
  });

  it('is owed where what the ERP shows by names of its own is less', () => {
    const shown = back('erp return.received 12:30', 'RMA-1');
    expect(found(first, second, shown)).toEqual(owed);
    expect(found(first, second, shown, back('erp return.received 13:30', 'RMA-2'))).toEqual([]);
    expect(found(first, second, back('erp return.received 13:30', null, lines('A×2')))).toEqual([]);
  });

  it('is not the same one at a later stage, here or there', () => {
    const stages = ['requested 11:00', 'approved 11:10', 'received 12:00', 'closed 12:05'];
    const told = (system: string, name: string | null): readonly Observation[] =>
      stages.map((stage) => back(`${system} return.${stage}`, name));
    expect(found(...told('shop', 'R-a'), back('erp return.approved 12:30', 'RMA-1'))).toEqual([]);
    expect(found(first, second, ...told('erp', null))).toEqual(owed);
  });

  it('may be in one of the ERP that does not tell its lines', () => {
    expect(found(first, second, back('erp return.received 13:30', 'RMA-1', {}))).toEqual([]);
  });

  it('is compared by number where the ERP calls the goods by other names', () => {
    const one = back('erp return.received 12:30', 'RMA-1', lines('X-9×1'));
    expect(found(first, one)).toEqual([]);
    expect(found(first, second, one)).toEqual(owed);
  });

  it('is owed though another system showed the first one only', () => {
    const warehouse = back('warehouse return.received 11:50', 'R-a');
    const shown = back('erp return.received 12:30', 'R-a');
    expect(found(warehouse, first, second, shown)).toEqual(owed);
  });
});
