// How a made-up system signs its webhooks (Standard Webhooks), and how somebody forges them who does not
// have the secret, or who has seen an old request.
import { createHmac } from 'node:crypto';
import type { Random } from '../company/random.js';
import { secretOf } from './hearing-terms.js';

type Headers = Readonly<Record<string, string>>;

export interface Signed {
  readonly body: string;
  readonly headers: Headers;
}

/** Older than any door believes. */
const longAgoMillis = 600_000;

export function signed(system: string, body: string, at: number): Signed {
  return { body, headers: headersOf(body, at, secretOf(system)) };
}

function headersOf(body: string, at: number, secret: string): Headers {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const id = `msg_${createHmac('sha256', key).update(body).digest('hex').slice(0, 16)}`;
  const time = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature}`,
  };
}

/** A request that looks like the system's own, and is not. */
export function forged(system: string, line: string, at: number, random: Random): Signed {
  const other = line.replace('"kind"', '"forged":true,"kind"');
  const genuine = headersOf(line, at, secretOf(system));
  switch (random.whole(1, 6)) {
    case 1:
      return { body: other, headers: headersOf(other, at, secretOf('nobody')) };
    case 2:
      return { body: other, headers: genuine };
    case 3:
      return { body: other, headers: headersOf(other, at - longAgoMillis, secretOf(system)) };
    case 4:
      return { body: other, headers: { 'content-type': 'application/json' } };
    case 5:
      return { body: other, headers: { ...genuine, 'webhook-signature': 'v1,AAAA' } };
    default: {
      // What was captured, said again as if it were new: the time is signed as well.
      const time = String(Math.floor(at / 1_000) + 7);
      return { body: line, headers: { ...genuine, 'webhook-timestamp': time } };
    }
  }
}
