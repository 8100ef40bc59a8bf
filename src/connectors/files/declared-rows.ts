// Runs the rows of one file through the emissions of a declared reader, and gathers the rows of each
// order where the declaration says `group_by`.
import type { ReaderDeclaration } from '../../core/contract/contract.js';
import { limits } from '../../core/limits.js';
import type {
  ObservationLine,
  Reading,
  ReadOptions,
  Row,
  RowReader,
  Sample,
} from '../connector.js';
import type { BoundEmission } from './emission.js';
import { bindEmission, hasTime } from './emission.js';
import { RowFault, shown } from '../reading/row-fault.js';
import type { StatedLine } from './lines.js';
import type { Cell } from './values.js';
import { textOf } from '../reading/document.js';
import { cellOf } from './values.js';

interface Draft {
  readonly statement: ObservationLine;
  readonly line: number;
  readonly lines: StatedLine[];
}

interface Order {
  readonly key: string;
  readonly rows: number[];
  /** One draft a time: lines that shipped on two days are two statements. */
  readonly drafts: Map<BoundEmission, Draft[]>;
  fault: { readonly line: number; readonly reason: string } | null;
}

function observation(draft: Draft, hasLines: boolean): Reading {
  const { statement, line, lines } = draft;
  if (!hasLines) return { kind: 'observation', line, observation: statement };
  const data = { ...statement.data, lines };
  return { kind: 'observation', line, observation: { ...statement, data } };
}

function readingsOf(order: Order): Reading[] {
  const { fault, key } = order;
  if (fault !== null) {
    const others = `order ${shown(key)} can't be read: see line ${fault.line}`;
    return order.rows.map((line) => ({
      kind: 'unreadable',
      line,
      reason: line === fault.line ? fault.reason : others,
    }));
  }
  return [...order.drafts].flatMap(([emission, drafts]) =>
    drafts.map((draft, index) => observation(numbered(draft, index), emission.lines !== null)),
  );
}

function numbered(draft: Draft, index: number): Draft {
  const { id } = draft.statement;
  if (index === 0 || id === undefined) return draft;
  return { ...draft, statement: { ...draft.statement, id: `${id}/${index + 1}` } };
}

function sameTime(one: ObservationLine, other: ObservationLine): boolean {
  return one.at === other.at && one.at_until === other.at_until;
}

/** Several emissions of one row need ids of their own. */
function suffixes(declaration: ReaderDeclaration): string[] {
  const { emit } = declaration;
  if (emit.length === 1) return [''];
  return emit.map(({ kind }, index) => {
    const earlier = emit.slice(0, index).filter((other) => other.kind === kind).length;
    return earlier === 0 ? `/${kind}` : `/${kind}/${earlier + 1}`;
  });
}

export class DeclaredRows implements RowReader {
  readonly #emissions: readonly BoundEmission[];
  readonly #key: Cell | null;
  readonly #remarks: Reading[] = [];
  readonly #orders = new Map<string, Order>();
  #rows = 0;
  #silent = true;

  constructor(declaration: ReaderDeclaration, sample: Sample, options: ReadOptions) {
    const names = suffixes(declaration);
    this.#emissions = declaration.emit.flatMap((emission, index) => {
      if (hasTime(sample, emission.at)) {
        return [bindEmission(emission, sample, options, names[index] ?? '')];
      }
      const reason = `${emission.kind} is left out: the file has no column ${emission.at.join(', ')}`;
      this.#remarks.push({ kind: 'remark', line: 1, reason });
      return [];
    });
    const column = declaration.emit.find((emission) => emission.groupBy !== null)?.groupBy;
    this.#key = column === null || column === undefined ? null : cellOf(sample, column);
  }

  readonly row = (row: Row): readonly Reading[] => {
    this.#rows += 1;
    const gathering = this.#emissions.filter((emission) => emission.gathers);
    const wanted = gathering.filter((emission) => emission.accepts(row));
    const key = this.#key === null ? '' : textOf(this.#key(row));
    const alone = this.#alone(row);
    if (alone instanceof RowFault) {
      // The order lacks a line without this row, so nothing can be said of it.
      const done = wanted.length > 0 && key !== '' ? this.#break(key, row, alone.reason) : [];
      return [...this.#told(done), ...this.#unreadable(row, alone.reason)];
    }
    if (wanted.length === 0) return this.#told(alone);
    if (key === '') return this.#unreadable(row, 'the column of group_by is empty');
    return this.#told([...alone, ...this.#gather(row, key, wanted)]);
  };

  readonly end = (): readonly Reading[] => {
    const last = [...this.#orders.values()].flatMap(readingsOf);
    this.#orders.clear();
    const told = this.#told([...this.#remarks, ...last]);
    if (!this.#silent || this.#rows === 0) return told;
    const reason = `none of ${this.#rows} rows gave an observation: no row meets a \`when\` and has its time`;
    return [...told, { kind: 'remark', line: 1, reason }];
  };

  #told(readings: readonly Reading[]): readonly Reading[] {
    if (readings.some((reading) => reading.kind !== 'remark')) this.#silent = false;
    return readings;
  }

  #unreadable(row: Row, reason: string): readonly Reading[] {
    this.#silent = false;
    return [{ kind: 'unreadable', line: row.line, reason }];
  }

  /** What the row says by itself; one fault makes the whole row unreadable. */
  #alone(row: Row): Reading[] | RowFault {
    const readings: Reading[] = [];
    for (const emission of this.#emissions) {
      if (emission.gathers || !emission.accepts(row)) continue;
      const draft = this.#draft(emission, row);
      if (draft instanceof RowFault) return draft;
      if (draft !== null) readings.push(observation(draft, emission.lines !== null));
    }
    return readings;
  }

  #draft(emission: BoundEmission, row: Row): Draft | RowFault | null {
    const statement = emission.statement(row);
    if (statement === null || statement instanceof RowFault) return statement;
    const lines = emission.lines?.(row) ?? [];
    return lines instanceof RowFault ? lines : { statement, line: row.line, lines: [...lines] };
  }

  #gather(row: Row, key: string, wanted: readonly BoundEmission[]): Reading[] {
    const done = this.#makeRoom(key);
    const order = this.#orderOf(key);
    if (order.rows.length >= limits.gatheredRowsMax) {
      const reason = `order ${shown(key)} has more than ${limits.gatheredRowsMax} rows`;
      order.fault ??= { line: row.line, reason };
      return [...done, { kind: 'unreadable', line: row.line, reason }];
    }
    order.rows.push(row.line);
    for (const emission of wanted) {
      const fault = this.#add(order, emission, row);
      if (fault !== null) order.fault ??= { line: row.line, reason: fault.reason };
    }
    return done;
  }

  #add(order: Order, emission: BoundEmission, row: Row): RowFault | null {
    const draft = this.#draft(emission, row);
    if (draft instanceof RowFault) return draft;
    const drafts = order.drafts.get(emission) ?? [];
    if (draft !== null) {
      const same = drafts.find(({ statement }) => sameTime(statement, draft.statement));
      if (same === undefined) order.drafts.set(emission, [...drafts, draft]);
      else same.lines.push(...draft.lines);
      return null;
    }
    // A further row often leaves out what its order's first row says.
    const lines = emission.lines?.(row) ?? [];
    if (lines instanceof RowFault) return lines;
    drafts.at(-1)?.lines.push(...lines);
    return null;
  }

  #break(key: string, row: Row, reason: string): Reading[] {
    const done = this.#makeRoom(key);
    const order = this.#orderOf(key);
    order.fault ??= { line: row.line, reason };
    return done;
  }

  #orderOf(key: string): Order {
    const open = this.#orders.get(key);
    if (open !== undefined) return open;
    const order: Order = { key, rows: [], drafts: new Map(), fault: null };
    this.#orders.set(key, order);
    return order;
  }

  /** The order whose rows began first is told when too many are open at once. */
  #makeRoom(key: string): Reading[] {
    if (this.#orders.size < limits.gatheredOrdersMax || this.#orders.has(key)) return [];
    const [oldest] = this.#orders.values();
    if (oldest === undefined) return [];
    this.#orders.delete(oldest.key);
    return readingsOf(oldest);
  }
}
