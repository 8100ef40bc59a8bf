// The webhooks that BigCommerce is to send, page by page: https://api.bigcommerce.com/stores/HASH is the
// address. After its last retry, within two days, BigCommerce deactivates one.
// Source: bigcommerce/docs, reference/webhooks.v3.yml; https-webhook-overview.mdx.
import { fieldsAt, textAt, textOf, valueAt } from '../reading/document.js';
import type { SubscriptionForm } from '../connector.js';

export const subscriptions: SubscriptionForm = {
  url: null,
  request: (after) => ({ method: 'GET', path: `/v3/hooks?limit=250&page=${after ?? '1'}` }),
  read: (body, after) => {
    if (!Array.isArray(valueAt(body, 'data'))) return null;
    const page = Number(after ?? '1');
    const pages = Number(textAt(body, 'meta.pagination.total_pages'));
    return {
      subscriptions: fieldsAt(body, 'data').map((row) => ({
        topic: textOf(row['scope']),
        address: textOf(row['destination']),
        active: row['is_active'] === true,
      })),
      after: page < pages ? String(page + 1) : null,
    };
  },
  again: 'with POST /v3/hooks, or PUT /v3/hooks/ID with is_active true',
};
