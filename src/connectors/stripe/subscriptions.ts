// The webhook endpoints of a Stripe account, page by page; one of them is for many events.
// Source: stripe/stripe-node, src/resources/WebhookEndpoints.ts; docs.stripe.com/api/pagination.
import { fieldsAt, textOf, valueAt } from '../reading/document.js';
import type { SubscriptionForm } from '../connector.js';

export const subscriptions: SubscriptionForm = {
  url: 'https://api.stripe.com',
  request: (after) => ({
    method: 'GET',
    path: `/v1/webhook_endpoints?limit=100${after === null ? '' : `&starting_after=${encodeURIComponent(after)}`}`,
  }),
  read: (body) => {
    if (!Array.isArray(valueAt(body, 'data'))) return null;
    const endpoints = fieldsAt(body, 'data');
    const last = textOf(endpoints.at(-1)?.['id']);
    const isMore = valueAt(body, 'has_more') === true && last !== '';
    return {
      subscriptions: endpoints.flatMap((row) => {
        const events = Array.isArray(row['enabled_events']) ? row['enabled_events'] : [];
        const address = textOf(row['url']);
        const active = row['status'] === 'enabled';
        return events.map((event) => ({ topic: textOf(event), address, active }));
      }),
      after: isMore ? last : null,
    };
  },
  again: 'under Developers > Webhooks, enabled, with this event',
};
