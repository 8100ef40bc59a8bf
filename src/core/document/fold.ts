// Folds what was said of EDI documents into one record each. A document is known by its partner and
// its control number; a partner that only one side names is the same. Pure, and order-free.
import { liveOf } from '../observation/live.js';
import type { Observation } from '../observation/observation.js';
import { refOf, refValues } from '../observation/observation.js';
import { arrivals } from '../order/arrivals.js';
import type { DocumentRecord, DocumentWorld } from './record.js';
import type { DocumentState } from './states.js';
import { documentEvent, documentTransitions } from './states.js';

/** Types that acknowledge others and are never acknowledged themselves. */
const acknowledging: ReadonlySet<string> = new Set(['997', '999', 'TA1', 'CONTRL']);

export function isAcknowledging(type: string | null | undefined): boolean {
  return type !== null && type !== undefined && acknowledging.has(type.toUpperCase());
}

export function partnerOf(statement: Observation): string | null {
  const { refs } = statement;
  return refOf(refs, 'partner') ?? refOf(refs, 'supplier') ?? null;
}

export function foldDocuments(observations: readonly Observation[]): DocumentWorld {
  const { statements, duplicates } = arrivals(liveOf(observations));
  const byName = new Map<string, Observation[]>();
  const groups = namesOfGroups(statements);
  const answered = answeredAlone(statements);
  for (const statement of statements) {
    if (!statement.kind.startsWith('document.')) continue;
    for (const name of groupAnswered(statement, groups, answered) ?? namesOf(statement)) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [statement]);
      else list.push(statement);
    }
  }
  const documents: DocumentRecord[] = [];
  for (const name of [...byName.keys()].sort()) {
    const group = byName.get(name) ?? [];
    for (const one of byPartner(group)) {
      for (const part of byType(one)) documents.push(foldDocument(name, part));
    }
  }
  return { documents, duplicates };
}

/** Functional group -> the names of the documents that were sent or received in it. */
function namesOfGroups(statements: readonly Observation[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const statement of statements) {
    if (statement.kind !== 'document.sent' && statement.kind !== 'document.received') continue;
    if (isAcknowledging(statement.data.type)) continue;
    for (const group of refValues(statement.refs, 'group')) {
      const names = groups.get(group);
      if (names === undefined) groups.set(group, [...namesOf(statement)]);
      else names.push(...namesOf(statement));
    }
  }
  return groups;
}

/** Documents that are answered under their own names, each by whom and when. */
function answeredAlone(statements: readonly Observation[]): ReadonlySet<string> {
  const answered = new Set<string>();
  for (const statement of statements) {
    if (statement.kind !== 'document.acknowledged') continue;
    for (const name of refValues(statement.refs, 'document')) answered.add(alone(statement, name));
  }
  return answered;
}

function alone({ system, at }: Observation, name: string): string {
  return `${system}\u0000${at}\u0000${name}`;
}

/**
 * A 997 may answer a whole group and name none of its sets (AK1 and AK9 without AK2), or only some, as a
 * CONTRL its interchange: of those the answer to the rest says nothing.
 */
function groupAnswered(
  statement: Observation,
  groups: ReadonlyMap<string, readonly string[]>,
  answered: ReadonlySet<string>,
): readonly string[] | undefined {
  const { kind, refs } = statement;
  if (kind !== 'document.acknowledged' || refs['document'] !== undefined) return undefined;
  const group = refOf(refs, 'group');
  const names = group === undefined ? undefined : groups.get(group);
  return names?.filter((name) => !answered.has(alone(statement, name)));
}

/** An answer without a control number of its document is found by its purchase order (judge.ts). */
function namesOf(statement: Observation): readonly string[] {
  const names = refValues(statement.refs, 'document');
  if (names.length > 0) return names;
  const control = refOf(statement.refs, 'control') ?? statement.data.control;
  return control === undefined ? [`${statement.system}/${statement.id}`] : [control];
}

/** One control number used with several partners is as many documents. */
function byPartner(group: readonly Observation[]): Observation[][] {
  const partners = new Map<string, Observation[]>();
  const open: Observation[] = [];
  for (const statement of group) {
    const partner = partnerOf(statement);
    if (partner === null) {
      open.push(statement);
      continue;
    }
    const list = partners.get(partner);
    if (list === undefined) partners.set(partner, [statement]);
    else list.push(statement);
  }
  if (partners.size === 1) return [[...group]];
  return open.length === 0 ? [...partners.values()] : [...partners.values(), open];
}

/** One control number of one partner used for several types is as many documents. */
function byType(group: readonly Observation[]): Observation[][] {
  const types = new Set<string>();
  for (const { kind, data } of group) {
    const begins = kind === 'document.sent' || kind === 'document.received';
    if (begins && data.type !== undefined && !isAcknowledging(data.type)) types.add(data.type);
  }
  if (types.size < 2) return [[...group]];
  return [...types].sort().map((type) =>
    // An answer that names no type of these speaks of each.
    group.filter(
      ({ data }) => data.type === type || data.type === undefined || !types.has(data.type),
    ),
  );
}

function foldDocument(name: string, statements: readonly Observation[]): DocumentRecord {
  let state: DocumentState = 'unknown';
  const sent: Observation[] = [];
  const received: Observation[] = [];
  const acknowledgements: Observation[] = [];
  const answers: Observation[] = [];
  const orders = new Set<string>();
  let type: string | null = null;
  for (const statement of statements) {
    const { kind, data, refs } = statement;
    for (const order of [...refValues(refs, 'po'), ...refValues(refs, 'purchase')])
      orders.add(order);
    const answering = isAcknowledging(data.type) && kind === 'document.received';
    const event = answering ? null : documentEvent(kind, isRejected(statement));
    if (event !== null) state = documentTransitions[state][event];
    if (answering || kind === 'document.acknowledged') acknowledgements.push(statement);
    else if (kind === 'document.sent') sent.push(statement);
    else if (kind === 'document.received') received.push(statement);
    else if (event === 'accepted' || event === 'changed' || event === 'refused')
      answers.push(statement);
    const begins = kind === 'document.sent' || kind === 'document.received';
    if (begins && !answering && data.type !== undefined) type ??= data.type;
  }
  const partner = statements.map(partnerOf).find((one) => one !== null) ?? null;
  return {
    name,
    partner,
    type,
    purchaseOrders: [...orders].sort(),
    state,
    sent,
    received,
    acknowledgements,
    answers,
  };
}

/** AK5/AK9 R, M, W and X reject; errors alone (E) accept. */
export function isRejected({ native, canonical, data }: Observation): boolean {
  if (canonical !== undefined) return canonical === 'document:syntax_rejected';
  const code = (native ?? data.code ?? data.state ?? '').toUpperCase();
  return code.length === 1 ? 'RMWX'.includes(code) : code === 'REJECTED';
}
