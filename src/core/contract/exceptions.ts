// `accept:`, `alerts:` and `costs:` of the contract: what is known, whom to tell, what it costs.
import { patterns } from '../detect/finding.js';
import { decimalOf, decimalText } from '../observation/decimal.js';
import type { AcceptedException, Alert, Costs } from './contract.js';
import { suggestion } from './nearest.js';
import {
  entries,
  fault,
  field,
  flagAt,
  instantAt,
  isMapping,
  isPresent,
  items,
  keyFault,
  numberAt,
  oneOrMany,
  scalarAt,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';
import { systemAt } from './scope.js';
import type { Scope } from './scope.js';

/** The id of a rule that stands; null and a fault where there is none. */
export function ruleNameAt(place: Place, rules: ReadonlySet<string>): string | null {
  const id = textAt(place);
  if (id === null || rules.has(id)) return id;
  const otherwise = `Name one of: ${[...rules].join(', ')}.`;
  fault(place, `No rule is called "${id}".`, suggestion(id, rules, otherwise));
  return null;
}

function acceptedAt(
  place: Place,
  scope: Scope,
  rules: ReadonlySet<string>,
): AcceptedException | null {
  const match = field(place, 'match');
  const reason = textAt(field(place, 'reason'));
  if (isMapping(match) && entries(match).length === 0) {
    const remedy = 'Add at least one of: pattern, handoff, system, ref.';
    fault(match, 'This would accept every finding.', remedy);
  }
  const found = {
    pattern: wordAt(field(match, 'pattern'), patterns, 'pattern'),
    handoff: ruleNameAt(field(match, 'handoff'), rules),
    system: systemAt(field(match, 'system'), scope),
    ref: scalarAt(field(match, 'ref')),
    until: instantAt(field(place, 'until')),
  };
  return reason === null ? null : { ...found, reason };
}

export function compileAccepted(
  place: Place,
  scope: Scope,
  rules: ReadonlySet<string>,
): AcceptedException[] {
  return items(place).flatMap((item) => acceptedAt(item, scope, rules) ?? []);
}

export function compileAlerts(place: Place): Alert[] {
  return entries(place).flatMap(([name, inner]) => {
    const to = textAt(field(inner, 'to'));
    const wanted = oneOrMany(field(inner, 'patterns')).flatMap(
      (item) => wordAt(item, patterns, 'pattern') ?? [],
    );
    const structuralOnly = flagAt(field(inner, 'structural_only')) ?? false;
    return to === null ? [] : [{ name, to, patterns: wanted, structuralOnly }];
  });
}

const currencyCode = /^[A-Z]{3}$/;

function hourlyAt(place: Place): Costs['hourly'] {
  if (!isMapping(place)) return null;
  const amountPlace = field(place, 'amount');
  const amount = decimalOf(scalarAt(amountPlace) ?? '');
  const currencyPlace = field(place, 'currency');
  const currency = textAt(currencyPlace);
  if (amount === undefined || amount < 0) {
    fault(amountPlace, 'The hourly rate is no amount of money.', 'Write amount: "45.00".');
  }
  if (currency === null || !currencyCode.test(currency)) {
    fault(currencyPlace, 'The hourly rate has no currency.', 'Write currency: USD, by ISO 4217.');
    return null;
  }
  return amount === undefined ? null : { amount: decimalText(amount), currency };
}

export function compileCosts(place: Place): Costs | null {
  if (!isMapping(place)) return null;
  const minutes: [string, number][] = [];
  const known: readonly string[] = ['default', ...patterns];
  for (const [name, inner] of entries(field(place, 'minutes'))) {
    const count = numberAt(inner);
    if (!known.includes(name)) {
      const remedy = suggestion(name, known, `Write default or a pattern: ${patterns.join(', ')}.`);
      keyFault(inner, `"${name}" is no pattern.`, remedy);
    }
    if (count !== null && isPresent(inner)) minutes.push([name, count]);
  }
  return { minutes: Object.fromEntries(minutes), hourly: hourlyAt(field(place, 'hourly')) };
}
