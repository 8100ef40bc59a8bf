import { describe, expect, it } from 'vitest';
import { x12Set } from '../../../test/x12-sets.js';
import { shipment856 } from './shipments.js';

/** Orders with what is shipped of them and the names of their packs, of a notice of one structure. */
function orders(structure: string, segments: readonly string[]): Readonly<Record<string, unknown>> {
  const set = x12Set('856', [`BSN*00*SHIP-1*20260304*0930*${structure}`, ...segments]);
  const told = shipment856(set.segments).orders.map(({ po, lines, tracking }) => [
    po,
    [...lines.map(({ names, qty }) => `${qty} × ${names.seller}`), ...tracking].join(', '),
  ]);
  return Object.fromEntries(told) as Readonly<Record<string, unknown>>;
}

const shipment = ['HL*1**S', 'TD5*B*2*UPSN'];
const pack = (hl: string, name: string): string[] => [`HL*${hl}*P`, `MAN*CP*${name}`];
const order = (hl: string, po: string): string[] => [`HL*${hl}*O`, `PRF*${po}`];
const item = (hl: string, sku: string): string[] => [`HL*${hl}*I`, `LIN*1*VN*${sku}`, 'SN1**1*EA'];

describe('the packs of a notice', () => {
  it('are of the order that they hang below, or whose items', () => {
    const found = { 'PO-7': '1 × A, 1Z-A', 'PO-8': '1 × B, 1Z-B' };
    expect(
      orders('0001', [
        ...shipment,
        ...[...order('2*1', 'PO-7'), ...pack('3*2', '1Z-A'), ...item('4*3', 'A')],
        ...[...order('5*1', 'PO-8'), ...pack('6*5', '1Z-B'), ...item('7*6', 'B')],
      ]),
    ).toEqual(found);
    expect(
      orders('0002', [
        ...shipment,
        ...[...order('2*1', 'PO-7'), ...item('3*2', 'A'), ...pack('4*3', '1Z-A')],
        ...[...order('5*1', 'PO-8'), ...item('6*5', 'B'), ...pack('7*6', '1Z-B')],
      ]),
    ).toEqual(found);
  });

  it('are of the orders in them, where packs stand above orders', () => {
    expect(
      orders('0003', [
        ...shipment,
        ...[...pack('2*1', '1Z-A'), ...order('3*2', 'PO-7'), ...item('4*3', 'A')],
        ...[...pack('5*1', '1Z-B'), ...order('6*5', 'PO-8'), ...item('7*6', 'B')],
        ...[...pack('8*1', '1Z-C'), ...order('9*8', 'PO-7'), ...item('10*9', 'C')],
        ...[...order('11*8', 'PO-8'), ...item('12*11', 'D')],
      ]),
    ).toEqual({
      'PO-7': '1 × A, 1 × C, 1Z-A, 1Z-C',
      'PO-8': '1 × B, 1 × D, 1Z-B, 1Z-C',
    });
  });

  it('are found by their level where they name no parent', () => {
    const packsFirst = [
      ...shipment,
      ...[...pack('2*', '1Z-A'), ...order('3*', 'PO-7'), ...item('4*', 'A')],
      ...[...pack('5*', '1Z-B'), ...order('6*', 'PO-8'), ...item('7*', 'B')],
    ];
    const found = { 'PO-7': '1 × A, 1Z-A', 'PO-8': '1 × B, 1Z-B' };
    expect(orders('0003', packsFirst)).toEqual(found);
    const nameless = packsFirst.map((segment) => segment.replace(/^HL\*\d+/, 'HL*'));
    expect(orders('0003', nameless)).toEqual(found);
  });

  it('are of the orders whose items they hold, where they hang beside their order', () => {
    expect(
      orders('0001', [
        ...shipment,
        ...[...order('2*1', 'PO-7'), ...pack('3*1', '1Z-A'), ...item('4*3', 'A')],
        ...[...order('5*1', 'PO-8'), ...pack('6*1', '1Z-B')],
      ]),
    ).toEqual({ 'PO-7': '1 × A, 1Z-A', 'PO-8': '1Z-B' });
  });

  it('may be many by one reference or by the second name of a mark', () => {
    expect(
      orders('0004', [
        ...[...shipment, 'REF*2I*1Z-A', 'REF*2I*1Z-B'],
        ...[...order('2*1', 'PO-7'), 'MAN*GM*00100**CP*1Z-C'],
      ]),
    ).toEqual({ 'PO-7': '1Z-A, 1Z-B, 1Z-C' });
  });

  it('of one shipment of several are of the orders of that shipment', () => {
    expect(
      orders('0004', [
        ...[...shipment, 'REF*CN*PRO-1', ...order('2*1', 'PO-7'), ...item('3*2', 'A')],
        ...['HL*4**S', 'REF*CN*PRO-2', ...order('5*4', 'PO-8'), ...item('6*5', 'B')],
      ]),
    ).toEqual({ 'PO-7': '1 × A, PRO-1', 'PO-8': '1 × B, PRO-2' });
  });
});
