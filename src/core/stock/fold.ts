// Folds the statements about one stock item: the level of greatest as-of with the deltas after it,
// by system and location, summed. Pure, and free of the order of arrival.
import type { Decimal } from '../observation/decimal.js';
import { zero } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { liveOf } from '../observation/live.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import { arrivals } from '../order/arrivals.js';
import type { Position, StockConflict, StockRecord, StockView } from './record.js';

export function foldStock(sku: string, observations: readonly Observation[]): StockRecord {
  const { statements, duplicates, conflicts } = arrivals(liveOf(observations));
  const bySystem = new Map<string, Observation[]>();
  const hops: Observation[] = [];
  const hands: Observation[] = [];
  for (const statement of statements) {
    const { kind } = statement;
    if (kind.startsWith('hop.')) hops.push(statement);
    else if (kind.startsWith('hand.')) hands.push(statement);
    else if (statesStock(statement)) {
      const list = bySystem.get(statement.system);
      if (list === undefined) bySystem.set(statement.system, [statement]);
      else list.push(statement);
    }
  }
  const found: StockConflict[] = conflicts.map((conflict) => ({
    system: conflict.statements[0]?.system ?? '',
    statements: conflict.statements,
  }));
  const views = new Map<string, StockView>();
  for (const [system, list] of bySystem) views.set(system, foldView(system, list, found));
  return { sku, views, hops, hands, conflicts: found, duplicates };
}

function statesStock(statement: Observation): boolean {
  return (
    statement.kind === 'stock.level' ||
    statement.kind === 'stock.adjusted' ||
    statement.kind === 'listing.availability'
  );
}

interface Shelf {
  readonly level: Decimal | null;
  /** In stock or not, where the statement says so in a word. */
  readonly word: boolean | null;
  /** As-of of the level, without the deltas after it. */
  readonly at: Instant;
  readonly statement: Observation;
}

function foldView(
  system: string,
  statements: readonly Observation[],
  conflicts: StockConflict[],
): StockView {
  // A system that states totals and locations speaks of the total; its locations are parts of it.
  const totals = statements.some((statement) => refOf(statement.refs, 'location') === undefined);
  const locations = new Set<string>();
  for (const statement of statements) {
    const location = refOf(statement.refs, 'location');
    if (!totals && location !== undefined) locations.add(location);
  }
  const shelves = new Map<string, Shelf>();
  const positions: Position[] = [];
  for (const statement of statements) {
    const location = refOf(statement.refs, 'location');
    if (totals && location !== undefined) continue;
    if (!put(shelves, location ?? '', statement, conflicts)) continue;
    positions.push(positionOf(statement, shelves, Math.max(1, locations.size)));
  }
  return { system, positions: latestOfTies(positions), locations: [...locations].sort() };
}

/** Puts a statement on its location's shelf; false where it tells nothing new. */
function put(
  shelves: Map<string, Shelf>,
  location: string,
  statement: Observation,
  conflicts: StockConflict[],
): boolean {
  const known = shelves.get(location);
  const level = levelOf(statement);
  if (statement.kind === 'stock.adjusted' && level === null) {
    // A level stated for the same instant holds the adjustment already.
    if (known === undefined || statement.at <= known.at) return false;
    const sum = known.level === null ? null : known.level + (statement.data.delta ?? zero);
    shelves.set(location, { level: sum as Decimal | null, word: null, at: known.at, statement });
    return true;
  }
  const word = statement.data.inStock ?? null;
  const shelf: Shelf = { level, word, at: statement.at, statement };
  if (known !== undefined && known.at === shelf.at && known.statement.kind === statement.kind) {
    const order = versionOrder(known.statement, statement);
    if (order > 0) return false;
    if (order === 0 && (known.level !== level || known.word !== word)) {
      conflicts.push({ system: statement.system, statements: [known.statement, statement] });
      shelves.set(location, { ...shelf, level: null, word: null });
      return true;
    }
  }
  shelves.set(location, shelf);
  return true;
}

/** Units that the statement says are available; null where it states a change or a word only. */
function levelOf(statement: Observation): Decimal | null {
  const { available, onHand, reserved } = statement.data;
  if (available !== undefined) return available;
  return onHand === undefined ? null : ((onHand - (reserved ?? zero)) as Decimal);
}

/** Over 0 where the first is the newer one; 0 where nothing tells. */
function versionOrder(left: Observation, right: Observation): number {
  const one = left.version;
  const other = right.version;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one !== 'string' || typeof other !== 'string' || one === other) return 0;
  return one > other ? 1 : -1;
}

function positionOf(
  statement: Observation,
  shelves: ReadonlyMap<string, Shelf>,
  locations: number,
): Position {
  const exact = statement.basis === 'event' || statement.basis === 'day';
  // A sum with a location missing is no sum.
  const whole = shelves.size >= locations;
  let available: Decimal | null = whole ? zero : null;
  let word: boolean | null = null;
  for (const shelf of shelves.values()) {
    if (shelf.level === null) available = null;
    else if (available !== null) available = (available + shelf.level) as Decimal;
    if (shelf.word === true || (shelf.word === false && whole && word === null)) word = shelf.word;
  }
  const offered = available === null ? word : available > 0 && word !== false;
  const stated = Math.max(statement.until, statement.seen) as Instant;
  return {
    at: statement.at,
    until: statement.until,
    stated,
    exact,
    available,
    offered,
    statement,
  };
}

/** Of positions of one instant the last holds them all: every location, and every tie. */
function latestOfTies(positions: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const position of positions) {
    const last = kept.at(-1);
    if (last !== undefined && last.at === position.at && last.until === position.until) {
      kept[kept.length - 1] = position;
    } else kept.push(position);
  }
  return kept;
}
