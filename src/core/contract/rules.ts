// `handoffs:` of the contract: the standard rules, what the file changes of them, and its own.
import { limits } from '../limits.js';
import type { Kind } from '../observation/kinds.js';
import { operations } from './contract.js';
import type { Gate, Rule, Trigger } from './contract.js';
import { nearest } from './nearest.js';
import {
  durationAt,
  entries,
  fault,
  field,
  flagAt,
  instantAt,
  isMapping,
  isPresent,
  kindAt,
  keyFault,
  numberAt,
  oneOrMany,
  scalarAt,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';
import { checkCircles, checkReferences, requirementsAt } from './requirements.js';
import { systemsAt } from './scope.js';
import type { Scope } from './scope.js';
import {
  allStandardRules,
  goesToPartner,
  hasDestination,
  standardIds,
  standardMarginMillis,
  standardRetryMillis,
  standardRules,
  staysInside,
  withoutMissing,
} from './standard.js';

export interface RuleScope extends Scope {
  readonly feeds: ReadonlySet<string>;
}

function isOff(place: Place): boolean {
  return place.value === false || place.value === 'off';
}

/** A rule that is all the file's own, before its keys are read. */
function blankRule(id: string): Rule {
  return {
    id,
    on: [],
    from: null,
    where: {},
    requires: [],
    to: [],
    operation: 'update-order',
    withinMillis: null,
    settlementWithinMillis: null,
    marginMillis: standardMarginMillis,
    approveWithinMillis: null,
    closeGraceMillis: null,
    acknowledgedBy: 'event',
    acknowledgedByKinds: null,
    confirmFields: [],
    compareIgnore: [],
    retryForMillis: standardRetryMillis,
    keepLatest: false,
    compensates: null,
    owner: null,
    effectiveFrom: null,
    gate: null,
    mode: 'observe',
    standard: false,
  };
}

function triggersAt(place: Place): Trigger[] {
  const found: Trigger[] = [];
  for (const item of oneOrMany(place)) {
    const kind = kindAt(item, ['stock.changed']);
    if (kind !== null && !found.includes(kind)) found.push(kind);
  }
  return found;
}

function kindsAt(place: Place): Kind[] {
  const found: Kind[] = [];
  for (const item of oneOrMany(place)) {
    const kind = kindAt(item, []);
    if (kind !== null) found.push(kind);
  }
  return found;
}

function namesAt(place: Place, scope: Scope): string[] {
  const names: string[] = [];
  for (const item of oneOrMany(place)) {
    const written = textAt(item);
    for (const name of systemsAt(item, scope)) {
      if (!names.includes(name)) names.push(name);
      else if (name === written) fault(item, `"${name}" is named twice.`, 'Name it once.');
    }
  }
  return names;
}

function conditionsAt(place: Place): Record<string, string> {
  const found: [string, string][] = [];
  for (const [key, inner] of entries(place)) {
    const value = scalarAt(inner);
    if (value !== null) found.push([key, value]);
  }
  return Object.fromEntries(found);
}

function textsAt(place: Place): string[] {
  return oneOrMany(place).flatMap((item) => textAt(item) ?? []);
}

function gateAt(place: Place): Gate | null {
  const compared = numberAt(field(place, 'compared'));
  const overMillis = durationAt(field(place, 'over'));
  return compared === null || overMillis === null ? null : { compared, overMillis };
}

/** What triggers the rule and where it goes, with the keys that the file writes. */
function routed(place: Place, start: Rule, scope: RuleScope): Rule {
  const written = (key: string): boolean => isPresent(field(place, key));
  const from = namesAt(field(place, 'from'), scope);
  return {
    ...start,
    on: written('on') ? triggersAt(field(place, 'on')) : start.on,
    from: written('from') && from.length > 0 ? from : start.from,
    where: written('where') ? conditionsAt(field(place, 'where')) : start.where,
    requires: written('requires')
      ? requirementsAt(field(place, 'requires'), scope.feeds)
      : start.requires,
    to: written('to') ? namesAt(field(place, 'to'), scope) : start.to,
    operation: wordAt(field(place, 'do'), operations, 'operation') ?? start.operation,
  };
}

/** How the rule's handoffs are judged and carried, with the keys that the file writes. */
function carried(place: Place, start: Rule): Rule {
  const millis = (key: string): number | null => durationAt(field(place, key));
  const ack = field(place, 'ack');
  const ackKinds = field(ack, 'kinds');
  const confirm = field(field(place, 'confirm'), 'fields');
  const ignore = field(field(place, 'compare'), 'ignore');
  const ackBy = wordAt(field(ack, 'by'), ['event', 'response', 'readback'], 'way to acknowledge');
  const within = millis('within');
  return {
    ...start,
    withinMillis: within ?? start.withinMillis,
    // Whoever writes one deadline means it for all of the rule's money.
    settlementWithinMillis: within === null ? start.settlementWithinMillis : null,
    marginMillis: millis('margin') ?? start.marginMillis,
    approveWithinMillis: millis('approve_within') ?? start.approveWithinMillis,
    closeGraceMillis: millis('close_grace') ?? start.closeGraceMillis,
    acknowledgedBy: ackBy ?? start.acknowledgedBy,
    acknowledgedByKinds: isPresent(ackKinds) ? kindsAt(ackKinds) : start.acknowledgedByKinds,
    confirmFields: isPresent(confirm) ? textsAt(confirm) : start.confirmFields,
    compareIgnore: isPresent(ignore) ? textsAt(ignore) : start.compareIgnore,
    retryForMillis: durationAt(field(field(place, 'retry'), 'for')) ?? start.retryForMillis,
    keepLatest: keepAt(field(place, 'keep')) ?? start.keepLatest,
    compensates: textAt(field(place, 'compensates')) ?? start.compensates,
    owner: textAt(field(place, 'owner')) ?? start.owner,
    effectiveFrom: instantAt(field(place, 'effective_from')) ?? start.effectiveFrom,
    gate: gateAt(field(place, 'gate')) ?? start.gate,
    mode: wordAt(field(place, 'mode'), ['observe', 'shadow', 'live'], 'mode') ?? start.mode,
  };
}

function keepAt(place: Place): boolean | null {
  const word = wordAt(place, ['latest', 'all'], 'way to keep');
  return word === null ? null : word === 'latest';
}

function ruleAt(place: Place, start: Rule, scope: RuleScope): Rule {
  return carried(place, routed(place, start, scope));
}

const essentials: readonly (readonly [string, string])[] = [
  ['on', 'what triggers it, such as on: order.placed'],
  ['to', 'the system that must show the effect, such as to: erp'],
  ['do', 'the operation, such as do: create-order'],
];

/** What to do about a rule that is not whole: often it was meant to change a standard one. */
function wholenessRemedy(id: string, missing: readonly string[]): string {
  const near = nearest(id, standardIds);
  const add = `Add ${missing.join(', ')}.`;
  if (near === id)
    return `${add} To change the standard rule, write standard: true under handoffs:.`;
  return near === undefined ? add : `${add} Or did you mean the standard rule "${near}"?`;
}

/** A rule of the file's own must say on, to and do; one that only changes a standard rule need not. */
function checkEssentials(place: Place, id: string): void {
  const missing = essentials.filter(([key]) => !isPresent(field(place, key)));
  if (missing.length === 0) return;
  const keys = missing.map(([key]) => `${key}:`).join(', ');
  const meanings = missing.map(([, meaning]) => meaning);
  keyFault(place, `The rule "${id}" does not say ${keys}.`, wholenessRemedy(id, meanings));
}

/** A destination that is the rule's only source can never be told anything by it. */
function checkSources(place: Place, rule: Rule): void {
  if (staysInside(rule.operation) || rule.from?.length !== 1) return;
  const source = rule.from[0] ?? '';
  if (!rule.to.includes(source)) return;
  const to = field(place, 'to');
  const at = isPresent(to) ? to : field(place, 'from');
  const remedy = 'Name another destination, or take from: away so that other systems trigger it.';
  fault(at, `"${source}" is both the only source and a destination of "${rule.id}".`, remedy);
}

function checkDestination(place: Place, rule: Rule, scope: RuleScope): void {
  const allRead = scope.systems.size === scope.declared.size;
  if (hasDestination(rule) || isPresent(field(place, 'to')) || !allRead) return;
  keyFault(
    place,
    `The standard rule "${rule.id}" has nowhere to go: no system has the role that it goes to.`,
    'Give a system that role, write to: here, or take the rule out.',
  );
}

type Rules = Map<string, Rule>;

function applyStandard(place: Place, start: Rule, scope: RuleScope, rules: Rules): void {
  const rule = ruleAt(place, start, scope);
  checkDestination(place, rule, scope);
  checkSources(place, rule);
  rules.set(rule.id, rule);
}

function applyOwn(place: Place, id: string, scope: RuleScope, rules: Rules): void {
  if (!isMapping(place)) return;
  checkEssentials(place, id);
  const rule = ruleAt(place, blankRule(id), scope);
  checkSources(place, rule);
  const whole = rule.on.length > 0 && (rule.to.length > 0 || goesToPartner(rule.operation));
  // An incomplete rule is kept by name, so that others which name it have no second fault.
  rules.set(id, whole ? rule : { ...rule, to: [] });
}

function applyRule(place: Place, id: string, scope: RuleScope, rules: Rules): void {
  const standard = rules.get(id);
  if (isOff(place)) {
    if (standard === undefined) {
      const near = nearest(id, standardIds);
      const remedy =
        near === undefined || near === id ? 'Take this line out.' : `Did you mean "${near}"?`;
      keyFault(place, `There is no rule "${id}" to switch off.`, remedy);
    }
    rules.delete(id);
    return;
  }
  if (place.value === null || place.value === true) {
    const remedy = 'Write off to remove the rule, or the keys that it has.';
    keyFault(place, `"${id}" has nothing behind it.`, remedy);
    return;
  }
  if (standard === undefined) applyOwn(place, id, scope, rules);
  else if (isMapping(place)) applyStandard(place, standard, scope, rules);
}

/**
 * The rules that stand. Without `handoffs:` they are the standard ones; with it, the standard ones
 * only where it says `standard: true`.
 */
export function compileRules(place: Place, scope: RuleScope): Rule[] {
  if (!isMapping(place)) return standardRules(scope.systems.values());
  const start =
    flagAt(field(place, 'standard')) === true ? allStandardRules(scope.systems.values()) : [];
  const changed: Rules = new Map(start.map((rule) => [rule.id, rule]));
  const written = entries(place).filter(([id]) => id !== 'standard');
  if (written.length > limits.contractRulesMax) {
    const remedy = `Keep to ${limits.contractRulesMax}; one rule may have many destinations.`;
    fault(place, `There are ${written.length} rules.`, remedy);
    return [];
  }
  for (const [id, inner] of written) applyRule(inner, id, scope, changed);
  const named = new Set(written.map(([id]) => id));
  const kept = [...changed.values()].filter((rule) => hasDestination(rule) || named.has(rule.id));
  checkReferences(place, kept);
  // What the standard rules ask of rules that were switched off or go nowhere is dropped.
  const rules = withoutMissing(kept, new Set(kept.map((rule) => rule.id)));
  checkCircles(place, rules);
  return rules.filter(hasDestination);
}
