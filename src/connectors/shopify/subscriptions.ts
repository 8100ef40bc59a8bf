// The webhooks that Shopify is to send, as its Admin API lists them: those that an app has made by the API,
// never those of its shopify.app.toml. After eight failures in a row Shopify deletes one.
// Source: shopify.dev, queries/webhookSubscriptions; the version is that of recorded answers.
import { fieldsAt, textOf, valueAt } from '../reading/document.js';
import type { SubscriptionForm } from '../connector.js';

const query = `query ($after: String) { webhookSubscriptions(first: 250, after: $after) {
  nodes { topic uri }
  pageInfo { hasNextPage endCursor }
} }`;

export const subscriptions: SubscriptionForm = {
  url: null,
  request: (after) => ({
    method: 'POST',
    path: '/admin/api/2026-04/graphql.json',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { after } }),
  }),
  read: (body) => {
    const list = valueAt(body, 'data.webhookSubscriptions');
    if (!Array.isArray(valueAt(list, 'nodes'))) return null;
    return {
      subscriptions: fieldsAt(list, 'nodes').map((node) => ({
        topic: textOf(node['topic']),
        address: textOf(node['uri']),
        active: true,
      })),
      after:
        valueAt(list, 'pageInfo.hasNextPage') === true
          ? textOf(valueAt(list, 'pageInfo.endCursor'))
          : null,
    };
  },
  again: 'with webhookSubscriptionCreate of the Admin API, by the same app',
};
