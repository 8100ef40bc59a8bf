// The seam between the house and the foreign systems: what a connector is, and what a reader of
// export files is. Types only; each connector is one folder, listed in registry.ts.
import type { Contract } from '../core/contract/contract.js';
import type { PollDeclaration } from '../core/contract/poll.js';
import type { Signature } from '../core/contract/webhook.js';
import type { Basis } from '../core/observation/observation.js';
import type { Kind } from '../core/observation/kinds.js';
import type { Instant } from '../core/observation/instant.js';
import type { TimeSpan } from '../core/observation/written-time.js';
import type { Vocabulary } from '../core/observation/vocabulary.js';

/** What one folder under src/connectors can do; an absent part is an absent capability. */
export interface Connector {
  /** The folder's name, as `connector:` in the contract has it. */
  readonly name: string;
  readonly vocabulary?: Vocabulary;
  readonly exports?: readonly ExportReader[];
  /** Opens a system of the contract that takes commands. */
  readonly destination?: (given: DestinationGiven) => Destination | NoDestination;
  /** Opens a system of the contract that can be asked for what has changed. */
  readonly polled?: (given: DestinationGiven) => Polled | NoDestination;
  /** Asks a system of the contract one harmless question. */
  readonly trial?: (given: DestinationGiven) => Promise<Trial | NoDestination>;
  readonly webhook?: WebhookForm;
  /** Files that a person can export by hand, the most useful first. */
  readonly whatToExport?: readonly ExportGuide[];
}

/** How a system's own requests are known; their bodies are read by its `exports`. */
export interface WebhookForm {
  readonly signature: Signature;
  /** What it sends unsigned to see whether somebody is there: answered, and not kept. */
  readonly isPing?: (request: WebhookRequest) => boolean;
  readonly subscriptions?: SubscriptionForm;
  /** Where one secret signs for many shops: the header that names whose a request is, and what such a name ends with. */
  readonly shop?: { readonly header: string; readonly ends: string };
}

/** How a system is asked which webhooks it is to send, and how its answer is read. Pure. */
export interface SubscriptionForm {
  /** Where everybody is asked; null: each shop has an address of its own. */
  readonly url: string | null;
  /** What is asked first for the headers of the rest, where the contract's own do not suffice. */
  readonly credential?: {
    readonly request: ListRequest;
    /** null: the answer is none. */
    readonly headers: (body: unknown) => Readonly<Record<string, string>> | null;
  };
  /** @param after what the page before led to; null: it is the first. */
  readonly request: (after: string | null) => ListRequest;
  /** null: the answer is no list. Its `after` is null at the last page. */
  readonly read: (
    body: unknown,
    after: string | null,
  ) => { readonly subscriptions: readonly Subscription[]; readonly after: string | null } | null;
  /** How a person brings one back that is gone, to follow "Make it again". */
  readonly again: string;
}

export interface ListRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query under the address. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One webhook that a system is to send, as it lists it. */
export interface Subscription {
  /** As the system calls it; `*`, alone or at its end, stands for any. */
  readonly topic: string;
  /** Where it leads. */
  readonly address: string;
  /** false: it is there and switched off. */
  readonly active: boolean;
}

export type SubscriptionList =
  | { readonly got: 'list'; readonly subscriptions: readonly Subscription[] }
  | { readonly got: 'nothing'; readonly why: string; readonly afterMillis: number | null };

/** A system that can be asked which webhooks it is to send. It throws for nothing that the system does. */
export interface Subscribed {
  readonly list: () => Promise<SubscriptionList>;
  readonly again: string;
  readonly close: () => Promise<void>;
}

/** A request as it came, of which nothing is believed yet. */
export interface WebhookRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly path: string;
  /** By names in lower case; a header that came several times is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type Authenticity =
  /** `event`: the id of what happened, where the signature covers it. */
  | { readonly genuine: true; readonly event: string | null }
  | { readonly genuine: false; readonly why: string };

/** One file of a system that a person can export by hand: how, and what it is worth. */
export interface ExportGuide {
  /** As the system calls it. */
  readonly file: string;
  /** Steps through the system's menus. */
  readonly menu: string;
  /** Which columns to choose, where they can be chosen. */
  readonly columns: string;
  readonly period: string;
  /** Zone of its times, and where it is set. */
  readonly zone: string;
  readonly shows: string;
  readonly cannotShow: string;
}

export interface DestinationGiven {
  readonly contract: Contract;
  readonly system: string;
  /** Variables by which the contract may name secrets. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
}

/** In plain words: what of the contract or of the environment is missing. */
export interface NoDestination {
  readonly failed: string;
}

/** What came of one harmless question. */
export type Trial =
  /** The contract names nothing that could be asked. */
  | { readonly asked: false }
  /** `taken`: it answers, and knows who asks. `answer` in plain words, without anything secret. */
  | { readonly asked: true; readonly taken: boolean; readonly answer: string };

/** One command on its way: the neutral command as JSON, and the key that the destination knows it by. */
export interface Delivery {
  readonly key: string;
  readonly command: string;
  /**
   * When the lane claimed it. By its timeout after that a destination has begun or leaves it: whoever settles
   * a lost answer counts on it. Absent: nobody else could begin it.
   */
  readonly claimedAt?: Instant;
}

/** What a destination made of a command, as its connector reads the answer. */
export type Reply =
  /** `observations`: what the answer itself says, such as the record that it made. */
  | {
      readonly outcome: 'accepted';
      readonly answer: string;
      readonly observations: readonly ObservationLine[];
    }
  /** Not taken, and the same may be taken later; `afterMillis` where the destination says when. */
  | { readonly outcome: 'retry'; readonly answer: string; readonly afterMillis: number | null }
  /** Not taken, and never will be as it is. */
  | { readonly outcome: 'refused'; readonly answer: string }
  /** It was too late to begin: the destination was not spoken to. */
  | { readonly outcome: 'unsent'; readonly answer: string }
  /** No answer, or one that says nothing: it may have been taken. */
  | { readonly outcome: 'unknown'; readonly answer: string };

/**
 * `absent`: it certainly has no such effect. `unable`: it can't be asked for such a command. `unsure`: it did
 * not say; `afterMillis` where it says when it can be asked again.
 */
export type LookUp =
  | {
      readonly found: 'present';
      readonly answer: string;
      readonly observations: readonly ObservationLine[];
    }
  | { readonly found: 'absent' }
  | { readonly found: 'unable' }
  | {
      readonly found: 'unsure';
      readonly answer: string;
      readonly afterMillis: number | null;
    };

/** A system that takes commands. No method throws for anything that the other side does. */
export interface Destination {
  readonly deliver: (delivery: Delivery) => Promise<Reply>;
  readonly lookUp: (delivery: Delivery) => Promise<LookUp>;
  /** As `lookUp`; what is present is stated with all that it shows. */
  readonly readBack: (delivery: Delivery) => Promise<LookUp>;
  /** The same key and bytes again have no second effect. */
  readonly idempotent: (delivery: Delivery) => boolean;
  /**
   * It builds what it sends from some fields of a command, and refuses one where such a field was erased and
   * stands as a token. Absent: a command with anything erased in it is refused before it gets here.
   */
  readonly sparesErased?: true;
  /**
   * Operation -> digest of all that a command is written out by beside the command itself: a delivery under
   * the same digest is the same bytes. Absent: it is nothing that could change.
   */
  readonly wordings?: Readonly<Record<string, string>>;
  /** Until when the certificate is valid that it showed last; null or absent: it has shown none. */
  readonly certificateUntil?: () => Instant | null;
  readonly close: () => Promise<void>;
}

/** What is asked of a system that is polled: one page. */
export interface PageRequest {
  readonly poll: PollDeclaration;
  /** Only what changed at or after it; null: all that there is. */
  readonly since: Instant | null;
  /** How the page before led to this one; null: it is the first. */
  readonly next: string | null;
  /** Which page it is since `since`, from 1. */
  readonly page: number;
}

export type PageAnswer =
  | {
      readonly got: 'page';
      readonly body: Uint8Array;
      /** null: it is the last. */
      readonly next: string | null;
      /** By the system's own clock, where it tells it. */
      readonly servedAt: Instant | null;
    }
  /** `afterMillis` where the system says when to come again. */
  | { readonly got: 'nothing'; readonly why: string; readonly afterMillis: number | null };

/** A system that can be asked what it shows. No method throws for anything that the other side does. */
export interface Polled {
  readonly page: (request: PageRequest) => Promise<PageAnswer>;
  /** As a destination's. */
  readonly certificateUntil?: () => Instant | null;
  readonly close: () => Promise<void>;
}

/** An observation line before reading, in the form of docs/reference/observations.md. */
export interface ObservationLine {
  readonly id?: string;
  readonly system: string;
  readonly kind: Kind;
  /** RFC 3339 with an offset, as is `at_until`. */
  readonly at: string;
  readonly at_until?: string;
  readonly basis?: Basis;
  readonly version?: string;
  readonly refs?: Readonly<Record<string, string | readonly string[]>>;
  readonly status?: { readonly native?: string; readonly canonical?: string };
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The beginning of a file, shown to each reader. */
export type Sample =
  | {
      readonly shape: 'table';
      /** One candidate for the header: the cells of a line, trimmed. */
      readonly columns: readonly string[];
      readonly delimiter: string;
      /** The rows right under it, as far as the beginning of the file shows them: at most three. */
      readonly first: readonly (readonly string[])[];
    }
  | { readonly shape: 'document'; readonly document: unknown }
  | { readonly shape: 'documents'; readonly first: readonly unknown[] }
  /** An XML document as reading/xml-document.ts makes a tree of it. */
  | { readonly shape: 'xml'; readonly document: unknown }
  /** Raw EDI: each row's `document` is one transaction set or message. */
  | { readonly shape: 'interchange'; readonly syntax: 'x12' | 'edifact'; readonly head: string };

/**
 * One row of a file. A table's row has `cells`, which may be fewer than the columns; a row of JSON
 * has `document`, whose numbers have become text so that no digit is lost.
 */
export interface Row {
  /** Line of the file on which it begins; in a JSON document its place in the list, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly document: unknown;
}

/** Knows the export files of one system by what stands in them, never by their names. */
export interface ExportReader {
  /** `shopify.orders-csv`: connector and file, as the report names it. */
  readonly name: string;
  /** False until a real file of the system has been read by it. */
  readonly proven: boolean;
  /** Connector whose system in the contract says what the file says, where `system` is null. */
  readonly connector: string | null;
  /** The system itself, where the reader knows it. */
  readonly system: string | null;
  /** @returns null where the file is another's. */
  readonly recognise: (sample: Sample) => Recognition | null;
}

/** How one file that a reader has recognised is to be read. */
export interface Recognition {
  /** How much it found of what it looks for; the reader that found most takes the file. */
  readonly strength: number;
  /** `none`: a quote is a character like any other. */
  readonly quoting: 'csv' | 'none';
  /** Path of the list of rows in a JSON document; null: the document is the list. */
  readonly rows: string | null;
  /** Zone of times without an offset, where the file or its declaration says it. */
  readonly zone: string | null;
  readonly dayFirst: boolean | null;
  readonly decimal: '.' | ',' | null;
  /** Texts of the row that are times: all of them decide day against month, and the extract. */
  readonly times: (row: Row) => readonly string[];
  /** Decimal marks that the row's numbers prove: all of them decide the file's. */
  readonly decimalMarks: (row: Row) => readonly ('.' | ',')[];
  readonly open: (options: ReadOptions) => RowReader;
}

/** What is known of the whole file before its rows are read. */
export interface ReadOptions {
  /** Name of the system that says what the file says. */
  readonly system: string;
  /** The time at which the file was made, or the last in it, before which it was not; null: it has none. */
  readonly extract: Instant | null;
  /** The latest at which the file can have been made; null: it has no time. */
  readonly madeBy: Instant | null;
  readonly times: (text: string) => TimeSpan | null;
  /** null: not decided. */
  readonly decimal: '.' | ',' | null;
  /** Whose the ids of interchanges are, where that is known beyond the file. */
  readonly parties?: KnownParties;
}

/** Ids of EDI interchanges: the company's own, and those of its partners. */
export interface KnownParties {
  readonly own: ReadonlySet<string>;
  readonly partners: ReadonlySet<string>;
}

/** Takes the rows one by one, in the file's order. Pure but for its own memory of open orders. */
export interface RowReader {
  readonly row: (row: Row) => readonly Reading[];
  /** What was still open when the file ended. */
  readonly end: () => readonly Reading[];
}

/**
 * One result. `line` is the row it comes from. Each row is at most once `unreadable`, and all others
 * are read, so that rows = read + unreadable; a remark is about the file and counts no row.
 */
export type Reading =
  | { readonly kind: 'observation'; readonly line: number; readonly observation: ObservationLine }
  | { readonly kind: 'unreadable'; readonly line: number; readonly reason: string }
  | { readonly kind: 'remark'; readonly line: number; readonly reason: string };
