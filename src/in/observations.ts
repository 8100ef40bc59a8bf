// A body of observation lines -> what the ledger keeps of it: each line filed under the names of what
// it is about, or set aside with its reason. One object, a list of them, or JSON lines.
import type { Contract } from '../core/contract/contract.js';
import { filedUnder } from '../core/identity/filed-under.js';
import { isOfOneOrder } from '../core/identity/one-id.js';
import { nameFault } from '../core/identity/name-fault.js';
import type { OrderNames } from '../core/identity/names.js';
import { limits } from '../core/limits.js';
import type { Instant } from '../core/observation/instant.js';
import type { Observation } from '../core/observation/observation.js';
import type { Unreadable } from '../core/observation/read.js';
import { contentText, isUnreadable, readObservation } from '../core/observation/read.js';
import { breaksOff, listItems } from '../core/observation/list-items.js';
import { lineValue, tooLong } from '../core/observation/read-line.js';
import type { Id } from '../core/ledger/ledger.js';
import type { Place } from '../core/people/split.js';
import { bareLine, personalPlaces, split } from '../core/people/split.js';
import type { Quarantined } from '../store/quarantine.js';
import type { Arrival, Filed, Receipt, Store } from '../store/store.js';

export interface Interpreting {
  readonly contract: Contract;
  readonly names: OrderNames;
  /** SHA-256, hexadecimal. */
  readonly digest: (content: string | Uint8Array) => string;
  readonly ids: Store['ids'];
  /** Resolves once others had their turn; absent: nobody else waits. */
  readonly rest?: () => Promise<void>;
}

/** Characters that are read at a stretch: some milliseconds. A piece counts as one of some length. */
const stretch = 65_536;
const pieceLength = 256;

/** A line of a body before it is read; `line` counts from 1. */
export interface Piece {
  readonly line: number;
  readonly text: string;
  /** Why it gave no observation line at all; absent: it is one. */
  readonly unreadable?: string;
}

/** Version of the reading of observation lines itself. */
export const linesMapping = 'observation-lines/1';

/** Reads a body of observation lines. */
export async function arrivalOf(
  receipt: Receipt,
  text: string,
  interpreting: Interpreting,
): Promise<Arrival> {
  return arrivalOfPieces(receipt, { pieces: piecesOf(text), mapping: linesMapping }, interpreting);
}

/**
 * Files each piece of a body that is kept whole in any case: what can't be read is set aside with the
 * version of the mapping that could not, never lost.
 */
export async function arrivalOfPieces(
  receipt: Receipt,
  { pieces, mapping }: { readonly pieces: readonly Piece[]; readonly mapping: string },
  interpreting: Interpreting,
): Promise<Arrival> {
  const filed: Filed[] = [];
  const quarantined: Quarantined[] = [];
  // Most bodies set nothing aside.
  let version: string | null = null;
  const quarantine = async (
    piece: Piece,
    kind: Quarantined['kind'],
    reason: string,
  ): Promise<void> => {
    version ??= mappingVersion(mapping, interpreting);
    quarantined.push(await quarantinedOf(piece, { kind, reason, mapping: version }, interpreting));
  };
  let read = 0;
  for (const piece of pieces) {
    read += pieceLength + piece.text.length;
    if (read > stretch) {
      read = 0;
      await interpreting.rest?.();
    }
    const line = readPiece(piece, interpreting);
    if ('unreadable' in line) {
      await quarantine(piece, 'unreadable', line.unreadable);
    } else if (!interpreting.contract.systems.has(line.statement.system)) {
      const reason = `the contract has no system ${line.statement.system}`;
      await quarantine(piece, 'unknown-system', reason);
    } else {
      filed.push(await file(piece, line, interpreting));
    }
  }
  return { receipt, filed, quarantined };
}

/** What a mapping was at a time: itself, and the systems that the contract then had. */
export function mappingVersion(mapping: string, { contract, digest }: Interpreting): string {
  const systems = [...contract.systems.keys()].sort().join('\n');
  return `${mapping} ${digest(systems).slice(0, 12)}`;
}

/** A line read once: its statement, and the content by which a repeat is known. */
interface ReadPiece {
  readonly statement: Observation;
  readonly content: string;
  /** Where personal data stands in it. */
  readonly places: readonly Place[];
  /** Digest of the content without that; never what a line is known by that had none. */
  readonly bare: string;
}

function readPiece(
  { text, unreadable }: Piece,
  { digest, contract }: Interpreting,
): ReadPiece | Unreadable {
  if (unreadable !== undefined) return { unreadable };
  if (text.length > limits.lineBytesMax) return { unreadable: tooLong };
  const parsed = lineValue(text);
  if ('unreadable' in parsed) return parsed;
  const short = (content: string): string => digest(content).slice(0, 32);
  const places = personalPlaces(text, contract.personal);
  // Where a line has no id its digest is one, which must not tell of a person by itself.
  const bare = places.length === 0 ? parsed.value : (JSON.parse(bareLine(text, places)) as unknown);
  const statement = readObservation(bare, short);
  if (isUnreadable(statement)) return statement;
  const fault = nameFault(statement);
  if (fault !== null) return { unreadable: fault };
  return {
    statement,
    content: short(contentOf(parsed.value)),
    places,
    bare: places.length === 0 ? '' : short(`erased\n${contentOf(bare)}`),
  };
}

/** @param value of a line that could be read. */
function contentOf(value: unknown): string {
  return contentText(value as Readonly<Record<string, unknown>>);
}

async function quarantinedOf(
  { line, text }: Piece,
  { kind, reason, mapping }: Pick<Quarantined, 'kind' | 'reason' | 'mapping'>,
  { ids }: Interpreting,
): Promise<Quarantined> {
  return {
    id: await ids(1),
    line,
    kind,
    reason,
    mapping,
    // PostgreSQL takes no NUL; the receipt keeps the bytes as they came.
    text: text.replaceAll('\u0000', ''),
  };
}

async function file(
  piece: Piece,
  { statement: read, content, places, bare }: ReadPiece,
  interpreting: Interpreting,
): Promise<Filed> {
  const { digest, ids, names } = interpreting;
  const under = filedUnder(read, names);
  const id: Id = await ids(under.container ? under.names.length : 1);
  const { text, values } = split(piece.text, places, id);
  return {
    id,
    text,
    system: read.system,
    kind: read.kind,
    at: read.at,
    key: `${dayOf(read.at)}${digest(statedAs(read)).slice(0, 32)}`,
    content,
    ...under,
    global: read.refs['order'] !== undefined,
    ...(isOfOneOrder(read) ? { bound: `${read.kind}\u001f${under.names[0] ?? ''}` } : {}),
    ...(values.length === 0 ? {} : { person: { values, bare } }),
  };
}

/** A newer version of one statement is another: it must not be taken for a change of the first. */
function statedAs({ system, id, version }: Observation): string {
  return [system, id, ...(version === undefined ? [] : [String(version)])].join('\u0000');
}

/** In front of a digest it keeps the keys of one day beside each other. */
function dayOf(at: Instant): string {
  return Math.floor(at / 86_400_000)
    .toString(36)
    .padStart(4, '0');
}

/**
 * A list's items become lines of their own; everything else is taken line by line. Never none: a body that
 * holds no line is set aside as one.
 * @param most it ends soon after so many: at one more, which tells that there are too many.
 */
export function piecesOf(text: string, most = Infinity): readonly Piece[] {
  const pieces = linesOf(text, most);
  const [first, ...rest] = pieces;
  if (first === undefined) return [{ line: 1, text: '', unreadable: noLine }];
  // Its lines may be read all the same, but for the one that it begins with.
  return breaksOff(first.text) && breaksOff(text)
    ? [{ ...first, unreadable: cutOff }, ...rest]
    : pieces;
}

const noLine = 'the body holds no observation line';
const cutOff = 'the list that begins here is cut off before its end';

function linesOf(text: string, most: number): readonly Piece[] {
  const listed = listItems(text, most);
  if (listed !== null) return listed.map((item, index) => ({ line: index + 1, text: item.trim() }));
  const whole = text.trim();
  if (whole.includes('\n') && isOneObject(whole)) return [{ line: 1, text: whole }];
  const pieces: Piece[] = [];
  for (let from = 0, line = 1; from <= text.length && pieces.length <= most; line += 1) {
    const end = text.indexOf('\n', from);
    const until = end === -1 ? text.length : end;
    const piece = text.slice(from, until).trim();
    if (piece !== '') pieces.push({ line, text: piece });
    from = until + 1;
  }
  return pieces;
}

function isOneObject(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
