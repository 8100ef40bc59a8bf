import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation/observation.js';
import type { GivenOptions } from '../../../test/given.js';
import { judged, lines, said, summary } from '../../../test/given.js';

const two = lines('A×2', 'B×1');
const total = { total: { amount: '50.00', currency: 'USD' } };

const placed = said('shop order.placed 10:00', { data: { ...two, ...total, payable: 'captured' } });
const sold = said('amazon order.placed 10:00', {
  data: { ...two, ...total, payable: 'not_applicable' },
});
const mirrored = said('shop order.acknowledged 10:02', { data: { record: 'G-1' } });
const held = said('erp order.acknowledged 10:05', {
  data: { record: 'SO-1', state: 'confirmed', ...two, ...total },
});
const shippedBy = (system: string, clock: string, ...items: string[]): Observation =>
  said(`${system} shipment.shipped ${clock}`, {
    refs: { order: 'O-1', shipment: `S-${clock}` },
    data: items.length === 0 ? {} : lines(...items),
  });

const paidFor = (headline: string, refs: Record<string, string>): Observation =>
  said(headline, { refs, data: { amount: '50.00', currency: 'USD' } });

interface Case {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly then: readonly string[];
  readonly options?: GivenOptions;
}

const hop = (kind: string, clock: string, data: Record<string, unknown>): Observation =>
  said(`ipaas hop.${kind} ${clock}`, { data: { to: 'erp', from: 'amazon', ...data } });

const cases: Record<string, readonly Case[]> = {
  'lost orders': [
    {
      it: 'finds an order that the ERP never held',
      given: [placed],
      then: ['lost-order(missing) order-to-erp'],
    },
    { it: 'leaves alone an order that the ERP holds', given: [placed, held], then: [] },
    {
      it: 'concludes nothing where the ERP was not read',
      given: [placed],
      options: { without: ['erp'] },
      then: [],
    },
    {
      it: 'waits for an order that is not paid for',
      given: [said('shop order.placed 10:00', { data: { ...two, payable: 'pending' } })],
      then: [],
    },
    {
      it: 'runs the clock from the capture of a pending payment',
      given: [
        said('shop order.placed 10:00', { data: { ...two, payable: 'pending' } }),
        said('pay payment.captured 19T23:55', { data: { amount: '50.00', currency: 'USD' } }),
      ],
      then: [],
    },
    {
      it: 'expects nothing of an order that is held for a check',
      given: [placed, said('shop order.held 10:01')],
      then: [],
    },
    {
      it: 'expects nothing of a pre-order before its day',
      given: [
        said('shop order.placed 10:00', {
          data: { ...two, payable: 'captured', available_from: '2026-04-30T00:00:00Z' },
        }),
      ],
      then: [],
    },
    {
      it: 'expects nothing of a test order',
      given: [said('shop order.placed 10:00', { data: { ...two, test: true } })],
      then: [],
    },
    {
      it: 'owes nothing of a shipment that is only a test',
      given: [sold, held, said('amazon shipment.shipped 11:00', { data: { ...two, test: true } })],
      then: [],
    },
    {
      it: 'takes money that was only tried for none',
      given: [
        said('pay payment.captured 10:00', {
          data: { amount: '50.00', currency: 'USD', test: true },
        }),
      ],
      then: [],
    },
    {
      it: 'expects nothing of what the channel fulfils itself',
      given: [
        said('amazon order.placed 10:00', { data: { ...two, fulfilled_by: 'channel' } }),
        shippedBy('amazon', '11:00', 'A×2', 'B×1'),
      ],
      then: [],
    },
    {
      it: 'expects nothing of an order that was cancelled in time',
      given: [placed, said('shop order.cancelled 10:10')],
      then: [],
    },
    {
      it: 'counts money and shipment of a lost order as parts of it',
      given: [
        sold,
        mirrored,
        said('pay payment.captured 10:01', { data: { amount: '50.00', currency: 'USD' } }),
        shippedBy('amazon', '12:00', 'A×2', 'B×1'),
      ],
      then: ['lost-order(missing) order-to-erp + orphaned-payment + three-truths'],
    },
    {
      it: 'says late where the ERP took it in late',
      given: [
        placed,
        said('erp order.acknowledged 12:00', { data: { record: 'SO-1', ...two, ...total } }),
      ],
      then: ['sync-delay(delay) order-to-erp'],
    },
    {
      it: 'cannot call late what is only known by the day',
      given: [
        placed,
        said('erp order.acknowledged 00:00', {
          until: '2T00:00',
          data: { record: 'SO-1', ...two, ...total },
        }),
      ],
      then: [],
    },
    {
      it: 'takes a daily summary as the acknowledgement of each of its orders',
      given: [
        placed,
        said('erp order.acknowledged 10:10', {
          refs: { order: ['O-1', 'O-2'], record: 'SUM-1' },
          data: { record: 'SUM-1', ...lines('A×9'), state: 'confirmed' },
        }),
      ],
      then: [],
    },
  ],
  drafts: [
    {
      it: 'finds a draft that nobody approved',
      given: [
        placed,
        said('erp order.acknowledged 10:05', { data: { record: 'D', state: 'draft' } }),
      ],
      then: ['parked-draft(missing) order-to-erp'],
    },
    {
      it: 'gives a draft one business day: Friday to Monday',
      given: [
        said('shop order.placed 3T10:00', { data: { ...two, payable: 'captured' } }),
        said('erp order.acknowledged 3T10:05', { data: { record: 'D', state: 'draft' } }),
      ],
      options: { now: '6T10:00' },
      then: [],
    },
    {
      it: 'takes back the acknowledgement that a later draft withdraws',
      given: [
        placed,
        held,
        said('erp order.acknowledged 11:00', { data: { record: 'SO-1', state: 'draft' } }),
      ],
      then: ['parked-draft(missing) order-to-erp'],
    },
    {
      it: 'finds one order under two records',
      given: [
        placed,
        held,
        said('erp order.acknowledged 10:06', { data: { record: 'SO-2', ...two } }),
      ],
      then: ['duplicate-draft(duplicate) order-to-erp'],
    },
    {
      it: 'knows a split by its quantities',
      given: [
        placed,
        said('erp order.acknowledged 10:05', { data: { record: 'SO-1', ...lines('A×2') } }),
        said('erp order.acknowledged 10:06', { data: { record: 'SO-2', ...lines('B×1') } }),
      ],
      then: [],
    },
    {
      it: 'knows a record that took the place of a voided one',
      given: [
        placed,
        held,
        said('erp order.cancelled 10:20', { refs: { order: 'O-1', record: 'SO-1' } }),
        said('erp order.acknowledged 10:25', { data: { record: 'SO-2', ...two, ...total } }),
      ],
      then: [],
    },
  ],
  content: [
    {
      it: 'finds an order refused for a field',
      given: [
        sold,
        said('erp order.refused 10:05', {
          data: { reason: 'Please enter value(s)', field: 'zip' },
        }),
      ],
      then: ['transform-mismatch(mapping) order-to-erp + lost-order'],
    },
    {
      it: 'leaves alone a refusal that was mended',
      given: [
        placed,
        said('erp order.refused 10:01', { data: { reason: 'bad', field: 'zip' } }),
        held,
      ],
      then: [],
    },
    {
      it: 'finds another quantity in the ERP',
      given: [
        placed,
        said('erp order.acknowledged 10:05', { data: { record: 'SO-1', ...lines('A×1', 'B×1') } }),
      ],
      then: ['transform-mismatch(mapping) order-to-erp'],
    },
    {
      it: 'takes an edit that was not passed on for what it is',
      given: [placed, held, said('shop order.updated 11:00', { data: lines('A×3', 'B×1') })],
      then: ['status-void(missing) change-to-erp'],
    },
  ],
  shipments: [
    {
      it: 'finds a shipment that the ERP was never told of',
      given: [placed, held, shippedBy('shop', '12:00', 'A×2', 'B×1')],
      then: ['status-void(missing) shipment-to-erp'],
    },
    {
      it: 'finds a shipment that the marketplace was never told of',
      given: [sold, held, shippedBy('erp', '12:00', 'A×2', 'B×1')],
      then: ['status-void(missing) shipment-to-marketplace'],
    },
    {
      it: 'compares quantities, not parcels',
      given: [
        placed,
        held,
        shippedBy('shop', '12:00', 'A×2'),
        shippedBy('shop', '13:00', 'B×1'),
        shippedBy('erp', '13:30', 'A×2', 'B×1'),
      ],
      then: ['sync-delay(delay) shipment-to-erp'],
    },
    {
      it: 'finds the second parcel missing',
      given: [
        placed,
        held,
        shippedBy('shop', '12:00', 'A×2'),
        shippedBy('shop', '13:00', 'B×1'),
        shippedBy('erp', '12:10', 'A×2'),
      ],
      then: ['status-void(missing) shipment-to-erp'],
    },
    {
      it: 'finds three truths where two holders were not told',
      given: [sold, mirrored, held, shippedBy('amazon', '12:00', 'A×2', 'B×1')],
      then: ['three-truths(missing) shipment-to-erp'],
    },
    {
      it: 'names a translation that changed the meaning',
      given: [
        sold,
        mirrored,
        held,
        shippedBy('amazon', '12:00', 'A×2', 'B×1'),
        hop('transformed', '12:01', {
          kind_of: 'shipment.shipped',
          status_in: 'Shipped',
          status_out: 'Pending Fulfillment',
        }),
      ],
      then: ['three-truths(mapping) shipment-to-erp'],
    },
    {
      it: 'owes nothing to a storefront that does not mirror the order',
      given: [
        sold,
        held,
        shippedBy('amazon', '12:00', 'A×2', 'B×1'),
        shippedBy('erp', '12:10', 'A×2', 'B×1'),
      ],
      then: [],
    },
    {
      it: 'finds a shipment that was forwarded before its order',
      given: [
        sold,
        said('erp order.acknowledged 12:05', { data: { record: 'SO-1', ...two, ...total } }),
        shippedBy('amazon', '12:00', 'A×2', 'B×1'),
        hop('forwarded', '12:01', { kind_of: 'shipment.shipped' }),
      ],
      then: ['premature-event(sequencing) shipment-to-erp + status-void'],
    },
    {
      it: 'finds a shipment of the ERP that no system has an order for',
      given: [said('erp shipment.shipped 12:00', { refs: { record: 'X', shipment: 'S-9' } })],
      then: ['unmatched-fulfilment(unknown) -'],
    },
    {
      it: 'finds more shipped than was ordered',
      given: [
        placed,
        held,
        shippedBy('shop', '12:00', 'A×2', 'B×1'),
        shippedBy('erp', '12:00', 'A×3', 'B×1'),
        shippedBy('shop', '12:01', 'A×1'),
      ],
      then: ['impossible-quantity(unknown) -'],
    },
  ],
  cancellations: [
    {
      it: 'finds a cancellation that the ERP does not hear of',
      given: [placed, held, said('shop order.cancelled 11:00')],
      then: ['rollback-gap(missing) cancel-to-erp'],
    },
    {
      it: 'is content once the ERP voided it',
      given: [placed, held, said('shop order.cancelled 11:00'), said('erp order.cancelled 11:03')],
      then: [],
    },
    {
      it: 'proves it by the picking that went on',
      given: [
        placed,
        held,
        said('shop order.cancelled 11:00'),
        said('warehouse fulfilment.picked 11:30'),
      ],
      options: { without: ['erp:order.cancelled', 'warehouse:order.cancelled'] },
      then: ['rollback-gap(missing) cancel-to-erp'],
    },
    {
      it: 'takes a cancellation after the shipment for a return',
      given: [
        placed,
        held,
        shippedBy('shop', '12:00', 'A×2', 'B×1'),
        shippedBy('erp', '12:01', 'A×2', 'B×1'),
        said('shop order.cancelled 13:00'),
      ],
      then: [],
    },
    {
      it: 'finds a line that was cancelled in one place only',
      given: [placed, held, said('shop order.cancelled 11:00', { data: lines('B×1') })],
      then: ['rollback-gap(missing) cancel-to-erp'],
    },
    {
      it: 'finds a refund that the books never saw',
      given: [
        placed,
        held,
        said('pay payment.captured 10:01', { data: { amount: '50.00', currency: 'USD' } }),
        said('erp payment.captured 10:30', { data: { amount: '50.00', currency: 'USD' } }),
        said('pay refund.issued 12:00', { data: { amount: '50.00', currency: 'USD' } }),
      ],
      then: ['rollback-gap(missing) refund-to-erp'],
    },
  ],
  'money and books': [
    {
      it: 'finds money without an order',
      given: [paidFor('pay payment.captured 10:00', { payment: 'pi_1' })],
      then: ['orphaned-payment(missing) -'],
    },
    {
      it: 'asks nothing of a named payment whose order may be older than the file of the shop',
      given: [paidFor('pay payment.captured 2T10:00', { payment: 'pi_1', order_name: '#990' })],
      options: { begins: { shop: '1T08:00' } },
      then: [],
    },
    {
      it: 'finds the named payment where the file of the shop reaches back as long as orders live',
      given: [paidFor('pay payment.captured 12T10:00', { payment: 'pi_1', order_name: '#990' })],
      options: { begins: { shop: '1T08:00' } },
      then: ['orphaned-payment(missing) -'],
    },
    {
      it: 'asks nothing of a capture whose authorisation is older than the file of the shop',
      given: [
        paidFor('pay payment.authorized 1T06:00', { payment: 'pi_1' }),
        paidFor('pay payment.captured 3T10:00', { payment: 'pi_1' }),
      ],
      options: { begins: { shop: '1T08:00' } },
      then: [],
    },
    {
      it: 'joins a payment to the order that states it too',
      given: [
        placed,
        held,
        said('shop payment.captured 10:00', { refs: { order: 'O-1', payment: 'pi_1' } }),
        said('pay payment.captured 10:00', { refs: { payment: 'pi_1' } }),
        said('erp payment.captured 10:20'),
      ],
      then: [],
    },
    {
      it: 'finds revenue without its cost',
      given: [
        placed,
        held,
        said('erp books.revenue 12:00', { data: { amount: '50.00', currency: 'USD' } }),
      ],
      then: ['books-gap(missing) books-after-revenue'],
    },
    {
      it: 'finds cost without its revenue',
      given: [placed, held, said('erp books.cogs 12:00'), said('erp books.inventory 12:00')],
      then: ['books-gap(missing) books-after-revenue'],
    },
  ],
  identity: [
    {
      it: 'finds one id with two contents',
      given: [
        placed,
        held,
        said('shop payment.captured 10:00', { id: 'x', data: { amount: '1', currency: 'USD' } }),
        said('shop payment.captured 10:00', { id: 'x', data: { amount: '2', currency: 'USD' } }),
      ],
      then: ['identity-conflict(conflict) -'],
    },
    {
      it: 'lets the newer of two exports that state one event replace the older',
      given: [
        placed,
        held,
        ...['1', '2'].map((amount) =>
          said('shop payment.authorized 10:00', {
            id: 'x',
            version: `2026-03-0${amount}T00:00:00Z`,
            data: { amount, currency: 'USD' },
          }),
        ),
      ],
      then: [],
    },
    {
      it: 'finds one name that two systems placed different orders under',
      given: [placed, said('amazon order.placed 10:00', { data: lines('C×5') })],
      then: ['identity-conflict(conflict) -'],
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
