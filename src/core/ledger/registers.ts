// What channels are to show of an item's stock: one register a rule, channel and item. It says the
// newest value only: one that was not sent is replaced, one that is under way is waited for. To say a
// value again does no harm while no newer one was said, so that a lost answer needs no look-up: it is
// said again, or the newer value in its place, once the lost request can no longer take effect.
import type { Rule } from '../contract/contract.js';
import { compareFields } from '../handoff/compare.js';
import { decimalText } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { instantText } from '../observation/instant.js';
import { citation, refValues } from '../observation/observation.js';
import type { Owed, StockHandoff } from '../stock/handoffs.js';
import { standingHandoff, stockHandoff } from '../stock/handoffs.js';
import type { Listed } from '../stock/listings.js';
import { listingsOf } from '../stock/listings.js';
import type { StockView } from '../stock/record.js';
import type { Carried } from './carriage.js';
import { noLongerOwed } from './carriage.js';
import type { Command, SaidByData } from './command.js';
import { saidByData } from './command.js';
import { namesOf } from './command.js';
import { jitterOf, settlingOf } from './deriving.js';
import { handoffDetail, sentKey } from './ledger.js';
import type {
  Attempt,
  Comparison,
  Component,
  Detail,
  HandoffState,
  Mode,
  Register,
} from './ledger.js';
import { currentMode, pinnedAt } from './modes.js';
import type { Deciding, ReadFact } from './deciding.js';
import { attemptsAt, stateAt } from './rows-of.js';
import { requirementWord } from './prerequisites.js';
import type { Saying } from './register-carriage.js';
import { isOlder, isSameValue, registerCarried, versionText } from './register-carriage.js';

export interface Registers {
  readonly handoffs: readonly HandoffState[];
  readonly wake: Instant | null;
}

export function registersOf(
  component: Component,
  facts: readonly ReadFact[],
  deciding: Deciding,
): Registers {
  const { context } = deciding;
  const statements = facts.map(({ statement }) => statement);
  const said = saidByData(facts);
  const listed = ownSkus(facts).flatMap((sku) => {
    const ofSku = statements.filter(({ refs }) => refValues(refs, 'sku').includes(sku));
    return listingsOf(sku, ofSku, context);
  });
  const handoffs = listed.flatMap((one) => {
    const rule = context.contract.rules.find(({ id }) => id === one.listing.destination.rule);
    if (rule === undefined) return [];
    const state = registerOf({ ...one, component, deciding, rule, said });
    return state === null ? [] : [state];
  });
  const keys = new Set(handoffs.map(({ key }) => key));
  const gone = component.handoffs.filter(({ key }) => !keys.has(key));
  return {
    handoffs: [...handoffs, ...gone.map((handoff) => leftBehind(handoff, component))],
    wake: wakeOf(handoffs, context.now),
  };
}

/** What only a statement about several items names has its register with its own statements. */
function ownSkus(facts: readonly ReadFact[]): readonly string[] {
  const own = facts.flatMap(({ statement }) => {
    const [sku, ...others] = refValues(statement.refs, 'sku');
    return sku === undefined || others.length > 0 ? [] : [sku];
  });
  return [...new Set(own)].sort();
}

interface Registering extends Listed {
  readonly component: Component;
  readonly deciding: Deciding;
  readonly rule: Rule;
  readonly said: SaidByData;
}

function registerOf(given: Registering): HandoffState | null {
  const { component, deciding, rule, sku, change, listing } = given;
  const { destination, view } = listing;
  const key = `${rule.id}/${destination.system}/sku=${sku}`;
  const before = stateAt(component, key);
  const attempts = attemptsAt(component, key);
  const sent = attempts.at(-1)?.version ?? null;
  const { statement, statedLast, available } = change;
  const changed = versionText(statement.at, available);
  // A place that was counted before what was said, and is heard of after it, changes the whole as of then too.
  const isPassed = sent !== null && isOlder(changed, sent);
  const stated = isPassed ? versionText(statedLast, available) : changed;
  // What was said already, or is older than what was, is not said after it.
  const isSaid = sent !== null && (isSameValue(stated, sent) || isOlder(stated, sent));
  const desired = isSaid ? sent : stated;
  const mode = modeOf(given, { isSent: sent === desired });
  const owed = owedNow(given, { mode, isTold: attempts.length > 0 });
  if (owed === null || owed === 'shown') {
    if (before === undefined) return null;
    if (owed === null) return leftBehind(before, component);
  }
  const { now, contract } = deciding.context;
  const known = before === undefined ? undefined : handoffDetail(before).register;
  const heard = heardOf(known, { sent, view });
  const saying: Saying = {
    ...{ desired, attempts, mode, owed, view, heard, rule, now, jitter: jitterOf(key) },
    settlesMillis: settlingOf({ rule, to: destination.system }, contract).settlesMillis,
  };
  const found = held(registerCarried(saying), rule);
  return stateOf(given, { key, before, found, saying });
}

/** What others carry is judged by the times of both sides, as the audit judges it. */
function owedNow(
  { listing, change, deciding: { context } }: Registering,
  { mode, isTold }: { readonly mode: Mode; readonly isTold: boolean },
): Owed {
  if (mode === 'live') return standingHandoff(listing, change, { context, isTold });
  return change.opening && change.available > 0 ? null : stockHandoff(listing, change, context);
}

/** A value that is sent now went out after what had been heard when it was made ready. */
function heardOf(
  known: Register | undefined,
  { sent, view }: { readonly sent: string | null; readonly view: StockView },
): Saying['heard'] {
  const heardBefore = sent === known?.sent ? known.heardBefore : (known?.heard ?? null);
  return { heard: view.positions.at(-1)?.at ?? null, heardBefore };
}

/** What is once sent is ours; anything else follows the journal, as it stands. */
function modeOf({ deciding, change, rule }: Registering, { isSent }: { isSent: boolean }): Mode {
  if (isSent) return 'live';
  const { book, context } = deciding;
  const current = currentMode(book, rule.id)?.mode ?? 'observe';
  const triggered = change.statement.at;
  const created = {
    ...{ rule: rule.id, triggered, now: context.now, within: rule.withinMillis },
    // To say a value again does no harm: it is never looked up.
    canBeAsked: false,
  };
  return current === 'live' ? pinnedAt(book, created).mode : current;
}

interface Standing {
  readonly key: string;
  readonly before: HandoffState | undefined;
  readonly found: Carried;
  readonly saying: Saying;
}

function stateOf(given: Registering, { key, before, found, saying }: Standing): HandoffState {
  const { sku, change, rule } = given;
  const { destination } = given.listing;
  const { desired, attempts, mode, owed } = saying;
  const handoff = owed === 'shown' ? null : owed;
  const known = before === undefined ? null : handoffDetail(before);
  const register = registerAt(known, saying, found);
  const command = commandNow(given, { key, before, found, saying });
  const compared = mode === 'shadow' ? comparison(command, handoff, rule) : null;
  const detail: Detail = {
    ...{ trigger: citation(change.statement), triggered: change.statement.at },
    ...{ mode, check: false, within: rule.withinMillis },
    created: known?.register?.desired === desired ? known.created : saying.now,
    effect: handoff?.effect?.at ?? null,
    evidence: found.carriage === 'done' ? 'acknowledged' : 'none',
    compared,
    reason: reasonOf(found, attempts),
    ...{ register, undoes: null, foreign: false },
  };
  return {
    ...{ key, subject: sku, rule: rule.id, to: destination.system },
    ...{ state: found.state, carriage: found.carriage, errand: found.errand },
    waitingFor: found.carriage === 'waiting' ? awaitedBy(rule) : null,
    due: handoff?.due.until ?? null,
    notBefore: found.notBefore,
    attempts: attempts.length,
    command,
    detail: JSON.stringify(detail),
  };
}

/** What a rule wants of a feed is not known here: nothing goes out on a figure that may be too old. */
function held(found: Carried, rule: Rule): Carried {
  if (found.errand === null || awaitedBy(rule) === null) return found;
  return { carriage: 'waiting', errand: null, notBefore: null, state: 'waiting' };
}

function awaitedBy({ requires: [first] }: Rule): string | null {
  return first === undefined ? null : requirementWord(first);
}

function reasonOf({ carriage }: Carried, attempts: readonly Attempt[]): string | null {
  const isStuck = carriage === 'refused' || carriage === 'dead';
  return isStuck ? (attempts.at(-1)?.answer ?? null) : null;
}

function registerAt(
  known: Detail | null,
  { desired, attempts, heard }: Saying,
  { carriage }: Carried,
): Register {
  const before = known?.register;
  const isReplaced =
    known?.mode === 'live' &&
    before !== undefined &&
    before.desired !== desired &&
    !attempts.some(({ version }) => version === before.desired);
  return {
    desired,
    sent: attempts.at(-1)?.version ?? null,
    acknowledged: carriage === 'done' ? desired : (before?.acknowledged ?? null),
    superseded: (before?.superseded ?? 0) + (isReplaced ? 1 : 0),
    ...heard,
  };
}

/** Built where it is to be said, or in shadow would be; while one is under way its bytes stay. */
function commandNow(given: Registering, { key, before, found, saying }: Standing): string | null {
  const { sku, change, rule, said } = given;
  const { mode, desired, attempts } = saying;
  const kept = before?.command ?? null;
  const isOpen = attempts.at(-1)?.outcome === null;
  if (isOpen || (found.errand === null && mode !== 'shadow')) return kept;
  // What was said once is said again in the same bytes, whichever statement bears the value by now.
  const isSaid = attempts.some(({ version }) => version === desired);
  if (isSaid && kept !== null && (JSON.parse(kept) as Command).version === desired) return kept;
  const { destination } = given.listing;
  const { statement } = change;
  const command: Command = {
    operation: rule.operation,
    key: sentKey(key, { desired }),
    to: destination.system,
    rule: rule.id,
    cause: { system: statement.system, id: statement.id, at: statement.at },
    stock: {
      sku,
      available: desired.slice(desired.indexOf('/') + 1),
      as_of: instantText(Number(desired.slice(0, desired.indexOf('/'))) as Instant),
    },
    version: desired,
    said: said.get(statement.data) ?? {},
    names: { ...namesOf(statement), sku: [sku] },
  };
  return JSON.stringify(command);
}

function comparison(
  command: string | null,
  owed: StockHandoff | null,
  rule: Rule,
): Comparison | null {
  const shown = owed?.effect?.available ?? null;
  if (command === null || shown === null || owed?.effect == null) return null;
  if (rule.compareIgnore.includes('available')) return null;
  const sent = (JSON.parse(command) as Command).stock;
  const both = compareFields({ available: sent?.available }, { available: decimalText(shown) }, [
    'available',
  ]);
  return {
    fields: both.map(({ field }) => field),
    differing: both.filter((one) => one.sent !== one.held),
    at: owed.effect.at,
  };
}

/** A register that is owed nothing any more. */
function leftBehind(handoff: HandoffState, component: Component): HandoffState {
  if (handoffDetail(handoff).mode !== 'live') return handoff;
  return noLongerOwed(handoff, {
    attempts: attemptsAt(component, handoff.key),
    settling: { canBeAsked: false, keysKeptMillis: null, settlesMillis: 0 },
    rule: undefined,
    jitter: 0,
    undone: false,
    shown: false,
  });
}

/** Right after the next deadline. */
function wakeOf(handoffs: readonly HandoffState[], now: Instant): Instant | null {
  const running = handoffs.flatMap(({ due, carriage }) =>
    due === null || due < now || carriage === 'done' ? [] : [due + 1],
  );
  return running.length === 0 ? null : (Math.min(...running) as Instant);
}
