// The ids of Shopify's API, bare as REST writes them or within a gid.
import { expect, test } from 'vitest';
import { idAt } from './api-parts.js';

test.each([
  ['1', '1'],
  ['gid://shopify/Order/1', '1'],
  ['gid://shopify/InventoryLevel/12?inventory_item_id=3', '12'],
  ['gid://shopify/Order/', 'gid://shopify/Order/'],
  // Whatever follows the number is never read, so that no text takes more than one walk along it.
  [`gid://shopify/Order/${'1'.repeat(40)}\nx`, '1'.repeat(40)],
])('the id of %j is %j', (id, bare) => {
  expect(idAt({ id }, 'id')).toBe(bare);
});
