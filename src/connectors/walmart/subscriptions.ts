// The webhooks that Walmart is to send. Asked with the token that client id and secret, as Basic
// authorization, give for a quarter of an hour.
// Source: developer.walmart.com, us-marketplace/docs/all-subscriptions; token API.
import { fieldsAt, textAt, textOf, valueAt } from '../reading/document.js';
import type { SubscriptionForm } from '../connector.js';

/** A name of the caller's own for each request, which nobody needs to tell apart here. */
const headers = { 'wm_svc.name': 'Walmart Marketplace', 'wm_qos.correlation_id': 'weir' };

export const subscriptions: SubscriptionForm = {
  url: 'https://marketplace.walmartapis.com',
  credential: {
    request: {
      method: 'POST',
      path: '/v3/token',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    },
    headers: (body) => {
      const token = textAt(body, 'access_token');
      return token === '' ? null : { 'wm_sec.access_token': token };
    },
  },
  request: () => ({ method: 'GET', path: '/v3/webhooks/subscriptions', headers }),
  read: (body) => {
    if (!Array.isArray(valueAt(body, 'events'))) return null;
    return {
      subscriptions: fieldsAt(body, 'events').map((row) => ({
        topic: textOf(row['eventType']),
        address: textOf(row['eventUrl']),
        active: row['status'] === 'ACTIVE',
      })),
      after: null,
    };
  },
  again: 'with POST /v3/webhooks/subscriptions, or set it to ACTIVE',
};
