import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  fixtureTable,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { observed, readDocument, readTable, unreadable } from '../../../test/read-export.js';
import { eventsJson } from './exports-events.js';
import { paymentsCsv } from './exports-payments.js';

describe.skipIf(!fixturesAreHere)(suiteOfFixtures("Stripe's own files"), () => {
  it.each([
    ['charge.captured', ['payment.captured', '1.00']],
    ['charge.dispute.created', ['payment.disputed', '1.00']],
    ['charge.failed', ['payment.failed', '20.00']],
    ['charge.refunded', ['refund.issued', '1.00']],
    ['charge.succeeded', ['payment.captured', '20.00']],
    ['checkout.session.completed', ['payment.captured', undefined]],
    ['checkout.session.completed.payment_mode', ['payment.captured', undefined]],
    ['payment_intent.canceled', ['payment.voided', '20.00']],
    ['payment_intent.created', []],
    ['payment_intent.payment_failed', ['payment.failed', '20.00']],
    ['payment_intent.requires_action', []],
    ['payment_intent.succeeded', ['payment.captured', '20.00']],
    ['balance.available', []],
    ['customer.created', []],
    ['invoice.paid', []],
    ['payout.created', []],
    ['payout.paid', []],
    ['price.created', []],
    ['product.updated', []],
  ])('%s', (name, expected) => {
    const readings = readDocument(
      eventsJson,
      fixtureDocument(`stripe/webhook-events/${name}.json`),
    );
    expect(unreadable(readings)).toEqual([]);
    expect(readings).not.toBeNull();
    const told = observed(readings);
    expect(told.flatMap(({ kind, data }) => [kind, data?.['amount']])).toEqual(expected);
    expect(told.every(({ data }) => data?.['test'] === true)).toBe(true);
  });

  it.each([
    ['payments-default.csv', 5, 0],
    ['payments-all-columns.csv', 5, 4],
    ['unified-payments-chosen-columns.csv', 2, 0],
  ])('%s gives %i captures, %i of them tests', (file, captures, tests) => {
    const readings = readTable(paymentsCsv, fixtureTable(`exports/stripe/${file}`));
    expect(unreadable(readings)).toEqual([]);
    const captured = observed(readings).filter(({ kind }) => kind === 'payment.captured');
    expect(captured).toHaveLength(captures);
    expect(captured.filter(({ data }) => data?.['test'] === true)).toHaveLength(tests);
  });
});
