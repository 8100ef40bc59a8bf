// The webhooks that WooCommerce is to send, page by page. After more than five failures in a row it sets
// one to `disabled`. Source: woocommerce-rest-api-docs, wp-api-v3/_webhooks.md; class-wc-webhook.php.
import { fieldsAt, textOf } from '../reading/document.js';
import type { SubscriptionForm } from '../connector.js';

const rowsOfPage = 100;

export const subscriptions: SubscriptionForm = {
  url: null,
  request: (after) => ({
    method: 'GET',
    path: `/wp-json/wc/v3/webhooks?per_page=${rowsOfPage}&page=${after ?? '1'}`,
  }),
  read: (body, page) => {
    if (!Array.isArray(body)) return null;
    return {
      subscriptions: fieldsAt(body, '').map((row) => ({
        topic: textOf(row['topic']),
        address: textOf(row['delivery_url']),
        active: row['status'] === 'active',
      })),
      after: body.length < rowsOfPage ? null : String(Number(page ?? '1') + 1),
    };
  },
  again: 'under WooCommerce > Settings > Advanced > Webhooks, with Status Active',
};
