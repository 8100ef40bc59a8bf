import { describe, expect, it } from 'vitest';
import {
  fixtureDocument,
  fixturesAreHere,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { observed, readDocument } from '../../../test/read-export.js';
import { valueAt } from '../reading/document.js';
import { webhooksJson } from './exports-json.js';

describe.skipIf(!fixturesAreHere)(suiteOfFixtures("PayPal's own examples"), () => {
  it('hold one webhook, inside the request that verifies it', () => {
    const recorded = fixtureDocument('paypal/examples/notifications_webhooks_v1.examples.json');
    expect(readDocument(webhooksJson, recorded)).toBeNull();
    const event = valueAt(recorded, '[1].example.webhook_event');
    expect(observed(readDocument(webhooksJson, event))).toMatchObject([
      {
        kind: 'payment.authorized',
        at: '2013-06-25T21:41:28Z',
        refs: { payment: ['2DC87612EK520411B'] },
        data: { amount: '7.47', currency: 'USD' },
      },
    ]);
  });
});
