// The written agreement between the systems, after checking: what the core reads.
// compile.ts makes it of the plain form and collects the faults; standard.ts has the standard rules.
import type { Kind } from '../observation/kinds.js';
import type { FileSource } from './file-source.js';
import type { PollDeclaration } from './poll.js';
import type { WebhookDeclaration } from './webhook.js';

export const roles = [
  'storefront',
  'marketplace',
  'pos',
  'erp',
  'payments',
  'middleware',
  'warehouse',
  'edi',
  'supplier',
  'merchant-portal',
  'supplier-portal',
  'carrier',
] as const;

export type Role = (typeof roles)[number];

export interface SystemDeclaration {
  readonly name: string;
  readonly role: Role;
  /** Folder under src/connectors whose vocabulary reads this system's native words. */
  readonly connector: string | null;
  /** IANA zone for times that carry none. */
  readonly zone: string | null;
  readonly owner: string | null;
}

/** How a system that has no connector of its own is told things: over HTTP, by the contract alone. */
export interface HttpDeclaration {
  /** What all paths stand under, without a slash at its end. */
  readonly url: string;
  /** Sent with each request; `env:NAME` in a value stands for that environment variable. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts that may be reached though their address is not a public one. */
  readonly allow: readonly string[];
  /** In what the bodies of commands are written; answers are read whichever they are. */
  readonly format: (typeof bodyFormats)[number];
  readonly commands: ReadonlyMap<Operation, HttpCommand>;
  readonly lookUps: ReadonlyMap<Operation, HttpLookUp>;
  /** Requests under way at once, and begun in a second. */
  readonly concurrency: number;
  readonly perSecond: number;
  /** From the first byte sent to the last received, connecting included. */
  readonly timeoutMillis: number;
}

export const bodyFormats = ['json', 'xml'] as const;

export const httpMethods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Expressions are JSONata: `body` over the command, the others over `{ status, body }`. */
export interface HttpCommand {
  readonly method: (typeof httpMethods)[number];
  /** Template over the command: `/orders/{names.order}`. */
  readonly path: string;
  /** null: the command as it is. */
  readonly body: string | null;
  /** null: any status from 200 to 299. */
  readonly accepted: string | null;
  readonly refused: string | null;
  /** The name of the record that the answer speaks of. */
  readonly record: string | null;
  readonly keyHeader: string;
  /** So long the destination knows a repeat by its key; null: it knows none. */
  readonly keysKeptMillis: number | null;
}

export interface HttpLookUp {
  readonly path: string;
  /** What it holds, as the `data` of an observation; null: it can't be read back. */
  readonly shows: string | null;
  /** How long after a request's deadline its effect may still come, or stay unseen by a look-up. */
  readonly afterMillis: number;
  /** null: 2xx is present, 404 and 410 are absent. */
  readonly present: string | null;
  readonly record: string | null;
}

/** Text taken off names before comparing, where it is there. */
export interface Trim {
  readonly prefix: string;
  readonly suffix: string;
}

/** `[ shop.order_name, erp.external, { trim: "#" } ]`: which names of two systems mean the same. */
export interface Join extends Trim {
  readonly left: { readonly system: string; readonly namespace: string };
  readonly right: { readonly system: string; readonly namespace: string };
  /** What is taken off the right side instead, where the two sides bear different texts. */
  readonly rightTrim?: Trim;
}

/** What a join takes off the names of each of its ends. */
export function trimmedEnds(join: Join): readonly (Join['left'] & Trim)[] {
  const { left, right, prefix, suffix, rightTrim = join } = join;
  return [
    { ...left, prefix, suffix },
    { ...right, prefix: rightTrim.prefix, suffix: rightTrim.suffix },
  ];
}

export const operations = [
  'create-order',
  'update-order',
  'hold-order',
  'release-order',
  'cancel-order',
  'record-fulfilment',
  'confirm-shipment',
  'record-payment',
  'record-refund',
  'record-return',
  'record-books',
  'set-available',
  'push-metric',
  'write-reference',
  'send-850',
  'send-855',
  'send-856',
  'send-810',
  'send-846',
  'send-860',
  'send-997',
] as const;

export type Operation = (typeof operations)[number];

export type Requirement =
  | { readonly kind: 'payable' }
  | { readonly kind: 'not-held' }
  | { readonly kind: 'not-preorder' }
  | { readonly kind: 'acknowledged'; readonly rule: string }
  | { readonly kind: 'fresh'; readonly feed: string }
  | {
      readonly kind: 'metric';
      readonly feed: string;
      readonly metric: string;
      readonly atLeast: string;
    };

/** What triggers a rule; `stock.changed` is derived from stock.level and stock.adjusted. */
export type Trigger = Kind | 'stock.changed';

/** How much a shadow must have compared, over how long, before a rule may go live. */
export interface Gate {
  readonly compared: number;
  readonly overMillis: number;
}

export interface Rule {
  readonly id: string;
  readonly on: readonly Trigger[];
  /** Systems whose statement triggers it; null: any. Never the destination itself. */
  readonly from: readonly string[] | null;
  /** Field -> value that the trigger's data must have. */
  readonly where: Readonly<Record<string, string>>;
  readonly requires: readonly Requirement[];
  /**
   * Destination systems, roles already resolved. A handoff is owed only to holders among them.
   * For a document (send-997, send-855) the destination is its partner, whatever stands here.
   */
  readonly to: readonly string[];
  readonly operation: Operation;
  /** Deadline in milliseconds; null: learned (three times the median of 30 or more). */
  readonly withinMillis: number | null;
  /** The deadline instead where a marketplace states the money, which it does at settlement. */
  readonly settlementWithinMillis: number | null;
  /** Taken off `ship_by` for a marketplace's confirmation. */
  readonly marginMillis: number;
  /** How long a draft may stay one; null: one business day in the ERP's zone. */
  readonly approveWithinMillis: number | null;
  readonly closeGraceMillis: number | null;
  readonly acknowledgedBy: 'event' | 'response' | 'readback';
  /** Kinds of the destination that count as its acknowledgement; null: those of the operation. */
  readonly acknowledgedByKinds: readonly Kind[] | null;
  readonly confirmFields: readonly string[];
  /** Fields whose difference is known and means nothing. */
  readonly compareIgnore: readonly string[];
  readonly retryForMillis: number;
  readonly keepLatest: boolean;
  readonly compensates: string | null;
  readonly owner: string | null;
  /** Epoch milliseconds before which triggers are not this rule's. */
  readonly effectiveFrom: number | null;
  readonly gate: Gate | null;
  readonly mode: 'observe' | 'shadow' | 'live';
  readonly standard: boolean;
}

export type Fallback =
  | { readonly kind: 'block' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'last-good'; readonly withinMillis: number | null }
  | { readonly kind: 'default'; readonly value: string }
  | { readonly kind: 'buffer'; readonly by: string };

export interface FeedDeclaration {
  readonly name: string;
  readonly from: string;
  readonly everyMillis: number;
  readonly freshWithinMillis: number;
  readonly graceMillis: number;
  readonly minRows: number | null;
  readonly maxDrop: number | null;
  readonly consumers: ReadonlyMap<string, Fallback>;
  readonly owner: string | null;
  readonly calendar: Calendar | null;
}

/** Days on which work is done: 1 Monday .. 7 Sunday; holidays as `YYYY-MM-DD`. */
export interface Calendar {
  readonly workdays: readonly number[];
  readonly holidays: readonly string[];
  readonly zone: string | null;
}

export interface ItemReference {
  readonly system: string;
  readonly sku: string;
  readonly canonical: string;
  /** Components of a kit: canonical SKU -> quantity as decimal text. */
  readonly kitOf: Readonly<Record<string, string>> | null;
  /** Units in one pack. */
  readonly pack: number;
}

export interface Partner {
  readonly name: string;
  /** By which it signs its interchanges (ISA06, UNB S002), besides its name. */
  readonly ids: readonly string[];
  readonly system: string | null;
  /** Document types that the partner acknowledges with a 997, and answers as a business. */
  readonly acknowledges: readonly string[];
  readonly answers: readonly string[];
}

export interface AcceptedException {
  readonly pattern: string | null;
  readonly handoff: string | null;
  readonly system: string | null;
  readonly ref: string | null;
  readonly reason: string;
  /** Epoch milliseconds; null: for good. */
  readonly until: number | null;
}

export interface Costs {
  /** Minutes of manual work a finding, by pattern; `default` for the rest. */
  readonly minutes: Readonly<Record<string, number>>;
  readonly hourly: { readonly amount: string; readonly currency: string } | null;
}

export interface Job {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly schedule: string | null;
  readonly manual: boolean;
  readonly owner: string | null;
}

export interface Workaround {
  readonly name: string;
  readonly handoff: string | null;
  readonly minutesPerWeek: number | null;
  readonly since: string | null;
}

/** Whom to tell of findings: `to` is an address (mailto:, https:), `patterns` empty means all. */
export interface Alert {
  readonly name: string;
  readonly to: string;
  readonly patterns: readonly string[];
  /** Only once the verdict is structural. */
  readonly structuralOnly: boolean;
}

/** A class of order: which channel sold it, who fulfils it, and of which type it is. */
export interface Route {
  readonly channel: string | null;
  readonly fulfilledBy: string | null;
  readonly type: string | null;
  readonly to: readonly string[];
}

/**
 * Where a reader takes a value from: a constant (`=text`), or a column (CSV), or a path (JSON:
 * `order.id`, `lines[0].sku`). `split` makes a list of one cell: `list` for `['a','b']`, else the
 * separator. `after` takes the word that follows this text; where the text is absent there is no
 * value.
 */
export type ValueSource =
  | { readonly from: 'constant'; readonly text: string }
  | {
      readonly from: 'column';
      readonly column: string;
      readonly split: string | null;
      readonly after: string | null;
    };

/** Columns of somebody's own file -> fields of an observation; see docs/guides/your-own-files.md. */
export interface ReaderDeclaration {
  readonly name: string;
  readonly system: string;
  readonly format: 'csv' | 'tsv' | 'json' | 'jsonl' | 'xml';
  /** Column names (JSON: paths in a row) that must all be there for the reader to take a file. */
  readonly match: readonly string[];
  /** IANA name, `UTC` or an offset, for times that carry none. */
  readonly zone: string | null;
  readonly dayFirst: boolean | null;
  readonly decimal: '.' | ',' | null;
  /** JSON: path of the list of rows; null: the document itself is the list. */
  readonly rows: string | null;
  readonly emit: readonly ReaderEmission[];
}

export interface ReaderEmission {
  readonly kind: Kind;
  /** The system that says it; null: the reader's. */
  readonly system: string | null;
  /**
   * Column -> values of which one must stand there for this row to give the observation; empty:
   * every row. A value is text, or `*` (anything), `` (nothing), `>0`, `!value` (not this value).
   */
  readonly when: Readonly<Record<string, readonly string[]>>;
  /** Columns that together hold the time (a date and a clock); `=extract`: the file's own time. */
  readonly at: readonly string[];
  /** Column of the latest time at which it may have happened, or `=extract`; null: it is `at`. */
  readonly until: string | null;
  readonly id: string | null;
  readonly refs: Readonly<Record<string, ValueSource>>;
  readonly status: ReaderStatus | null;
  /** Field of `data` (dots for inner fields: `total.amount`) -> its source. */
  readonly data: Readonly<Record<string, ValueSource>>;
  readonly lines: ReaderLines | null;
  /** Column of the order: its rows become one observation, with one line from each. */
  readonly groupBy: string | null;
}

export interface ReaderStatus {
  readonly column: string;
  /** The file's word -> `axis:state`; a word that is not here is read by the system's vocabulary. */
  readonly words: Readonly<Record<string, string>>;
}

export interface ReaderLines {
  /** JSON: path of the list of lines inside a row; null: a row is a line. */
  readonly each: string | null;
  readonly line: ValueSource | null;
  readonly sku: ValueSource | null;
  /** null: one of each. */
  readonly qty: ValueSource | null;
  readonly price: ValueSource | null;
}

export interface Contract {
  readonly systems: ReadonlyMap<string, SystemDeclaration>;
  /** System -> how it is told things, where the contract says so. */
  readonly destinations: ReadonlyMap<string, HttpDeclaration>;
  /** System -> what is known of its webhooks, where the contract takes them. */
  readonly webhooks: ReadonlyMap<string, WebhookDeclaration>;
  /** System -> how it is asked for what has changed, where the contract says so. */
  readonly polls: ReadonlyMap<string, readonly PollDeclaration[]>;
  /** System -> where its files are, where the contract says so. */
  readonly fileSources: ReadonlyMap<string, FileSource>;
  readonly joins: readonly Join[];
  readonly rules: readonly Rule[];
  readonly feeds: ReadonlyMap<string, FeedDeclaration>;
  /** Stage (`order`, `payment`, `fulfilment`, `stock`, `price`, `books`) -> the system that owns it. */
  readonly owns: Readonly<Record<string, string>>;
  readonly routes: readonly Route[];
  readonly items: readonly ItemReference[];
  readonly partners: readonly Partner[];
  readonly readers: readonly ReaderDeclaration[];
  /** Plain names of fields that are personal besides those that are known. */
  readonly personal: ReadonlySet<string>;
  readonly calendar: Calendar | null;
  readonly accept: readonly AcceptedException[];
  readonly alerts: readonly Alert[];
  readonly costs: Costs | null;
  readonly jobs: readonly Job[];
  readonly workarounds: readonly Workaround[];
  /** False where no file was given and everything here is inferred. */
  readonly written: boolean;
}

export function isChannel(role: Role): boolean {
  return role === 'storefront' || role === 'marketplace';
}

/** Names of the systems with one of these roles, in the contract's order. */
export function systemsOf(contract: Contract, ...wanted: readonly Role[]): string[] {
  const names: string[] = [];
  for (const system of contract.systems.values()) {
    if (wanted.includes(system.role)) names.push(system.name);
  }
  return names;
}
