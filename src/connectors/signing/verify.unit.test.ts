// The schemes that only a contract names; those of the connectors are tried by their own suites.
import { describe, expect, it } from 'vitest';
import {
  digestOf,
  now,
  otherSecret,
  refusesForgeries,
  requestOf,
  secret,
} from '../../../test/connector/forgeries.js';
import type { Signature } from '../../core/contract/webhook.js';
import type { Instant } from '../../core/observation/instant.js';
import { verify } from './verify.js';

const plain = { header: '', prefix: '', encoding: 'either', key: 'text' } as const;

describe('an hmac in hexadecimal behind a prefix', () => {
  refusesForgeries({
    signature: {
      ...plain,
      scheme: 'hmac-sha256',
      header: 'x-hub-signature-256',
      prefix: 'sha256=',
      encoding: 'hex',
    },
    sign: (made) => ({
      'x-hub-signature-256': `sha256=${digestOf(made.secret, made.body, 'hex')}`,
    }),
    header: 'x-hub-signature-256',
    mark: 'sha256=',
    timed: false,
  });
});

describe('Standard Webhooks', () => {
  // The example of the specification's own libraries.
  const signature: Signature = { ...plain, scheme: 'standard-webhooks', key: 'base64' };
  const shared = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const at = 1_614_265_330_000 as Instant;

  it('passes the example, whose id is signed', () => {
    const asked = requestOf(headers, '{"test": 2432232314}');
    expect(verify(asked, { signature, secrets: [shared], now: at })).toEqual({
      genuine: true,
      event: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    });
  });

  it('refuses another id over the same body', () => {
    const asked = requestOf({ ...headers, 'webhook-id': 'msg_2' }, '{"test": 2432232314}');
    expect(verify(asked, { signature, secrets: [shared], now: at }).genuine).toBe(false);
  });

  it('refuses a secret that is no key', () => {
    const asked = requestOf(headers, '{"test": 2432232314}');
    expect(verify(asked, { signature, secrets: ['whsec_*'], now: at }).genuine).toBe(false);
  });
});

describe('time and signature that came as two headers', () => {
  const header = 'stripe-signature';
  const signature: Signature = { ...plain, scheme: 'timestamped', header, encoding: 'hex' };
  const time = String(now / 1_000);
  const right = digestOf(secret, `${time}.{}`, 'hex');
  const wrong = digestOf(otherSecret, `${time}.{}`, 'hex');

  it.each([
    [`t=${time},v1=${wrong}, t=${time},v1=${right}`, true],
    [`t=${time},v1=${wrong}, t=${time},v1=${wrong}`, false],
    [`t=${time},v1=${right}, t=${Number(time) + 1},v1=${right}`, false],
  ])('%s: %s', (said, fits) => {
    const asked = requestOf({ [header]: said }, '{}');
    expect(verify(asked, { signature, secrets: [secret], now }).genuine).toBe(fits);
  });
});

describe('a secret that is sent itself', () => {
  const bearer: Signature = {
    ...plain,
    scheme: 'secret-header',
    header: 'authorization',
    prefix: 'Bearer ',
  };
  const basic: Signature = { ...plain, scheme: 'basic', header: 'authorization' };
  const encoded = (text: string): string => Buffer.from(text).toString('base64');

  it.each([
    [bearer, `Bearer ${secret}`, true],
    [bearer, secret, false],
    [bearer, `Bearer ${otherSecret}`, false],
    [bearer, 'Bearer ', false],
    [bearer, '', false],
    [basic, `Basic ${encoded(secret)}`, true],
    [basic, `Basic ${encoded(otherSecret)}`, false],
    [basic, `Basic ${encoded(secret)}*`, false],
    [basic, 'Basic', false],
    [basic, `Bearer ${secret}`, false],
  ])('%o passes %j: %s', (signature, authorization, fits) => {
    const asked = requestOf(authorization === '' ? {} : { authorization });
    expect(verify(asked, { signature, secrets: [secret], now }).genuine).toBe(fits);
  });
});
