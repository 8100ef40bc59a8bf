// The far side of a lane: an order system that takes commands over HTTP, with bad manners. It keeps what
// it did and what it was asked, which is all that the auditors believe.
import type { Exchanged, HttpRequest } from '../../src/connectors/http/client.js';
import type { Random } from '../company/random.js';

export type DestinationName = 'erp' | 'shop' | 'market';

export interface Manners {
  /** It knows a repeat by its key. */
  readonly keyed: boolean;
  /** It can be asked what it holds. */
  readonly canBeAsked: boolean;
  /** From 0 to 1: how often it misbehaves. */
  readonly badness: number;
}

/** What it did. */
export interface Effect {
  readonly operation: string;
  readonly order: string;
  /** What of the order: its parcel, its refund; the order itself where there is none. */
  readonly entity: string;
  readonly key: string;
  readonly at: number;
  readonly record: string;
  /** What it was told of an item. */
  readonly stock?: Stock;
}

interface Stock {
  readonly sku: string;
  readonly available: string;
  readonly as_of: string;
}

/** What it was asked, and whether that did anything. */
export interface Asked {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body: string;
  readonly order: string;
  readonly entity: string;
  readonly did: 'effect' | 'repeat' | 'refusal' | 'nothing' | 'looked';
}

interface Told {
  readonly key: string;
  readonly operation: string;
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Absent where it is about an item. */
  readonly order?: { readonly placed: { readonly lines?: readonly { readonly sku?: string }[] } };
  readonly stock?: Stock;
}

export interface DestinationGiven {
  readonly name: DestinationName;
  readonly manners: Manners;
  readonly random: Random;
  readonly now: () => number;
  /** It says by itself what it did. */
  readonly states: (effect: Effect, told: string) => void;
}

/** So long it knows a repeat by its key, as the contract says where it says no more. */
export const keysKeptMillis = 24 * 3_600_000;

const misbehaviours = ['busy', 'away', 'broken', 'broken-after', 'lost', 'lost-after'] as const;

/** What comes back: an answer on its way, or nothing. */
export type Came = Exchanged | 'lost';

export class PeerDestination {
  readonly effects: Effect[] = [];
  readonly asked: Asked[] = [];
  /** Operation and entity that it has refused for good. */
  readonly refused = new Set<string>();
  readonly #given: DestinationGiven;
  readonly #byKey = new Map<string, { readonly came: Exchanged; readonly at: number }>();
  #badness: number;
  #awayUntil = 0;

  constructor(given: DestinationGiven) {
    this.#given = given;
    this.#badness = given.manners.badness;
  }

  get name(): DestinationName {
    return this.#given.name;
  }

  get isAway(): boolean {
    return this.#given.now() < this.#awayUntil;
  }

  goAway(millis: number): void {
    this.#awayUntil = this.#given.now() + millis;
  }

  behave(): void {
    this.#badness = 0;
    this.#awayUntil = 0;
  }

  /** Somebody else than the hub has it create an order. */
  keyIn(order: string, isKnown: boolean): void {
    if (!isKnown) {
      this.refused.add(`create-order ${order}`);
      return;
    }
    const operation = 'create-order';
    this.#take({ operation, order, entity: order, key: '', record: `SO-${order}` }, '{}');
  }

  /** Whether somebody who looks at it finds the order. */
  holds(order: string): boolean {
    return this.#has('create-order', order, order) !== undefined;
  }

  /** Whether it has what a command asks for, as somebody sees who looks at it. */
  shows(command: Omit<Told, 'order'>): boolean {
    const { operation } = command;
    const { order, entity } = subjectOf(command);
    const named = { at: this.#given.now(), method: 'GET', path: 'by hand', key: '', body: '' };
    this.asked.push({ ...named, order, entity, did: 'looked' });
    return this.#has(operation, order, entity) !== undefined;
  }

  #has(operation: string, order: string, entity: string): Effect | undefined {
    return this.effects.find(
      (one) => one.order === order && one.operation === operation && one.entity === entity,
    );
  }

  #take(effect: Omit<Effect, 'at'>, told: string): void {
    const taken = { ...effect, at: this.#given.now() };
    this.effects.push(taken);
    this.#given.states(taken, told);
  }

  /** A request that has arrived. */
  handle(request: HttpRequest): Came {
    return request.method === 'GET' ? this.#look(request) : this.#answer(request);
  }

  #look({ path, method }: HttpRequest): Came {
    const [, order = '', what = 'orders', entity = order] =
      /^\/api\/([^/]+)\/([^/]+)\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
    const found = this.#has(what, order, entity);
    this.asked.push({
      ...{ at: this.#given.now(), method, path, key: '', body: '', order, entity },
      did: 'looked',
    });
    const { random } = this.#given;
    if (random.chance(this.#badness / 2)) return random.chance(0.5) ? 'lost' : answer(500, {});
    const shown = answer(200, { found: found !== undefined, id: found?.record });
    return random.chance(this.#badness / 8) ? truncated(shown) : shown;
  }

  #answer(request: HttpRequest): Came {
    const { random } = this.#given;
    const bad = random.chance(this.#badness)
      ? random.pick([misbehaviours[0], ...misbehaviours.slice(1)])
      : 'none';
    switch (bad) {
      case 'busy':
        this.#note(request, 'nothing');
        return { ...answer(random.pick([429, 503]), {}), retryAfter: this.#retryAfter() };
      case 'away':
        this.#note(request, 'nothing');
        return { got: 'nothing', sent: false, why: 'it refuses connections' };
      case 'broken':
        this.#note(request, 'nothing');
        return answer(500, {});
      case 'lost':
        this.#note(request, 'nothing');
        return 'lost';
      case 'broken-after':
        this.#done(request);
        return answer(502, '<html>');
      case 'lost-after':
        this.#done(request);
        return 'lost';
      case 'none': {
        const came = this.#done(request);
        return random.chance(this.#badness / 8) ? truncated(came) : came;
      }
    }
  }

  #retryAfter(): string {
    const { random, now } = this.#given;
    return random.pick([
      '7',
      '30',
      '-1',
      'soon',
      '1e9',
      '99999999',
      new Date(now() + 40_000).toUTCString(),
    ]);
  }

  #done(request: HttpRequest): Exchanged {
    const told = JSON.parse(request.body ?? '{}') as Told;
    const { order, entity } = subjectOf(told);
    const key = request.headers['idempotency-key'] ?? '';
    const { keyed } = this.#given.manners;
    const known = keyed ? this.#byKey.get(key) : undefined;
    const now = this.#given.now();
    if (known !== undefined && now < known.at + keysKeptMillis) {
      this.#note(request, 'repeat');
      return known.came;
    }
    const came = this.#judged(told, request, { order, entity, key });
    if (came.got === 'answer' && came.status < 500) this.#byKey.set(key, { came, at: now });
    return came;
  }

  #judged(
    told: Told,
    request: HttpRequest,
    {
      order,
      entity,
      key,
    }: { readonly order: string; readonly entity: string; readonly key: string },
  ): Exchanged {
    const why = this.#objection(told, order);
    if (why !== null) {
      this.refused.add(`${told.operation} ${entity}`);
      this.#note(request, 'refusal');
      return answer(200, { error: why });
    }
    const count = this.effects.length + 1;
    const record = told.operation === 'create-order' ? `SO-${order}` : `${this.name}-${count}`;
    const { operation, stock } = told;
    this.#note(request, 'effect');
    const effect = { operation, order, entity, key, record };
    this.#take(stock === undefined ? effect : { ...effect, stock }, request.body ?? '{}');
    // Its answers have grown fields since the contract was written.
    const isDrifted = this.#given.random.chance(this.#badness);
    return answer(201, isDrifted ? { links: [{ rel: 'self' }], id: record, v: 2 } : { id: record });
  }

  #objection({ operation, order: told }: Told, order: string): string | null {
    if (this.name !== 'erp') return null;
    if (operation === 'create-order') {
      return told?.placed.lines?.[0]?.sku === 'NO-SUCH' ? 'no such item' : null;
    }
    const held = this.effects.some(
      (one) => one.operation === 'create-order' && one.order === order,
    );
    return held ? null : 'no such order';
  }

  #note({ method, path, headers, body }: HttpRequest, did: Asked['did']): void {
    const { order, entity } = subjectOf(JSON.parse(body ?? '{}') as Told);
    const key = headers['idempotency-key'] ?? '';
    this.asked.push({
      ...{ at: this.#given.now(), method, path, key, body: body ?? '' },
      ...{ order, entity, did },
    });
  }
}

function subjectOf({ operation, key, names, stock }: Omit<Told, 'order'>): {
  readonly order: string;
  readonly entity: string;
} {
  if (stock !== undefined) return { order: stock.sku, entity: stock.sku };
  const [order = ''] = names['order'] ?? [];
  // An order may be changed more than once.
  if (operation === 'update-order') return { order, entity: key };
  const [entity = order] =
    names['shipment'] ?? names['refund'] ?? names['return'] ?? names['payment'] ?? [];
  return { order, entity };
}

function answer(status: number, body: unknown): Exchanged & { readonly got: 'answer' } {
  return { got: 'answer', status, retryAfter: null, text: JSON.stringify(body) };
}

function truncated(came: Exchanged): Exchanged {
  if (came.got === 'nothing') return came;
  return { ...came, text: came.text.slice(0, came.text.length / 2) };
}
