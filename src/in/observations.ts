// A body of observation lines -> what the ledger keeps of it: each line filed under the names of what
// it is about, or set aside with its reason. One object, a list of them, or JSON lines.
import type { Contract } from '../core/contract/contract.js';
import { filedUnder } from '../core/identity/filed-under.js';
import type { OrderNames } from '../core/identity/names.js';
import type { Instant } from '../core/observation/instant.js';
import type { Observation } from '../core/observation/observation.js';
import type { Unreadable } from '../core/observation/read.js';
import { contentText, isUnreadable, readObservation } from '../core/observation/read.js';
import { lineValue } from '../core/observation/read-line.js';
import type { Id } from '../core/ledger/ledger.js';
import type { Arrival, Filed, Quarantined, Receipt, Store } from '../store/store.js';

export interface Interpreting {
  readonly contract: Contract;
  readonly names: OrderNames;
  /** SHA-256, hexadecimal. */
  readonly digest: (content: string | Uint8Array) => string;
  readonly ids: Store['ids'];
}

/** A line of a body before it is read; `line` counts from 1. */
interface Piece {
  readonly line: number;
  readonly text: string;
}

/** Reads a body that is kept whole in any case: what can't be read is set aside, never lost. */
export async function arrivalOf(
  receipt: Receipt,
  text: string,
  interpreting: Interpreting,
): Promise<Arrival> {
  const filed: Filed[] = [];
  const quarantined: Quarantined[] = [];
  for (const piece of piecesOf(text)) {
    const read = readPiece(piece, interpreting);
    if ('unreadable' in read) {
      quarantined.push(await setAside(piece, 'unreadable', read.unreadable, interpreting));
    } else if (!interpreting.contract.systems.has(read.statement.system)) {
      const reason = `the contract has no system ${read.statement.system}`;
      quarantined.push(await setAside(piece, 'unknown-system', reason, interpreting));
    } else {
      filed.push(await file(piece, read, interpreting));
    }
  }
  return { receipt, filed, quarantined };
}

/** A line read once: its statement, and the content by which a repeat is known. */
interface ReadPiece {
  readonly statement: Observation;
  readonly content: string;
}

function readPiece({ text }: Piece, { digest }: Interpreting): ReadPiece | Unreadable {
  const parsed = lineValue(text);
  if ('unreadable' in parsed) return parsed;
  const short = (content: string): string => digest(content).slice(0, 32);
  const statement = readObservation(parsed.value, short);
  if (isUnreadable(statement)) return statement;
  const content = contentText(parsed.value as Readonly<Record<string, unknown>>);
  return { statement, content: short(content) };
}

async function setAside(
  { line, text }: Piece,
  kind: Quarantined['kind'],
  reason: string,
  { ids }: Interpreting,
): Promise<Quarantined> {
  // PostgreSQL takes no NUL; the receipt keeps the bytes as they came.
  return {
    id: await ids(1),
    line,
    kind,
    reason,
    text: text.replaceAll('\u0000', ''),
  };
}

async function file(
  piece: Piece,
  { statement: read, content }: ReadPiece,
  interpreting: Interpreting,
): Promise<Filed> {
  const { digest, ids, names } = interpreting;
  const under = filedUnder(read, names);
  const id: Id = await ids(under.container ? under.names.length : 1);
  return {
    id,
    text: piece.text,
    system: read.system,
    kind: read.kind,
    at: read.at,
    key: `${dayOf(read.at)}${digest(`${read.system}\u0000${read.id}`).slice(0, 32)}`,
    content,
    ...under,
    global: read.refs['order'] !== undefined,
  };
}

/** In front of a digest it keeps the keys of one day beside each other (engine.md section 4). */
function dayOf(at: Instant): string {
  return Math.floor(at / 86_400_000)
    .toString(36)
    .padStart(4, '0');
}

/** A list's items become lines of their own; everything else is taken line by line. */
function piecesOf(text: string): readonly Piece[] {
  const listed = text.trimStart().startsWith('[') ? itemsOf(text) : null;
  if (listed !== null) return listed;
  const whole = text.trim();
  if (whole.includes('\n') && isOneObject(whole)) return [{ line: 1, text: whole }];
  return text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter((piece) => piece.text !== '');
}

function itemsOf(text: string): readonly Piece[] | null {
  try {
    const items = JSON.parse(text) as readonly unknown[];
    return items.map((item, index) => ({ line: index + 1, text: JSON.stringify(item) }));
  } catch {
    return null;
  }
}

function isOneObject(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
