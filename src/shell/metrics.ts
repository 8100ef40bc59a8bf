// Figures for Prometheus: what this process did is counted as it happens, how things stand is read
// from the store when somebody asks, and never more often than it can bear.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Verdict } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import type { Counts, Store } from '../store/store.js';

/** From a disk that is quick to one that is in trouble, in seconds. */
const latencies = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Counting all that is kept is not cheap. */
const countedMillis = 15_000;

export interface LaneFigures {
  readonly to: string;
  /** null: it is open. */
  readonly closed: string | null;
  /** What stands against it though it is open, in full sentences. */
  readonly troubles: readonly string[];
}

/** A source that is asked by itself. */
export interface SourceFigures {
  readonly source: string;
  readonly readAt: Instant | null;
  readonly failing: unknown;
  readonly missed: number;
  readonly troubles: readonly string[];
}

/** What a fold did that had work. */
export interface FoldFigures {
  readonly seconds: number;
  /** Verdict -> how many were given. */
  readonly verdicts: ReadonlyMap<Verdict, number>;
}

export function timedFold(
  store: Pick<Store, 'fold'>,
  note: (fold: FoldFigures) => void,
): Store['fold'] {
  return async (turn) => {
    const from = performance.now();
    const verdicts = new Map<Verdict, number>();
    const folded = await store.fold({
      ...turn,
      decide: (component, now) => {
        const outcomes = turn.decide(component, now);
        for (const { verdict } of outcomes.verdicts) {
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        }
        return outcomes;
      },
    });
    if (folded !== null) note({ seconds: (performance.now() - from) / 1_000, verdicts });
    return folded;
  };
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #receipts = this.#counter('receipts_total', 'Receipts kept, by source.', ['source']);
  readonly #statements = this.#counter(
    'observations_total',
    'Observations judged by this process, by verdict.',
    ['verdict'],
  );
  readonly #commit = this.#histogram(
    'commit_seconds',
    'How long keeping a batch of receipts took.',
  );
  readonly #fold = this.#histogram('fold_seconds', 'How long a fold took that had work.');
  readonly #inbox = this.#gauge('inbox_rows', 'Rows that wait to be folded.');
  readonly #waiting = this.#gauge(
    'inbox_oldest_seconds',
    'How long the receipt has waited that waits longest to be folded.',
  );
  readonly #unread = this.#gauge('unread_receipts', 'Receipts that wait to be read.');
  readonly #unreadOldest = this.#gauge(
    'unread_oldest_seconds',
    'How long the receipt has waited that waits longest to be read.',
  );
  readonly #transaction = this.#gauge(
    'database_oldest_transaction_seconds',
    'How long the longest transaction in the database has been open.',
  );
  readonly #xmin = this.#gauge(
    'database_oldest_xmin_age',
    'Transactions begun since the oldest snapshot that is held.',
  );
  readonly #handoffs = this.#gauge('handoffs', 'Handoffs, by state.', ['state']);
  readonly #findings = this.#gauge('findings_open', 'Open findings, by pattern.', ['pattern']);
  readonly #lane = this.#gauge('lane_open', '1: the lane is open; 0: closed for now.', ['to']);
  readonly #source = this.#gauge('source_failing', '1: a source cannot be read now.', ['source']);
  readonly #sourceRead = this.#gauge(
    'source_read_timestamp_seconds',
    'When all of a source had last been read.',
    ['source'],
  );
  readonly #missed = this.#gauge(
    'source_missed',
    'Statements that reconciling found and no webhook and no poll had brought, since the start.',
    ['source'],
  );
  readonly #troubles = this.#gauge(
    'source_troubles',
    'What stands against a source that can be read: webhook subscriptions that are lost.',
    ['source'],
  );
  #sources: () => readonly SourceFigures[] = () => [];
  #counted: { readonly at: number; readonly counts: Promise<Counts> } | null = null;

  /** All figures in the text format of Prometheus. */
  async text(store: Store, now: Instant, lanes: readonly LaneFigures[]): Promise<string> {
    const [vitals, counts] = await Promise.all([store.vitals(), this.#countsOf(store)]);
    this.#inbox.set(vitals.inbox);
    this.#waiting.set(vitals.waitingSince === null ? 0 : (now - vitals.waitingSince) / 1_000);
    this.#unread.set(vitals.unread);
    this.#unreadOldest.set(vitals.unreadSince === null ? 0 : (now - vitals.unreadSince) / 1_000);
    this.#transaction.set(vitals.oldestTransactionMillis / 1_000);
    this.#xmin.set(vitals.oldestXminAge);
    this.#handoffs.reset();
    for (const [state, count] of Object.entries(counts.handoffs)) {
      this.#handoffs.set({ state }, count);
    }
    this.#findings.reset();
    for (const [pattern, count] of Object.entries(counts.findings)) {
      this.#findings.set({ pattern }, count);
    }
    for (const { source, readAt, failing, missed, troubles } of this.#sources()) {
      this.#source.set({ source }, failing === null ? 0 : 1);
      if (readAt !== null) this.#sourceRead.set({ source }, readAt / 1_000);
      this.#missed.set({ source }, missed);
      this.#troubles.set({ source }, troubles.length);
    }
    for (const { to, closed } of lanes) this.#lane.set({ to }, closed === null ? 1 : 0);
    return this.#registry.metrics();
  }

  watch(sources: () => readonly SourceFigures[]): void {
    this.#sources = sources;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The store, with what passes through it counted and timed. */
  measured(store: Store): Store {
    return {
      ...store,
      receive: async (arrivals) => {
        const end = this.#commit.startTimer();
        const received = await store.receive(arrivals);
        end();
        for (const { receipt } of arrivals) this.#receipts.inc({ source: receipt.source });
        return received;
      },
      fold: timedFold(store, (fold) => {
        this.folded(fold);
      }),
    };
  }

  folded({ seconds, verdicts }: FoldFigures): void {
    this.#fold.observe(seconds);
    for (const [verdict, count] of verdicts) this.#statements.inc({ verdict }, count);
  }

  async #countsOf(store: Store): Promise<Counts> {
    const at = performance.now();
    if (this.#counted === null || at - this.#counted.at > countedMillis) {
      this.#counted = { at, counts: store.counts() };
    }
    try {
      return await this.#counted.counts;
    } catch (error) {
      this.#counted = null;
      throw error;
    }
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `weir_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name: `weir_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string): Histogram {
    const buckets = latencies;
    return new Histogram({ name: `weir_${name}`, help, buckets, registers: [this.#registry] });
  }
}
