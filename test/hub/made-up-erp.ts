// A made-up ERP with bad manners behind the http connector, in virtual time: it refuses, forgets to
// answer, answers late, fails before the deed and after it, and is away for a while. It counts what it
// did, and whether it was ever told again blindly.
import type { Exchanged, HttpClient, HttpRequest } from '../../src/connectors/http/client.js';

export interface Manners {
  /** It knows a repeat by its key. */
  readonly keyed: boolean;
  readonly canBeAsked: boolean;
  /** From 0 to 1: how often it misbehaves. */
  readonly badness: number;
}

/** One exchange under way: what comes of it, and when. */
interface UnderWay {
  readonly at: number;
  readonly end: () => void;
}

interface Held {
  record: string;
  times: number;
}

export class MadeUpErp implements HttpClient {
  readonly held = new Map<string, Held>();
  /** Orders that were told again though nobody knew what had become of the first time. */
  readonly toldBlindly = new Set<string>();
  readonly #manners: Manners;
  #badness: number;
  readonly #chance: () => number;
  readonly #keys = new Map<string, string>();
  readonly #unsettled = new Set<string>();
  readonly #underWay = new Set<UnderWay>();
  #now = 0;
  #awayUntil = 0;

  constructor(manners: Manners, chance: () => number) {
    this.#manners = manners;
    this.#badness = manners.badness;
    this.#chance = chance;
  }

  readonly exchange: HttpClient['exchange'] = async (request) => {
    const exchanged = this.#exchanged(request);
    const at = this.#now + Math.floor(this.#chance() * 4_000);
    return new Promise((resolve) => {
      const one: UnderWay = {
        at,
        end: () => {
          resolve(exchanged);
        },
      };
      this.#underWay.add(one);
    });
  };

  readonly close = async (): Promise<void> => Promise.resolve();

  /** Lets time pass, and ends the exchanges whose time has come. */
  passTo(now: number): void {
    this.#now = now;
    for (const one of this.#underWay) {
      if (one.at > now) continue;
      this.#underWay.delete(one);
      one.end();
    }
  }

  behave(): void {
    this.#badness = 0;
    this.#awayUntil = 0;
  }

  goAway(millis: number): void {
    this.#awayUntil = this.#now + millis;
  }

  /** Whoever asked is gone: nobody hears the answers. What was taken stays taken. */
  forgetAskers(orders: readonly string[]): void {
    this.#underWay.clear();
    for (const order of orders) this.#unsettled.add(order);
  }

  #exchanged(request: HttpRequest): Exchanged {
    if (this.#now < this.#awayUntil) {
      return { got: 'nothing', sent: false, why: 'it refuses connections' };
    }
    return request.method === 'GET' ? this.#asked(request) : this.#told(request);
  }

  #asked({ path }: HttpRequest): Exchanged {
    if (this.#chance() < this.#badness / 2) return lost;
    const order = decodeURIComponent(path.slice(path.indexOf('=') + 1));
    this.#unsettled.delete(order);
    const held = this.held.get(order);
    return answer(200, held === undefined ? [] : [{ id: held.record }]);
  }

  #told({ headers, body }: HttpRequest): Exchanged {
    const { order } = JSON.parse(body ?? '') as { readonly order: string };
    const { keyed } = this.#manners;
    if (this.#unsettled.has(order) && !keyed) this.toldBlindly.add(order);
    if (order.endsWith('7')) return answer(200, { error: 'no such item' });
    const bad = this.#chance() >= this.#badness ? 'none' : this.#misbehaviour();
    switch (bad) {
      case 'none':
        return answer(201, { id: this.#take(order, headers['idempotency-key'] ?? '') });
      case 'busy':
        return {
          ...answer(429, {}),
          retryAfter: ['30', '-1', 'soon', '1e9'][this.#below(4)] ?? null,
        };
      case 'unsent':
        return { got: 'nothing', sent: false, why: 'it refuses connections' };
      case 'fails-before':
        this.#unsettled.add(order);
        return answer(500, {});
      case 'fails-after':
        this.#take(order, headers['idempotency-key'] ?? '');
        this.#unsettled.add(order);
        return answer(502, '<html>');
      case 'lost-before':
        this.#unsettled.add(order);
        return lost;
      case 'lost-after':
        this.#take(order, headers['idempotency-key'] ?? '');
        this.#unsettled.add(order);
        return lost;
    }
  }

  #misbehaviour() {
    const all = [
      'busy',
      'unsent',
      'fails-before',
      'fails-after',
      'lost-before',
      'lost-after',
    ] as const;
    return all[this.#below(all.length)] ?? 'busy';
  }

  #take(order: string, key: string): string {
    const known = this.#manners.keyed ? this.#keys.get(key) : undefined;
    if (known !== undefined) return known;
    const held = this.held.get(order) ?? { record: `SO-${order}`, times: 0 };
    held.times += 1;
    this.held.set(order, held);
    this.#keys.set(key, held.record);
    return held.record;
  }

  #below(count: number): number {
    return Math.floor(this.#chance() * count);
  }
}

const lost: Exchanged = { got: 'nothing', sent: true, why: 'no whole answer in time' };

function answer(status: number, body: unknown): Exchanged & { readonly got: 'answer' } {
  return { got: 'answer', status, retryAfter: null, text: JSON.stringify(body) };
}
