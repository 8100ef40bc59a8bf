// Which sets of X12 are read as business, and by what.
import type { TransactionSet } from '../interchange/interchange.js';
import type { Segment } from '../interchange/segment.js';
import type { Trade } from '../interchange/trade.js';
import { acknowledgement997, acknowledgementTa1 } from './acknowledgements.js';
import { answer855, answer865 } from './answers.js';
import { change860, order850 } from './orders.js';
import { inventory846, invoice810, status870 } from './reports.js';
import { request940, shipment856, shipment945 } from './shipments.js';

const sets: Readonly<Record<string, (segments: readonly Segment[]) => Trade>> = {
  '810': invoice810,
  '846': inventory846,
  '850': order850,
  '855': answer855,
  '856': shipment856,
  '860': change860,
  '865': answer865,
  '870': status870,
  '940': request940,
  '945': shipment945,
  '997': acknowledgement997,
  '999': acknowledgement997,
  TA1: acknowledgementTa1,
};

/** @returns null where the set is of another type: it is known as a document and no more. */
export function tradeOfSet({ type, segments }: TransactionSet): Trade | null {
  return sets[type]?.(segments) ?? null;
}
