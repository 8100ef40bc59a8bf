// A parcel that its own system took back: what of it is still owed to whom.
import { describe, expect, it } from 'vitest';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';

const two = lines('A×2');
const parcel = (
  headline: string,
  shipment: string,
  data: Readonly<Record<string, unknown>> = two,
): Observation => said(headline, { refs: { order: 'O-1', shipment }, data });

const found = (...given: readonly Observation[]): readonly string[] =>
  summary(
    judged([
      said('shop order.placed 10:00', { data: { ...two, payable: 'captured' } }),
      said('erp order.acknowledged 10:03', { data: { record: 'SO-1', ...two } }),
      ...given,
    ]),
  );

const erpShipped = parcel('erp shipment.shipped 13:00', 'P-1');
const erpTookBack = parcel('erp shipment.cancelled 13:10', 'P-1', {});
const neverTold = ['status-void(missing) shipment-to-erp'];

describe('a parcel that the ERP took back', () => {
  it('is not owed to it by who calls it by its name, before or afterwards', () => {
    expect(found(erpShipped, parcel('shop shipment.shipped 13:05', 'P-1'), erpTookBack)).toEqual(
      [],
    );
    expect(found(erpShipped, erpTookBack, parcel('shop shipment.shipped 13:20', 'P-1'))).toEqual(
      [],
    );
  });

  it('is not owed to it by who showed it before by another name', () => {
    expect(found(erpShipped, parcel('shop shipment.shipped 13:05', 'F-1'), erpTookBack)).toEqual(
      [],
    );
  });

  it('stands beside the one that followed it', () => {
    const shown = [
      parcel('shop shipment.shipped 13:05', 'F-1', lines('A×1')),
      parcel('shop shipment.shipped 13:35', 'F-2', lines('A×1')),
    ];
    const sent = [
      parcel('erp shipment.shipped 13:00', 'P-1', lines('A×1')),
      erpTookBack,
      parcel('erp shipment.shipped 13:30', 'P-2', lines('A×1')),
    ];
    expect(found(...sent, ...shown)).toEqual([]);
    expect(found(...sent.slice(0, 2), ...shown)).toEqual(neverTold);
  });

  it('says nothing of one that was first shown afterwards by another name', () => {
    expect(found(erpShipped, erpTookBack, parcel('shop shipment.shipped 14:00', 'F-1'))).toEqual(
      neverTold,
    );
  });

  it('says nothing of what another took back', () => {
    const shopTookBack = parcel('shop shipment.cancelled 13:10', 'S-1', {});
    expect(
      found(
        parcel('shop shipment.shipped 13:05', 'S-1'),
        shopTookBack,
        parcel('warehouse shipment.shipped 13:06', 'W-1'),
        parcel('shop shipment.shipped 13:20', 'S-2'),
      ),
    ).toEqual(neverTold);
  });
});

describe('a parcel of what its destination had cancelled', () => {
  const cancelled = (headline: string, data: Readonly<Record<string, unknown>> = {}): Observation =>
    said(headline, { data });
  const warehouseShipped = parcel('warehouse shipment.shipped 13:00', 'W-1');

  it('is the untold cancellation, and owed to nobody who knew of it', () => {
    const shopCancelled = cancelled('shop order.cancelled 11:00');
    const untold = ['rollback-gap(missing) cancel-to-erp'];
    expect(found(shopCancelled, erpShipped)).toEqual(untold);
    const erpCancelled = cancelled('erp order.cancelled 11:01');
    const picked = said('warehouse fulfilment.requested 10:10', { data: two });
    expect(found(shopCancelled, erpCancelled, picked, warehouseShipped)).toEqual([
      'rollback-gap(missing) cancel-to-warehouse',
    ]);
  });

  it('is owed as far as the rest of the order goes', () => {
    const shopCancelled = cancelled('shop order.cancelled 11:00', lines('A×1'));
    const untold = 'rollback-gap(missing) cancel-to-erp';
    const rest = parcel('shop shipment.shipped 13:05', 'S-1', lines('A×1'));
    expect(found(shopCancelled, erpShipped, rest)).toEqual([untold]);
    expect(found(shopCancelled, erpShipped)).toEqual([
      untold,
      'status-void(missing) shipment-to-storefront',
    ]);
  });

  it('is owed where it left before that was cancelled', () => {
    expect(found(erpShipped, cancelled('shop order.cancelled 14:30'))).toEqual([
      'status-void(missing) shipment-to-storefront',
    ]);
  });
});
