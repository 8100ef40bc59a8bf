// A system that tells the hub what happened to it, badly: late, twice, in another order, or not at all
// until it is asked for everything since. It goes on until it has been answered with a 2xx.
import type { Random } from '../company/random.js';
import type { VirtualClock } from './clock.js';
import { Feed } from './feed.js';
import type { Hearing } from './features.js';
import { forged, signed } from './signing.js';

export interface Post {
  readonly system: string;
  readonly at: number;
  /** Posted by itself, or all at once when it was asked; a page of a poll that it showed; a forgery. */
  readonly source: 'webhook' | 'poll' | 'page' | 'forged';
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** null: no answer came. */
  status: number | null;
}

export interface SourceGiven {
  readonly system: string;
  readonly clock: VirtualClock;
  readonly random: Random;
  /** From 0 to 1: how badly it tells. */
  readonly badness: number;
  readonly hearing: Hearing;
  readonly skewMillis: number;
  /** Takes a body to some door of the hub; the status, or null where nobody answers. */
  readonly deliver: (post: Post) => Promise<number | null>;
}

const retryMillis = [5_000, 15_000, 60_000, 120_000] as const;
const driftsMillis = 1_200_000;
const strange = [
  'no line at all',
  '{"kind":"order.placed"}',
  '{"id":"x","system":"stranger","kind":"order.status","at":"2026-03-04T00:00:00Z"}',
  '{"id":"y","system":"pay","kind":"order.exploded","at":"2026-03-04T00:00:00Z"}',
  '{"id":"z","system":"shop","kind":"order.placed","at":"yesterday","data":{"lines":[]}}',
] as const;

export class Source {
  readonly posts: Post[] = [];
  /** All that it has stated, whether anybody heard it or not. */
  readonly stated: string[] = [];
  /** What it shows to whoever asks; null: it is not asked. */
  readonly feed: Feed | null;
  readonly #given: SourceGiven;
  #badness: number;
  /** When its form changes, in milliseconds since 1970. */
  readonly #driftsAt: number;

  constructor(given: SourceGiven) {
    this.#given = given;
    this.#badness = given.badness;
    const { clock, random, skewMillis, system } = given;
    this.#driftsAt = random.chance(given.badness)
      ? clock.now + random.whole(0, driftsMillis)
      : Infinity;
    this.feed =
      given.hearing !== 'poll'
        ? null
        : new Feed({
            ...{ random, skewMillis, now: () => clock.now, badness: () => this.#badness },
            shown: (body) => {
              const shown = { system, source: 'page', headers: {}, status: null } as const;
              this.posts.push({ ...shown, at: clock.now, body });
            },
          });
  }

  behave(): void {
    this.#badness = 0;
  }

  says(stated: string): void {
    const { random, clock } = this.#given;
    const line = this.#drifted(stated);
    this.stated.push(line);
    if (this.feed !== null) {
      this.feed.add(line);
      return;
    }
    this.#forges(line);
    if (random.chance(this.#badness * 0.3)) return;
    const times = random.chance(this.#badness) ? random.whole(2, 4) : 1;
    for (let time = 0; time < times; time += 1) {
      const late = random.chance(this.#badness)
        ? random.whole(1_000, 300_000)
        : random.whole(0, 500);
      clock.after(late, () => void this.#tell(this.#garbled(line), 0));
    }
  }

  /** What a poll of everything brings: some pages, overlapping. */
  async polled(): Promise<void> {
    const { random, hearing } = this.#given;
    if (hearing === 'webhook') {
      for (const body of this.stated) await this.#post({ source: 'poll', body });
      return;
    }
    const page = random.whole(3, 12);
    for (let from = 0; from < this.stated.length; from += Math.max(1, page - 1)) {
      const body = this.stated.slice(from, from + page).join('\n');
      await this.#post({ source: 'poll', body });
    }
  }

  /** Whether everything that it stated has been taken by some door, whole, or is asked for. */
  get told(): boolean {
    if (this.feed !== null) return true;
    const taken = new Set(
      this.posts.flatMap(({ body, status }) => (status === 202 ? body.split('\n') : [])),
    );
    return this.stated.every((line) => taken.has(line));
  }

  async #tell(body: string, tries: number): Promise<void> {
    const status = await this.#post({ source: 'webhook', body });
    if (status !== null && status < 300) return;
    const wait = retryMillis[tries];
    if (wait !== undefined) this.#given.clock.after(wait, () => void this.#tell(body, tries + 1));
  }

  async #post({ source, body }: Pick<Post, 'source' | 'body'>): Promise<number | null> {
    const { system, clock, hearing } = this.#given;
    const { headers } = hearing === 'webhook' ? signed(system, body, clock.now) : { headers: {} };
    return this.#deliver({ system, at: clock.now, source, body, headers, status: null });
  }

  /** Somebody who is not the system posts in its name. */
  #forges(line: string): void {
    const { system, clock, hearing, random } = this.#given;
    if (hearing !== 'webhook' || !random.chance(0.3)) return;
    clock.after(random.whole(0, 60_000), () => {
      const { body, headers } = forged(system, line, clock.now, random);
      void this.#deliver({ system, at: clock.now, source: 'forged', body, headers, status: null });
    });
  }

  async #deliver(post: Post): Promise<number | null> {
    this.posts.push(post);
    post.status = await this.#given.deliver(post);
    return post.status;
  }

  /** From some release on, what it says has fields that nobody has heard of. */
  #drifted(line: string): string {
    if (this.#given.clock.now < this.#driftsAt) return line;
    const { data, ...rest } = JSON.parse(line) as { readonly data?: object };
    const strangeData = { ...data, release: { version: '2026-04', flags: [null, true] } };
    return JSON.stringify({ ...rest, data: strangeData, api_version: 2 });
  }

  /** The body breaks off, lacks what it needs, or brings along what nobody can read. */
  #garbled(line: string): string {
    const { random, hearing } = this.#given;
    if (!random.chance(this.#badness * 0.15)) return line;
    if (random.chance(0.3)) return mistyped(line, random);
    if (random.chance(0.5) || hearing === 'webhook')
      return line.slice(0, random.whole(1, line.length - 1));
    return `${line}\n${random.pick(strange)}`;
  }
}

/** A field that must be there is not, or is of another type. */
function mistyped(line: string, random: Random): string {
  const stated = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const field = random.pick(['at', 'kind']);
  const other = random.pick<unknown>([undefined, 7, ['7'], {}]);
  return JSON.stringify({ ...stated, [field]: other });
}
