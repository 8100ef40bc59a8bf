// What Stripe's words mean: intents, charges, refunds, disputes, payouts, and the labels of the
// dashboard's exports. Stripe declares its lists as open.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const intents = statusTable('payment', 'payment_intent', 'open', [
  row(
    ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing'],
    'payment:pending',
  ),
  row(['requires_capture'], 'payment:authorized'),
  row(['succeeded'], 'payment:captured'),
  row(['canceled'], 'payment:voided'),
]);

/** A charge that succeeded may still be uncaptured: its `captured` says so, and then the intent. */
const charges = statusTable('payment-charge', 'charge', 'open', [
  row(['pending'], 'payment:pending'),
  row(['succeeded'], 'payment:captured'),
  row(['failed'], 'payment:failed'),
]);

const checkout = statusTable('payment-checkout', 'checkout.session', 'open', [
  row(['unpaid'], 'payment:pending'),
  row(['paid'], 'payment:captured'),
  row(['no_payment_required'], 'payment:not_applicable'),
  row(['open', 'complete', 'expired']),
]);

const refunds = statusTable('refund', 'refund', 'open', [
  row(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
]);

const disputes = statusTable('dispute', 'dispute', 'open', [
  row(['warning_needs_response', 'warning_under_review', 'needs_response', 'under_review']),
  row(['warning_closed', 'won', 'prevented']),
  row(['lost'], 'payment:refunded'),
]);

const payouts = statusTable('settlement', 'payout', 'open', [
  row(['pending', 'in_transit', 'paid', 'failed', 'canceled']),
]);

const reportingCategories = statusTable('settlement-report', 'reporting_category', 'open', [
  row(['charge', 'refund', 'partial_capture_reversal', 'dispute', 'fee', 'payout']),
]);

const paymentsExport = statusTable('payment-report', 'dashboard export', 'open', [
  row(['Incomplete', 'Pending'], 'payment:pending'),
  row(['Uncaptured'], 'payment:authorized'),
  row(['Paid', 'Succeeded'], 'payment:captured'),
  row(['Partially refunded', 'Partially Refunded'], 'payment:partially_refunded'),
  row(['Refunded'], 'payment:refunded'),
  row(['Failed'], 'payment:failed'),
  row(['Canceled'], 'payment:voided'),
  row(['Disputed']),
]);

const events = statusTable('payment-event', 'event', 'open', [
  row(
    ['payment_intent.created', 'payment_intent.processing', 'payment_intent.requires_action'],
    'payment:pending',
  ),
  row(['payment_intent.amount_capturable_updated'], 'payment:authorized'),
  row(['payment_intent.succeeded', 'charge.succeeded', 'charge.captured'], 'payment:captured'),
  row(['payment_intent.payment_failed', 'charge.failed'], 'payment:failed'),
  row(['payment_intent.canceled'], 'payment:voided'),
  row(['charge.expired'], 'payment:expired'),
  row(['charge.pending', 'charge.updated', 'checkout.session.completed']),
  row(['charge.refunded', 'charge.refund.updated']),
  row(['refund.created', 'refund.updated', 'refund.failed']),
  row(['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed']),
  row(['payout.created', 'payout.updated', 'payout.paid', 'payout.failed', 'payout.canceled']),
]);

export const vocabulary = vocabularyOf('stripe', 'payments', [
  intents,
  charges,
  checkout,
  refunds,
  disputes,
  payouts,
  reportingCategories,
  paymentsExport,
  events,
]);
