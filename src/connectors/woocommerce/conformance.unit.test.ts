import { describe, expect, it } from 'vitest';
import { connectorConformance } from '../../../test/connector/conformance.js';
import { digestOf, requestOf } from '../../../test/connector/forgeries.js';
import { woocommerce } from './index.js';

connectorConformance(woocommerce, {
  payloads: { folder: new URL('./fixtures/', import.meta.url) },
  webhook: {
    sign: (made) => ({ 'x-wc-webhook-signature': digestOf(made.secret, made.body, 'base64') }),
    header: 'x-wc-webhook-signature',
    mark: '',
    timed: false,
  },
});

describe("WooCommerce's ping", () => {
  it('is the unsigned form with a number, and nothing else', () => {
    const isPing = (content: string): boolean =>
      woocommerce.webhook?.isPing?.(requestOf({}, content)) === true;
    expect(isPing('webhook_id=12')).toBe(true);
    expect(isPing('webhook_id=12&status=completed')).toBe(false);
    expect(isPing('{"id":12}')).toBe(false);
    expect(isPing('')).toBe(false);
  });
});
