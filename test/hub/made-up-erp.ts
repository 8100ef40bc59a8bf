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
  cancelled: number;
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
  /** Deeds whose requests were answered long before, or never. */
  readonly #late = new Set<UnderWay>();
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
    for (const one of this.#late) {
      if (one.at > now) continue;
      this.#late.delete(one);
      one.end();
    }
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
    const held = this.held.get(order);
    if (path.includes('/cancellations')) {
      this.#unsettled.delete(`${order} cancelled`);
      return answer(200, held === undefined || held.cancelled === 0 ? [] : [{ id: held.record }]);
    }
    this.#unsettled.delete(order);
    return answer(200, held === undefined ? [] : [{ id: held.record, ...this.shown }]);
  }

  /** What it shows of each order besides its number. */
  shown: object = {};

  /** Somebody else tells it of an order, or its clerk types it in. */
  keyIn(order: string): void {
    this.#take(order, `keyed in ${order}`);
  }

  #told({ headers, body, path }: HttpRequest): Exchanged {
    const { order } = JSON.parse(body ?? '') as { readonly order: string };
    const isCancelling = path.endsWith('/cancel');
    const deed = isCancelling ? `${order} cancelled` : order;
    const key = headers['idempotency-key'] ?? '';
    const act = (): string => (isCancelling ? this.#cancel(order, key) : this.#take(order, key));
    if (this.#unsettled.has(deed) && !this.#manners.keyed) this.toldBlindly.add(deed);
    if (order.endsWith('7')) return answer(200, { error: 'no such item' });
    if (isCancelling && !this.held.has(order)) return answer(404, {});
    const bad = this.#chance() >= this.#badness ? 'none' : this.#misbehaviour();
    switch (bad) {
      case 'none':
        return answer(201, { id: act() });
      case 'busy':
        return {
          ...answer(429, {}),
          retryAfter: ['30', '-1', 'soon', '1e9'][this.#below(4)] ?? null,
        };
      case 'unsent':
        return { got: 'nothing', sent: false, why: 'it refuses connections' };
      case 'fails-before':
        this.#unsettled.add(deed);
        return answer(500, {});
      case 'fails-after':
        act();
        this.#unsettled.add(deed);
        return answer(502, '<html>');
      case 'lost-before':
        this.#unsettled.add(deed);
        return lost;
      case 'lost-after':
        act();
        this.#unsettled.add(deed);
        return lost;
      case 'late':
        this.#late.add({ at: this.#now + latestDeedMillis - this.#below(4_000), end: act });
        this.#unsettled.add(deed);
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
      'late',
    ] as const;
    return all[this.#below(all.length)] ?? 'busy';
  }

  #take(order: string, key: string): string {
    const known = this.#manners.keyed ? this.#keys.get(key) : undefined;
    if (known !== undefined) return known;
    const held = this.held.get(order) ?? { record: `SO-${order}`, times: 0, cancelled: 0 };
    held.times += 1;
    this.held.set(order, held);
    this.#keys.set(key, held.record);
    return held.record;
  }

  #cancel(order: string, key: string): string {
    const held = this.held.get(order);
    if (held === undefined) return '';
    const known = this.#manners.keyed ? this.#keys.get(key) : undefined;
    if (known !== undefined) return known;
    held.cancelled += 1;
    this.#keys.set(key, held.record);
    return held.record;
  }

  #below(count: number): number {
    return Math.floor(this.#chance() * count);
  }
}

/** Within the deadline of a request and what its look-up says that may come after it. */
const latestDeedMillis = 14_000;

const lost: Exchanged = { got: 'nothing', sent: true, why: 'no whole answer in time' };

function answer(status: number, body: unknown): Exchanged & { readonly got: 'answer' } {
  return { got: 'answer', status, retryAfter: null, text: JSON.stringify(body) };
}
