// How a system's requests are known from a forger's. What is
// genuine is signed here without the code under trial, as the vendor publishes it.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WebhookRequest } from '../../src/connectors/connector.js';
import { verify } from '../../src/connectors/signing/verify.js';
import type { Signature } from '../../src/core/contract/webhook.js';
import type { Instant } from '../../src/core/observation/instant.js';

export const now = 1_772_582_400_000 as Instant;
const seconds = String(now / 1_000);
export const secret = 'a-secret-of-the-endpoint';
export const otherSecret = 'a-secret-of-another-endpoint';
export const path = '/in/shop/orders?topic=orders%2Fcreate';
const body = '{"id": 576461413038785752, "name":"#1001",  "note":"ö"}';

export interface Made {
  readonly secret: string;
  readonly body: string;
  /** Seconds since 1970, as text. */
  readonly time: string;
}

/** The requests of one system, as its vendor describes them. */
export interface Signed {
  /** The headers of a request that is signed. */
  readonly sign: (made: Made) => Readonly<Record<string, string>>;
  /** The header that a forger changes. */
  readonly header: string;
  /** What stands before the signature in it: `v1,`; empty where it stands alone. */
  readonly mark: string;
  /** A time is signed. */
  readonly timed: boolean;
}

export interface Form extends Signed {
  readonly signature: Signature;
}

/** HMAC-SHA256. */
export function digestOf(
  key: string | Buffer,
  content: string,
  encoding: 'hex' | 'base64',
): string {
  return createHmac('sha256', key).update(content).digest(encoding);
}

/** Standard Webhooks, by whose key its secret stands for. */
export function standardSign(keyOf: (text: string) => string | Buffer): Signed {
  return {
    sign: ({ secret: key, body: content, time }) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': time,
      'webhook-signature': `v1,${digestOf(keyOf(key), `msg_1.${time}.${content}`, 'base64')}`,
    }),
    header: 'webhook-signature',
    mark: 'v1,',
    timed: true,
  };
}

export function requestOf(
  headers: WebhookRequest['headers'],
  content: string = body,
): WebhookRequest {
  return { method: 'POST', path, headers, body: Buffer.from(content) };
}

/** The last bits of base64 mean nothing; what means nothing in hexadecimal is a blank between. */
function otherwise(signed: string): string {
  if (!signed.endsWith('=')) return `${signed.slice(0, 2)} ${signed.slice(2)}`;
  const last = signed.charCodeAt(signed.length - 2);
  return `${signed.slice(0, -2)}${String.fromCharCode(last + 1)}=`;
}

/** A signature that looks as good, and is wrong. */
function another(signed: string): string {
  const [first, second] = /^[0-9a-f]{64}$/.test(signed) ? ['a', 'b'] : ['A', 'B'];
  return `${signed.startsWith(first) ? second : first}${signed.slice(1)}`;
}

function passes(
  { signature }: Form,
  asked: WebhookRequest,
  secrets: readonly string[] = [secret],
): boolean {
  return verify(asked, { signature, secrets, now }).genuine;
}

/** A genuine request taken apart, to be put together otherwise. */
class Genuine {
  readonly headers: Readonly<Record<string, string>>;
  readonly before: string;
  readonly signed: string;
  readonly other: string;
  readonly #form: Form;

  constructor(form: Form) {
    const { header, mark } = form;
    this.#form = form;
    this.headers = form.sign({ secret, body, time: seconds });
    const text = this.headers[header] ?? '';
    const at = text.indexOf(mark) + mark.length;
    this.before = text.slice(0, at);
    this.signed = text.slice(at);
    this.other = another(this.signed);
  }

  with(text: string): WebhookRequest {
    return requestOf({ ...this.headers, [this.#form.header]: text });
  }

  /** A further signature in the same header. */
  again(text: string): string {
    const { header, mark } = this.#form;
    return `${header === 'webhook-signature' ? ' ' : ','}${mark}${text}`;
  }
}

function forgeriesOf(form: Form): readonly (readonly [string, WebhookRequest])[] {
  const { sign, header } = form;
  const genuine = new Genuine(form);
  const { headers, before, signed, other } = genuine;
  const without = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== header));
  const many = Array.from({ length: 10 }, () => genuine.again(other)).join('');
  const reserialised = JSON.stringify({ name: '#1001', id: 1, note: 'ö' });
  return [
    ['no signature', requestOf(without)],
    ['an empty signature', genuine.with('')],
    ['a signature that is none', genuine.with('not a signature')],
    ['a wrong signature', genuine.with(before + other)],
    ['a signature of another length', genuine.with(before + signed.slice(0, -4))],
    ['a longer signature', genuine.with(`${before}${signed}AAAA`)],
    [
      'junk that a decoder would skip',
      genuine.with(`${before}${signed.slice(0, 9)}*${signed.slice(9)}`),
    ],
    ['the same bytes, written otherwise', genuine.with(before + otherwise(signed))],
    ['several wrong signatures', genuine.with(before + other + genuine.again(other))],
    ['more than ten, the last right', genuine.with(before + other + many + genuine.again(signed))],
    ["another source's secret", requestOf(sign({ secret: otherSecret, body, time: seconds }))],
    ['an empty secret', requestOf(sign({ secret: '', body, time: seconds }))],
    ['the body written anew', requestOf(headers, reserialised)],
    ['a truncated body', requestOf(headers, body.slice(0, -1))],
    ['a byte more', requestOf(headers, `${body}\n`)],
    ['no body', requestOf(headers, '')],
    ['a signature under another name', requestOf({ 'x-signature': headers[header] ?? '' })],
  ];
}

export function refusesForgeries(form: Form): void {
  const genuine = new Genuine(form);
  const asked = requestOf(genuine.headers);

  it('passes what the vendor documents', () => {
    expect(passes(form, asked)).toBe(true);
  });

  it('passes under either secret while one takes the place of the other', () => {
    expect(passes(form, asked, [otherSecret, secret])).toBe(true);
    expect(passes(form, asked, [secret, otherSecret])).toBe(true);
  });

  it('passes where one signature of several is right', () => {
    const { before, other, signed } = genuine;
    expect(passes(form, genuine.with(before + other + genuine.again(signed)))).toBe(true);
  });

  it.each(forgeriesOf(form))('refuses %s', (_what, forged) => {
    expect(passes(form, forged)).toBe(false);
    expect(passes(form, forged, ['', secret])).toBe(false);
  });

  it('refuses everything where no secret is known', () => {
    const unsigned = requestOf(form.sign({ secret: '', body, time: seconds }));
    expect(passes(form, unsigned, [])).toBe(false);
    expect(passes(form, unsigned, [''])).toBe(false);
  });

  it('never throws, and passes nothing that anybody makes up', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
        expect(passes(form, { ...genuine.with(text), body: bytes })).toBe(false);
      }),
    );
  });

  describe.runIf(form.timed)('by its time', () => {
    refusesOldTimes(form);
  });
}

function refusesOldTimes(form: Form): void {
  const { sign, signature } = form;

  it.each([-301, 301, -86_400, 86_400])('refuses one that is %i s away', (away) => {
    const time = String(now / 1_000 + away);
    const asked = requestOf(sign({ secret, body, time }));
    expect(verify(asked, { signature, secrets: [secret], now })).toEqual({
      genuine: false,
      why: 'timestamp_outside_tolerance',
    });
  });

  it.each(['', 'soon', '1e9', '-1', `${seconds}000`])('refuses the time %j', (time) => {
    expect(passes(form, requestOf(sign({ secret, body, time })))).toBe(false);
  });

  it('passes one at the edge of the tolerance', () => {
    const time = String(now / 1_000 - 300);
    expect(passes(form, requestOf(sign({ secret, body, time })))).toBe(true);
  });
}
