// A made-up system that shows its rows page by page, with the bad manners of real ones: times of whole
// seconds, a clock of its own, rows that appear with a time already past, pages that shift while
// somebody reads.
import type {
  Fetched,
  HttpFetcher,
  HttpRequest,
  Taking,
} from '../../src/connectors/http/client.js';

export interface Manners {
  readonly sort: 'oldest' | 'newest' | 'id';
  /** How a page leads to the next. */
  readonly paging: 'number' | 'link';
  /** Whether what changed exactly at the asked time is among the answers. */
  readonly inclusive: boolean;
  readonly pageSize: number;
  /** Its clock less the true time. */
  readonly skewMillis: number;
  /** Tells its clock in a `Date` header. */
  readonly tellsDate: boolean;
}

interface ShownRow {
  readonly id: string;
  readonly changed: number;
  readonly state: number;
}

export class ShownSystem implements HttpFetcher {
  readonly rows = new Map<string, ShownRow>();
  asked = 0;
  readonly #manners: Manners;
  readonly #now: () => number;
  /** Called after each answer: the world goes on meanwhile. */
  meanwhile: () => void = () => undefined;

  constructor(manners: Manners, now: () => number) {
    this.#manners = manners;
    this.#now = now;
  }

  clock(): number {
    return this.#now() + this.#manners.skewMillis;
  }

  /** @param lateMillis so long before it appears its time was taken. */
  change(id: string, lateMillis = 0): void {
    const before = this.rows.get(id);
    const state = (before?.state ?? 0) + 1;
    const taken = Math.floor((this.clock() - lateMillis) / 1_000) * 1_000;
    // Two changes of one row within a second would be one version with two contents.
    const changed = Math.max(taken, (before?.changed ?? 0) + 1_000);
    this.rows.set(id, { id, changed, state });
  }

  readonly fetch = async ({ path }: HttpRequest, { take }: Taking): Promise<Fetched> => {
    this.asked += 1;
    const { searchParams } = new URL(path, 'http://shown.example');
    const number = Number(searchParams.get('page') ?? '1');
    const listed = this.#listed(searchParams.get('updated_since'));
    const { pageSize, paging, tellsDate } = this.#manners;
    const from = (number - 1) * pageSize;
    const more = from + pageSize < listed.length;
    const rows = listed.slice(from, from + pageSize).map(({ id, changed, state }) => ({
      id,
      updated_at: new Date(changed).toISOString(),
      placed_at: '2026-03-04T10:00:00Z',
      state: String(state),
    }));
    const headers: Record<string, string> = {};
    if (tellsDate) headers['date'] = new Date(this.clock()).toUTCString();
    if (more && paging === 'link') {
      searchParams.set('page', String(number + 1));
      headers['link'] = `</orders?${searchParams.toString()}>; rel="next"`;
    }
    await take(Buffer.from(JSON.stringify({ rows, more })));
    this.meanwhile();
    return { got: 'answer', status: 200, headers };
  };

  readonly close = async (): Promise<void> => Promise.resolve();

  #listed(since: string | null): readonly ShownRow[] {
    const { inclusive, sort } = this.#manners;
    const from = since === null ? null : Date.parse(since);
    const shown = [...this.rows.values()].filter(
      ({ changed }) => from === null || changed > from || (inclusive && changed === from),
    );
    const byId = (a: ShownRow, b: ShownRow): number => (a.id < b.id ? -1 : 1);
    const signs = { oldest: 1, newest: -1, id: 0 } as const;
    return shown.sort((a, b) => signs[sort] * (a.changed - b.changed) || byId(a, b));
  }
}
