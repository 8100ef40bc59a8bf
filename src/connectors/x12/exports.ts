// Raw interchanges, as an archive of EDI keeps them: X12 and EDIFACT, one row a set.
import { tradeOfMessage } from '../../core/edifact/trades.js';
import type { TransactionSet } from '../../core/interchange/interchange.js';
import { Parties } from '../../core/interchange/parties.js';
import type { Trade } from '../../core/interchange/trade.js';
import { tradeOfSet } from '../../core/x12/trades.js';
import type {
  ExportReader,
  Reading,
  ReadOptions,
  Recognition,
  Row,
  RowReader,
} from '../connector.js';
import { statedTime } from '../reading/stated-time.js';
import { RowFault } from '../reading/row-fault.js';
import { documentOf } from './document-statements.js';
import { directionOf } from './direction.js';
import { envelopeTimes, Telling } from './telling.js';
import { tradeStatements } from './trade-statements.js';

interface InterchangeForm {
  readonly name: string;
  readonly syntax: 'x12' | 'edifact';
  readonly tradeOf: (set: TransactionSet) => Trade | null;
}

/** A row is made by the codec of core alone, which gives nothing else. */
function setOf(row: Row): TransactionSet {
  return row.document as TransactionSet;
}

function interchangeReader(form: InterchangeForm): ExportReader {
  const { name, syntax } = form;
  return {
    name,
    proven: true,
    connector: 'x12',
    system: null,
    recognise: (sample) =>
      sample.shape === 'interchange' && sample.syntax === syntax ? recognition(form) : null,
  };
}

function recognition(form: InterchangeForm): Recognition {
  const seen = new Parties();
  return {
    strength: 1,
    quoting: 'none',
    rows: null,
    zone: null,
    dayFirst: null,
    decimal: '.',
    // The first reading of the rows, before any is told: who exchanges with whom is only then known.
    times: (row) => {
      const set = setOf(row);
      seen.add(set);
      return envelopeTimes(set);
    },
    decimalMarks: () => [],
    open: (options) => new Sets(form, seen, options),
  };
}

class Sets implements RowReader {
  readonly #form: InterchangeForm;
  readonly #parties: Parties;
  readonly #options: ReadOptions;
  #asked = false;

  constructor(form: InterchangeForm, parties: Parties, options: ReadOptions) {
    this.#form = form;
    this.#parties = parties;
    this.#options = options;
  }

  readonly row = (row: Row): readonly Reading[] => {
    const { line } = row;
    const set = setOf(row);
    const [time] = envelopeTimes(set);
    const span = time === undefined ? null : this.#options.times(time);
    if (span === null) {
      const reason = 'neither its group nor its interchange has a date, so it has no time';
      return [{ kind: 'unreadable', line, reason: `${set.type} ${set.control}: ${reason}` }];
    }
    const { company } = this.#parties;
    const direction = directionOf(set.interchange, company, this.#options.parties);
    const telling = new Telling(set, statedTime(span), direction, this.#options);
    const trade = this.#form.tradeOf(set);
    const told = trade === null ? [] : tradeStatements(telling, trade);
    if (told instanceof RowFault) {
      return [{ kind: 'unreadable', line, reason: `${set.type} ${set.control}: ${told.reason}` }];
    }
    const readings = [documentOf(telling, trade), ...told].map((observation): Reading => ({
      kind: 'observation',
      line,
      observation,
    }));
    return direction === 'unknown' ? [...this.#ask(set), ...readings] : readings;
  };

  readonly end = (): readonly Reading[] => [];

  /** Once a file: which two ids either could be the company, and the lines that settle it. */
  #ask({ interchange, line }: TransactionSet): readonly Reading[] {
    if (this.#asked) return [];
    this.#asked = true;
    // In one order, whoever sends: of files that go to and fro the question is then told once.
    const ids = [interchange.sender, interchange.receiver].sort();
    const [one, other] = ids.map((id) => JSON.stringify(id));
    const reason =
      `of ${one} and ${other} which side is the company is not known, so orders, answers and ` +
      'invoices are told as documents only. Lines in weir.yaml settle it: ' +
      `${this.#options.system}: { role: edi, connector: x12 } under systems:, and under partners: ` +
      `NAME: { ids: [${other}] } if you are ${one}, or [${one}] if you are ${other}`;
    return [{ kind: 'remark', line, reason }];
  }
}

export const exports: readonly ExportReader[] = [
  interchangeReader({ name: 'x12.interchanges', syntax: 'x12', tradeOf: tradeOfSet }),
  interchangeReader({ name: 'x12.edifact', syntax: 'edifact', tradeOf: tradeOfMessage }),
];
