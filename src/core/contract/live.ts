// Whether Weir can carry a rule at all: it can say it to each destination, can see that it was taken, and
// knows what the rule requires. Where it can't, the rule would wait for ever, and somebody is told before.
import type { Contract, HttpDeclaration, Operation, Requirement, Rule } from './contract.js';
import type { Place } from './place.js';
import { fault, field, isPresent, oneOrMany } from './place.js';

interface Lack {
  /** Key of the rule by which it is asked for. */
  readonly key: 'mode' | 'ack' | 'requires';
  /** What the rule has to do with it, put after its name. */
  readonly does: string;
  readonly lacks: string;
  readonly remedy: string;
}

/** What of a contract says whether a rule can be carried. */
type Carrying = Pick<Contract, 'systems' | 'destinations' | 'routes'>;

/** At least one where it can't be carried. */
function lacksOf(rule: Rule, contract: Carrying): readonly Lack[] {
  const unable = rule.to.flatMap((to) =>
    askedBy(rule).flatMap(
      (operation) => lackAt({ ...rule, operation }, to, contract.destinations.get(to)) ?? [],
    ),
  );
  const unknown = rule.requires.flatMap((requirement) => unknownAge(requirement) ?? []);
  return [...unable, ...undecided(rule, contract), ...unknown];
}

/** A rule that is about holds and releases asks for each by its own name, whichever it says itself. */
function askedBy({ on, operation }: Rule): readonly Operation[] {
  if (operation !== 'hold-order' && operation !== 'release-order') return [operation];
  const asked: Operation[] = [];
  if (on.includes('order.held')) asked.push('hold-order');
  if (on.includes('order.released')) asked.push('release-order');
  return asked;
}

/** Which of two ERPs takes an order, only routes say: without them, each order would be made in both. */
function undecided({ operation, to }: Rule, { systems, routes }: Carrying): readonly Lack[] {
  if (operation !== 'create-order' || routes.length > 0) return [];
  const roleOf = (name: string): string | undefined => systems.get(name)?.role;
  const [first, second] = to.filter(
    (name) => to.filter((other) => roleOf(other) === roleOf(name)).length > 1,
  );
  if (first === undefined || second === undefined) return [];
  const lacks = `both "${first}" and "${second}" would be given every order`;
  const remedy = `Say by routes: which of them takes which orders, or name one alone under to:.`;
  return [{ key: 'mode', does: 'is live', lacks, remedy }];
}

function lackAt(
  { operation, acknowledgedBy }: Rule,
  to: string,
  http: HttpDeclaration | undefined,
): Lack | null {
  const live = { key: 'mode', does: 'is live' } as const;
  if (http === undefined) {
    const remedy = `Give ${to} connector: http and an http: block, or leave the rule in observe.`;
    return { ...live, lacks: `"${to}" can't be told anything`, remedy };
  }
  if (!http.commands.has(operation)) {
    const remedy = `Add ${operation}: under systems: ${to}: http: commands:.`;
    return { ...live, lacks: `"${to}" has no ${operation}`, remedy };
  }
  if (acknowledgedBy !== 'readback' || http.lookUps.has(operation)) return null;
  const remedy = `Add ${operation}: under systems: ${to}: http: lookups:.`;
  const lacks = `"${to}" can't be asked for ${operation}`;
  return { key: 'ack', does: 'is read back', lacks, remedy };
}

/** How old a feed is, the folds of orders and stock do not know: nothing goes out on what may be too old. */
function unknownAge(requirement: Requirement): Lack | null {
  if (!('feed' in requirement)) return null;
  const lacks = `the age of the feed "${requirement.feed}", which it requires, is not known there: it would wait for ever`;
  const remedy = `Take ${requirement.feed} out of requires:, or leave the rule in observe or shadow.`;
  return { key: 'requires', does: 'is live', lacks, remedy };
}

/** A fault for each thing that a rule with `mode: live` lacks. */
export function checkLive(
  handoffs: Place,
  { rules, ...contract }: Carrying & Pick<Contract, 'rules'>,
): void {
  for (const rule of rules) {
    if (rule.mode !== 'live') continue;
    const place = field(handoffs, rule.id);
    for (const { key, does, lacks, remedy } of lacksOf(rule, contract)) {
      fault(placeOf(key, place), `"${rule.id}" ${does}, and ${lacks}.`, remedy);
    }
  }
}

function placeOf(key: Lack['key'], rule: Place): Place {
  switch (key) {
    case 'mode':
      return field(rule, 'mode');
    case 'ack':
      return field(field(rule, 'ack'), 'by');
    case 'requires': {
      const requires = field(rule, 'requires');
      const ofFeed = oneOrMany(requires).find(
        (item) => isPresent(field(item, 'fresh')) || isPresent(field(item, 'metric')),
      );
      return ofFeed ?? requires;
    }
  }
}

/** Why a rule can't be live whatever anybody says, with what to do, in full sentences; null: it can. */
export function cannotBeLive(rule: Rule, contract: Contract): string | null {
  const lacks = lacksOf(rule, contract);
  if (lacks.length === 0) return null;
  const sentences = lacks.map((one) => `${one.lacks}. ${one.remedy}`);
  return `${rule.id} can't be live: ${sentences.join(' ')}`;
}
