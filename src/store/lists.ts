// What people ask of the ledger: lists cut by key, and a finding marked by a person. A part of the
// store's seam.
import type {
  FindingState,
  HandoffState,
  HandoffWord,
  SubjectState,
} from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';

export interface Page<Row> {
  /** Fewer than were asked for where very many had to be gone through: only `next` tells the end. */
  readonly rows: readonly Row[];
  /** null: there is no further page. */
  readonly next: string | null;
}

/** The rows of one page after another, until there is no further one. */
export async function* pagesOf<Row>(
  ask: (after: string | null) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[]> {
  let after: string | null = null;
  do {
    const page: Page<Row> = await ask(after);
    yield page.rows;
    after = page.next;
  } while (after !== null);
}

export interface Asked {
  readonly after: string | null;
  readonly most: number;
}

export interface HandoffQuestion extends Asked {
  /** Those that stand in one of these words. */
  readonly states?: readonly HandoffWord[];
  readonly rule?: string;
  readonly to?: string;
  readonly subject?: string;
  /** Those due then or later; one that no deadline runs for is none of them. */
  readonly since?: Instant;
}

export interface FindingQuestion extends Asked {
  readonly state?: string;
  readonly pattern?: string;
  readonly cause?: string;
  readonly handoff?: string;
  readonly subject?: string;
  /** One of the systems concerned. */
  readonly system?: string;
  /** Those of what happened then or later. */
  readonly since?: Instant;
}

export interface OrderQuestion extends Asked {
  readonly headline?: string;
  /** One of the systems that have said something of it. */
  readonly system?: string;
  /** Those of which something happened then or later. */
  readonly since?: Instant;
}

export interface ListedOrder {
  readonly subject: SubjectState;
  /** Words in which its handoffs stand, each once, sorted. */
  readonly handoffs: readonly string[];
}

/** Findings of one fingerprint. */
export interface ListedCluster {
  readonly fingerprint: string;
  readonly pattern: string;
  readonly cause: string;
  readonly level: FindingState['level'];
  readonly handoff: string | null;
  readonly count: number;
  /** Those that are open or seen. */
  readonly standing: number;
  /** How often one came back after a person had called it resolved. */
  readonly recurrences: number;
  /** When they happened, sorted; the latest ones where there are very many. */
  readonly times: readonly Instant[];
}

/** Times of one cluster that are read. */
export const clusterTimesMost = 10_000;

export interface Lists {
  readonly handoffs: (question: HandoffQuestion) => Promise<Page<HandoffState>>;
  readonly findings: (question: FindingQuestion) => Promise<Page<FindingState>>;
  readonly orders: (question: OrderQuestion) => Promise<Page<ListedOrder>>;
  /** Clusters of the findings that a question asks for. */
  readonly clusters: (question: FindingQuestion) => Promise<Page<ListedCluster>>;
  /**
   * Has every component folded again whose findings another contract may tell otherwise: those that are
   * accepted, and where it accepts any, those that are open or seen; how many.
   */
  readonly foldFindings: (accepting: boolean) => Promise<number>;
  /** Changes a finding apart from any fold, as `decide` has it; null: none bears the id. */
  readonly mark: (
    id: string,
    decide: (finding: FindingState) => FindingState,
  ) => Promise<FindingState | null>;
}
