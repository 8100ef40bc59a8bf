// Judged as exports have it: states without their times, sums beside movements, files that end apart.
import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation/observation.js';
import type { GivenOptions } from '../../../test/given.js';
import { judged, lines, said, summary } from '../../../test/given.js';

const two = lines('A×2', 'B×1');
const total = { total: { amount: '50.00', currency: 'USD' } };
const money = (amount: string): { data: Record<string, string> } => ({
  data: { amount, currency: 'USD' },
});

const placed = said('shop order.placed 10:00', { data: { ...two, ...total, payable: 'captured' } });
const sold = said('amazon order.placed 10:00', { data: { ...two, payable: 'authorized' } });
const held = said('erp order.acknowledged 10:05', {
  data: { record: 'SO-1', state: 'confirmed', ...two, ...total },
});
const parcel = (system: string, clock: string, ...items: string[]): Observation =>
  said(`${system} shipment.shipped ${clock}`, {
    refs: { order: 'O-1', shipment: `S-${clock}` },
    data: lines(...items),
  });
/** How it stood when the file was made. */
const stood = (system: string, clock: string, native: string): Observation =>
  said(`${system} order.status ${clock}`, {
    native,
    until: clock,
    basis: 'extract',
    refs: { order: 'O-1', ...(system === 'erp' ? { record: 'SO-1' } : {}) },
  });

interface Case {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly then: readonly string[];
  readonly options?: GivenOptions;
}

const cases: Record<string, readonly Case[]> = {
  'states without their times': [
    {
      it: 'do not say that the effect came late',
      given: [
        placed,
        held,
        parcel('erp', '12:00', 'A×2', 'B×1'),
        stood('shop', '5T00:00', 'fulfilled'),
      ],
      then: [],
    },
    {
      it: 'contradict the rest of an order where only a part is shown',
      given: [
        placed,
        held,
        parcel('erp', '12:00', 'A×2'),
        parcel('erp', '13:00', 'B×1'),
        stood('shop', '5T00:00', 'partial'),
      ],
      then: ['status-void(missing) shipment-to-storefront'],
    },
    {
      it: 'leave open which part it is',
      given: [
        placed,
        held,
        parcel('erp', '12:00', 'A×1'),
        parcel('erp', '13:00', 'A×1'),
        stood('shop', '5T00:00', 'partial'),
      ],
      then: [],
    },
    {
      it: 'add nothing to parcels whose lines are known',
      given: [
        sold,
        held,
        parcel('erp', '12:00', 'A×2'),
        parcel('amazon', '12:01', 'A×2'),
        stood('erp', '3T00:00', 'Billed'),
      ],
      then: [],
    },
    {
      it: 'say of the whole nothing about its first part',
      given: [
        placed,
        held,
        parcel('erp', '12:00', 'A×2'),
        parcel('erp', '2T12:00', 'B×1'),
        said('shop shipment.shipped 2T12:10', { native: 'fulfilled' }),
      ],
      then: [],
    },
    {
      it: 'do not hide that the parcels before them hold too much',
      given: [
        placed,
        held,
        parcel('erp', '12:00', 'A×3', 'B×1'),
        said('shop shipment.shipped 12:01', { native: 'fulfilled' }),
        stood('erp', '3T00:00', 'Billed'),
      ],
      then: ['impossible-quantity(unknown) -'],
    },
    {
      it: 'heed a cancellation by closing what never shipped',
      given: [
        placed,
        held,
        said('shop order.cancelled 11:00'),
        stood('erp', '3T00:00', 'Sales Order : Closed'),
      ],
      then: [],
    },
  ],
  'a draft': [
    {
      it: 'is parked where only the day of its order was before the file began',
      given: [
        said('amazon order.placed 00:00', {
          until: '23:59',
          data: { ...two, payable: 'authorized' },
        }),
        said('erp order.acknowledged 10:05', { data: { record: 'SO-1', state: 'draft', ...two } }),
      ],
      options: { begins: { erp: '09:00' } },
      then: ['parked-draft(missing) order-to-erp'],
    },
  ],
  'files that end apart': [
    {
      it: 'do not show an edit after the end of the one',
      given: [
        placed,
        said('erp order.acknowledged 10:05', {
          data: { record: 'SO-1', state: 'confirmed', ...lines('A×3', 'B×1') },
        }),
        parcel('erp', '12:00', 'A×3', 'B×1'),
      ],
      options: { ends: { shop: '10:30' } },
      then: [],
    },
  ],
  'money that is told twice': [
    {
      it: 'is refunded once: a sum adds nothing to the refunds in it',
      given: [
        placed,
        held,
        said('shop payment.captured 10:00', { ...money('50.00'), id: 'paid' }),
        said('erp payment.captured 10:05', money('50.00')),
        said('shop refund.issued 12:00', money('20.00')),
        said('shop refund.issued 10:00', {
          ...money('20.00'),
          id: 'sum',
          until: '2T10:00',
          basis: 'no-later-than',
        }),
        said('erp refund.issued 12:30', money('20.00')),
      ],
      then: [],
    },
    {
      it: 'is refunded by the sum where no file has the refunds',
      given: [
        placed,
        held,
        said('shop payment.captured 10:00', money('50.00')),
        said('erp payment.captured 10:05', money('50.00')),
        said('shop refund.issued 10:00', {
          ...money('20.00'),
          until: '2T10:00',
          basis: 'no-later-than',
        }),
      ],
      then: ['rollback-gap(missing) refund-to-erp'],
    },
    {
      it: 'is taken once: the payment of two reports is one',
      given: [
        placed,
        held,
        said('erp payment.captured 10:05', money('60.00')),
        ...['charge', 'movement'].map((id) =>
          said('pay payment.captured 10:00', {
            ...money('50.00'),
            id,
            refs: { order: 'O-1', payment: ['ch_1', 'pi_1'] },
          }),
        ),
        said('pay refund.issued 12:00', money('60.00')),
        said('erp refund.issued 12:30', money('60.00')),
      ],
      then: ['impossible-quantity(unknown) -'],
    },
  ],
};

for (const [name, list] of Object.entries(cases)) {
  describe(name, () => {
    it.each(list)('$it', ({ given, then, options }) => {
      expect(summary(judged(given, options))).toEqual(then);
    });
  });
}
