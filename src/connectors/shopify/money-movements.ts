// A transaction of Shopify, as its API, its webhooks and its CSV of transaction histories write it:
// what it did with the money of an order, or tried to.
import type { Kind } from '../../core/observation/kinds.js';
import { meaningOf } from '../reading/words.js';

const done: Readonly<Record<string, Kind>> = {
  authorization: 'payment.authorized',
  emv_authorization: 'payment.authorized',
  capture: 'payment.captured',
  sale: 'payment.captured',
  void: 'payment.voided',
  refund: 'refund.issued',
};

const failed: Readonly<Record<string, Kind>> = {
  authorization: 'payment.failed',
  emv_authorization: 'payment.failed',
  capture: 'payment.failed',
  sale: 'payment.failed',
  refund: 'refund.failed',
};

const outcomes = { success: done, failure: failed, error: failed } as const;

/** null: nothing happened yet, or nothing that moves money (change given back in cash). */
export function movementOf(kind: string, status: string): Kind | null {
  const outcome = meaningOf(outcomes, status.toLowerCase());
  return outcome === undefined ? null : (meaningOf(outcome, kind.toLowerCase()) ?? null);
}

/** Shopify's gateway for test orders. */
export function isTestGateway(gateway: string): boolean {
  return /\bbogus\b/i.test(gateway);
}

/** A gateway by which the buyer pays at the door: the goods leave before the money comes. */
export function isCashOnDelivery(gateway: string): boolean {
  return /cash on delivery|\bcod\b/i.test(gateway);
}
