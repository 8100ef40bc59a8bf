// `systems:` of the contract: who takes part, and as what.
import { roles } from './contract.js';
import type { Role, SystemDeclaration } from './contract.js';
import { roleOfName } from './infer.js';
import { entries, fault, field, isMapping, isPresent, keyFault, textAt, wordAt } from './place.js';
import type { Place } from './place.js';
import { zoneAt } from './scope.js';
import type { Scope } from './scope.js';

function roleAt(name: string, place: Place): Role | null {
  if (isPresent(place)) return wordAt(place, roles, 'role');
  const guess = roleOfName(name) ?? 'storefront';
  const remedy = `Add role: ${guess}, or another of: ${roles.join(', ')}.`;
  fault(place, `"${name}" has no role.`, remedy);
  return null;
}

function systemOf(name: string, place: Place, scope: Scope): SystemDeclaration | null {
  if (!isMapping(place)) return null;
  const role = roleAt(name, field(place, 'role'));
  const zone = zoneAt(field(place, 'zone'), scope);
  const connector = textAt(field(place, 'connector'));
  const owner = textAt(field(place, 'owner'));
  return role === null ? null : { name, role, connector, zone, owner };
}

export function compileSystems(place: Place, isZone: Scope['isZone']): Scope {
  const systems = new Map<string, SystemDeclaration>();
  const declared = new Set<string>();
  const scope: Scope = { systems, declared, isZone };
  for (const [name, inner] of entries(place)) {
    if (name.trim() === '')
      keyFault(inner, 'A system has no name.', 'Name it, such as shop or erp.');
    declared.add(name);
    const system = systemOf(name, inner, scope);
    if (system !== null) systems.set(name, system);
  }
  if (declared.size === 0) {
    const remedy =
      'Declare them under systems:, such as erp: { role: erp }; weir init writes them.';
    fault(place, 'The contract names no system.', remedy);
  }
  return scope;
}
